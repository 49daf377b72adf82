import type { Diagnostic } from '../../evidence/diagnostic.ts';
import type { DocumentId } from '../../evidence/source.ts';
import type { TextDocument } from '../../text/document.ts';
import { type Budget, deepestDeployment } from './budget.ts';
import { Deployment, type TemplateText } from './deployment.ts';
import type { Frame } from './evaluate.ts';
import { isParameterFile, isTemplate, linkedDocument, relativeDocument } from './files.ts';
import type { Around, Made } from './made.ts';
import { openPlace } from './place.ts';
import { nothingSupplied, type Supply, suppliedBy, suppliedByFile } from './supplied.ts';
import { evaluateTree, isRaw, type Raw, rawAt } from './tree.ts';
import { isObject, markedText, type Value, valueAt } from './value.ts';

/** What all deployments of one reading share. */
export interface Shared {
  readonly budget: Budget;
  readonly documents: readonly TextDocument[];
  readonly tell: (diagnostic: Diagnostic) => void;
  /** Hears of every document that a deployment links to. */
  readonly onLinked: (document: DocumentId) => void;
}

/** Opens the deployments that resources of a template are, each once. @param depth how deep it is nested */
export function around(shared: Shared, depth: number): Around {
  const known = new Map<Made, Deployment | undefined>();
  return {
    nested(made) {
      if (known.has(made)) return known.get(made);
      known.set(made, undefined);
      const opened = open(made, shared, depth);
      known.set(made, opened);
      return opened;
    },
  };
}

function open(made: Made, shared: Shared, depth: number): Deployment | undefined {
  const { document, path } = made.source;
  const tell = (told: Pick<Diagnostic, 'severity' | 'code' | 'message' | 'hint'>): void =>
    shared.tell({ ...told, document, path });
  if (depth >= deepestDeployment) {
    tell({
      severity: 'error',
      code: 'nested-too-deep',
      message: `deployments are nested more than ${deepestDeployment} deep; ${made.name} is not read`,
    });
    return undefined;
  }
  const properties = rawAt(made.raw, 'properties');
  const inner = isRaw(properties) ? rawAt(properties, 'template') : undefined;
  const isInline = isRaw(inner);
  const linked = isInline || !isRaw(properties) ? undefined : link(properties, made, shared);
  const text: TemplateText | undefined = isInline
    ? { document, path: [...path, 'properties', 'template'], value: inner }
    : linked?.text;
  if (text === undefined) {
    tell({
      severity: 'warning',
      code: 'template-missing',
      message: `the template ${linked?.address ?? 'of a deployment'} is not among the inputs; what ${made.name} deploys is not known`,
      hint: 'hand in the folder with all templates',
    });
    return undefined;
  }
  const outer: Frame | undefined =
    isInline && isRaw(properties) && !isInner(properties) ? made.frame : undefined;
  return new Deployment({
    text,
    place: made.target ?? openPlace('resourceGroup'),
    name: made.nameValue,
    budget: shared.budget,
    around: around(shared, depth + 1),
    tell: shared.tell,
    supplied: isRaw(properties) ? handedIn(properties, made, shared) : nothingSupplied,
    ...(outer === undefined ? {} : { outer }),
  });
}

/** Without a word, expressions of a nested template are those of the template around it. */
function isInner(properties: Raw): boolean {
  const options = rawAt(properties, 'expressionEvaluationOptions');
  const scope = isRaw(options) ? rawAt(options, 'scope') : undefined;
  return typeof scope === 'string' && scope.toLowerCase() === 'inner';
}

interface Link {
  readonly address: string;
  readonly text?: TemplateText;
}

function link(properties: Raw, made: Made, shared: Shared): Link | undefined {
  const found = target(properties, 'templateLink', { made, documents: shared.documents });
  if (found === undefined) return undefined;
  const { address, document } = found;
  if (document === undefined || !isTemplate(document.value)) return { address };
  shared.onLinked(document.id);
  return { address, text: { document: document.id, path: [], value: document.value } };
}

interface Looking {
  readonly made: Made;
  readonly documents: readonly TextDocument[];
}

interface Target {
  readonly address: string;
  readonly document?: TextDocument;
}

/** The document that a link names, by `relativePath` or by the end of `uri`. */
function target(properties: Raw, key: string, { made, documents }: Looking): Target | undefined {
  const path = [...made.source.path, 'properties', key];
  const value = evaluateTree(rawAt(properties, key), path, made.frame);
  if (!isObject(value)) return undefined;
  const relative = markedText(valueAt(value, 'relativePath'));
  if (relative !== undefined) {
    const document = relativeDocument(made.source.document, relative, documents);
    return document === undefined ? { address: relative } : { address: relative, document };
  }
  const address = markedText(valueAt(value, 'uri') ?? valueAt(value, 'id'));
  if (address === undefined) return undefined;
  // Behind the name stands perhaps a token that is not known; its mark holds no slash.
  const document = linkedDocument(address.replace(/(\.json)~.*$/s, '$1'), documents);
  return document === undefined ? { address } : { address, document };
}

/** What a deployment hands to its template, written there or in a file that it links to. */
function handedIn(properties: Raw, made: Made, shared: Shared): Supply {
  const { source, frame } = made;
  const path = [...source.path, 'properties', 'parameters'];
  const parameters = rawAt(properties, 'parameters');
  if (parameters === undefined) {
    const file = target(properties, 'parametersLink', {
      made,
      documents: shared.documents,
    })?.document;
    return file === undefined || !isParameterFile(file.value)
      ? nothingSupplied
      : suppliedByFile(file.value, file.id);
  }
  const whole = isRaw(parameters) ? undefined : evaluateTree(parameters, path, frame);
  const entry = (name: string, depth: number): Value | undefined => {
    if (whole !== undefined) return isObject(whole) ? valueAt(whole, name) : whole;
    if (!isRaw(parameters)) return undefined;
    const key = Object.keys(parameters).find((own) => own.toLowerCase() === name.toLowerCase());
    return key === undefined
      ? undefined
      : evaluateTree(parameters[key], [...path, key], { ...frame, depth });
  };
  return suppliedBy(entry, { ...source, path });
}
