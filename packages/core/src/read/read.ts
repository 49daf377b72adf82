import { joinParts } from '../codec/azure/parts.ts';
import { assemble } from '../estate/assemble.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import {
  type Estate,
  estateOf,
  everything,
  type Frame,
  type Listed,
  type Tense,
} from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Day, DocumentId, Source } from '../evidence/source.ts';
import { located } from '../text/document.ts';
import { inTheirClusters } from './cluster-of-objects.ts';
import { crossChecks } from './cross-checks.ts';
import { fold } from './fold.ts';
import { type Format, isJoint, type JointFormat, type Supplied } from './format.ts';
import { formats } from './formats.ts';
import type { OwnContent } from './own-files.ts';
import { type PartialBodies, partialNote } from './partial.ts';
import { sharedTexts } from './shared-texts.ts';
import type { Ignored, Understood, UnreadField } from './understood.ts';

/** What one document came to. */
export interface DocumentReport {
  readonly document: DocumentId;
  /** The id of the format; absent: none recognised it. */
  readonly format?: string;
  /** Elements in it; those of documents read together count where they are written. */
  readonly elements: number;
  readonly ignored: number;
}

/** Everything that was read. */
export interface ReadResult {
  readonly estate: Estate;
  /** Our own files among the inputs, whole. */
  readonly own: readonly OwnContent[];
  readonly documents: readonly DocumentReport[];
  readonly ignored: readonly Ignored[];
  /** Fields that nobody asked for, each with how often it was met, the most frequent first. */
  readonly unread: readonly CountedField[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A field and how often it was met. */
export interface CountedField extends UnreadField {
  readonly times: number;
}

/** What a reading is told. */
export interface ReadOptions {
  /** The day asked about, where no input states one. */
  readonly day: Day;
  /** Name or ARM id of the cluster whose Kubernetes objects these are, where no snapshot says it. */
  readonly cluster?: string;
}

/** A reading under way: documents are handed in one by one, and may be forgotten afterwards. */
export interface Reading {
  readonly add: (supplied: Supplied) => void;
  /** Adds what is known to be wrong with an input before it became a document. */
  readonly tell: (diagnostic: Diagnostic) => void;
  readonly finish: () => ReadResult;
}

/**
 * Starts reading. A document is recognised by its content, read, and reduced to elements at once, so that
 * memory goes by what was understood and not by how much text there was; only documents that belong
 * together (templates, Terraform folders) are kept until the end. A broken document hides no other.
 */
export function openReading(options: ReadOptions): Reading {
  const gathered = gathering();
  const joint = new Map<JointFormat, Supplied[]>();
  return {
    add(supplied) {
      const { document } = supplied;
      gathered.tell(document.diagnostics);
      const format = recognised(supplied);
      if (format === undefined) gathered.unrecognised(supplied);
      else if (isJoint(format)) {
        const before = joint.get(format);
        if (before === undefined) joint.set(format, [supplied]);
        else before.push(supplied);
      } else gathered.take(format, [supplied], placed(format.read(supplied), supplied));
    },
    tell: (diagnostic) => gathered.tell([diagnostic]),
    finish() {
      for (const [format, supplied] of joint)
        gathered.take(format, supplied, format.readTogether(supplied));
      return gathered.result(options);
    },
  };
}

/** Reads documents that are all at hand. */
export function read(documents: Iterable<Supplied>, options: ReadOptions): ReadResult {
  const reading = openReading(options);
  for (const supplied of documents) reading.add(supplied);
  return reading.finish();
}

const recognised = ({ document }: Supplied): Format | undefined =>
  formats.find((format) => format.recognises(document));

/** What is said of a part of a longer text, with paths in the whole of it. */
function placed(understood: Understood, { at = [], document }: Supplied): Understood {
  // Readers of our own files tell what is wrong with the text once more.
  const told = new Set(document.diagnostics.map(sayingOf));
  const fresh = understood.diagnostics.filter((one) => !told.has(sayingOf(one)));
  const diagnostics = located(fresh, document);
  if (at.length === 0) return { ...understood, diagnostics };
  const moved = <T extends { readonly source: Source }>(one: T): T => ({
    ...one,
    source: { ...one.source, path: at.concat(one.source.path) },
  });
  return {
    ...understood,
    elements: understood.elements.map(moved),
    parts: understood.parts.map(moved),
    ignored: understood.ignored.map(moved),
    ...(understood.partial === undefined
      ? {}
      : { partial: understood.partial.map((one) => ({ ...one, path: at.concat(one.path) })) }),
    diagnostics: diagnostics.map((one) => ({ ...one, path: at.concat(one.path ?? []) })),
  };
}

const sayingOf = ({ code, message, position }: Diagnostic): string =>
  `${position?.line}:${position?.column} ${code} ${message}`;

interface Gathering {
  readonly tell: (diagnostics: readonly Diagnostic[]) => void;
  readonly unrecognised: (supplied: Supplied) => void;
  readonly take: (format: Format, from: readonly Supplied[], understood: Understood) => void;
  readonly result: (options: ReadOptions) => ReadResult;
}

function gathering(): Gathering {
  const elements: AnyElement[] = [];
  const parts: AnyElement[] = [];
  const coverage: Listed[] = [];
  /** What plans say of their own lists: of what other files hold, they know nothing. */
  const ownCoverage: Listed[] = [];
  const ignored: Ignored[] = [];
  const diagnostics: Diagnostic[] = [];
  const own: OwnContent[] = [];
  const tenses = new Set<Tense>();
  const unread = new Map<string, CountedField>();
  const documents = new Map<DocumentId, DocumentReport>();
  /** Of each document how many of its parts nothing knows, and the one diagnostic that tells it. */
  const unknownParts = new Map<DocumentId, { readonly index: number; readonly times: number }>();

  const partial = new Map<DocumentId, PartialBodies>();

  const shared = sharedTexts();
  /** The element, with its names and the ids that it refers to in texts that others have too. */
  const sharing = (element: AnyElement): AnyElement => {
    const texts: Record<string, string> = {};
    for (const [key, value] of Object.entries(element))
      if (typeof value === 'string' && key !== 'spelled') texts[key] = shared(value);
    return { ...element, ...texts };
  };

  const report = (next: DocumentReport): void => {
    const before = documents.get(next.document);
    documents.set(next.document, {
      ...next,
      ...(before?.format === undefined ? {} : { format: before.format }),
      elements: (before?.elements ?? 0) + next.elements,
      ignored: (before?.ignored ?? 0) + next.ignored,
    });
  };

  const tell = (told: readonly Diagnostic[]): void => {
    for (const diagnostic of told) diagnostics.push(diagnostic);
  };

  return {
    tell,
    unrecognised({ document, at }) {
      report({ document: document.id, elements: 0, ignored: 0 });
      const isBroken = document.diagnostics.some(({ severity }) => severity === 'error');
      if (isBroken || document.value === undefined || document.value === null) return;
      const before = unknownParts.get(document.id);
      const times = (before?.times ?? 0) + 1;
      const index = before?.index ?? diagnostics.length;
      unknownParts.set(document.id, { index, times });
      diagnostics[index] = unknownFormat(document.id, at === undefined ? undefined : times);
    },
    take(format, from, understood) {
      for (const element of understood.elements) elements.push(sharing(element));
      for (const part of understood.parts) parts.push(part);
      const lists = understood.own === undefined ? coverage : ownCoverage;
      for (const { kind, within } of understood.coverage)
        lists.push(within === undefined ? { kind } : { kind, within: shared(within) });
      for (const one of understood.ignored) ignored.push(one);
      for (const source of understood.partial ?? []) {
        const before = partial.get(source.document);
        partial.set(source.document, {
          first: before?.first ?? source,
          times: (before?.times ?? 0) + 1,
        });
      }
      if (understood.tense !== undefined) tenses.add(understood.tense);
      if (understood.own !== undefined) own.push(understood.own);
      for (const { type, field } of understood.unread) {
        const key = `${type} ${fold(field)}`;
        const before = unread.get(key);
        unread.set(key, { type, field, ...before, times: (before?.times ?? 0) + 1 });
      }
      const alone = from.length === 1 ? from[0]?.document.id : undefined;
      const elementsIn = countedBy([...understood.elements, ...understood.parts], alone);
      const ignoredIn = countedBy(understood.ignored, alone);
      const toldOf = grouped(understood.diagnostics, (one) => one.document);
      for (const { document } of from) {
        const own = toldOf.get(document.id) ?? [];
        tell(isJoint(format) ? located(own, document) : own);
        report({
          document: document.id,
          format: format.id,
          elements: elementsIn(document.id),
          ignored: ignoredIn(document.id),
        });
      }
    },
    result({ day, ...wish }) {
      const wholeLists = (): readonly Listed[] => {
        const holders = [...documents.values()].filter((one) => one.elements > 0);
        const isAlone = holders.length < 2;
        return [
          ...coverage,
          ...ownCoverage.filter(({ within }) => isAlone || within !== undefined),
        ];
      };
      const withParts = (whole: Estate): Estate => {
        const joined = joinParts([...everything(whole)], parts);
        tell(joined.diagnostics);
        return estateOf(frame, joined.elements);
      };
      tell([...partial.values()].map(partialNote));
      const frame = frameOf(own, { day, tense: tenseOf(tenses), coverage: wholeLists() });
      const attributed = inTheirClusters(elements, { ...wish, assume: frame.assume });
      tell(attributed.diagnostics);
      const assembled = assemble(frame, [attributed.elements]);
      tell(assembled.diagnostics);
      const estate = parts.length === 0 ? assembled.estate : withParts(assembled.estate);
      tell(crossChecks(estate));
      return {
        estate,
        own,
        documents: [...documents.values()],
        ignored,
        unread: [...unread.values()].toSorted((a, b) => b.times - a.times),
        diagnostics,
      };
    },
  };
}

/** One of a document, however many parts of it are meant: a list may have millions. */
const unknownFormat = (document: DocumentId, parts: number | undefined): Diagnostic => ({
  severity: 'note',
  code: 'unknown-format',
  message:
    parts === undefined || parts === 1
      ? 'nothing in this file is known here'
      : `nothing in ${parts} parts of this file is known here`,
  document,
  path: [],
  hint: knownFormats,
});

const knownFormats = `known are ${formats.map(({ says }) => says).join('; ')}`;

/** How many of them each document holds; one that is read alone holds all. One walk, however many documents. */
function countedBy(
  all: readonly { readonly source: Source }[],
  alone: DocumentId | undefined,
): (document: DocumentId) => number {
  if (alone !== undefined) return () => all.length;
  const found = new Map<DocumentId, number>();
  for (const { source } of all) found.set(source.document, (found.get(source.document) ?? 0) + 1);
  return (document) => found.get(document) ?? 0;
}

/** Code beside what was observed tells what would be; all of one tense is that. */
function tenseOf(tenses: ReadonlySet<Tense>): Tense {
  if (tenses.has('planned') || tenses.size === 0) return tenses.size === 0 ? 'observed' : 'planned';
  if (tenses.has('observed')) return 'observed';
  return 'designed';
}

/** A plan brings its day, its switches and its raised limits; without one all are as by default. */
function frameOf(
  own: readonly OwnContent[],
  {
    day,
    tense,
    coverage,
  }: { readonly day: Day; readonly tense: Tense; readonly coverage: readonly Listed[] },
): Frame {
  const plan = own.findLast((content) => content.kind === 'plan');
  const bare = { tense, day, assume: {}, raised: [], coverage };
  if (plan === undefined) return bare;
  const { assume, raised } = plan.estate;
  return { ...bare, day: plan.estate.day, assume, raised };
}
