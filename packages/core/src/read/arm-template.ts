import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { DocumentId } from '../evidence/source.ts';
import type { TextDocument } from '../text/document.ts';
import { type Bounds, Budget } from './arm-template/budget.ts';
import { Deployment } from './arm-template/deployment.ts';
import { emitResources } from './arm-template/emit.ts';
import {
  folderOf,
  isParameterFile,
  isTemplate,
  type Matched,
  parameterFileFor,
} from './arm-template/files.ts';
import { holeOf, notEvaluable } from './arm-template/marks.ts';
import { around, type Shared } from './arm-template/nested.ts';
import { levelOf, openPlace } from './arm-template/place.ts';
import { nothingSupplied, suppliedByFile } from './arm-template/supplied.ts';
import { isRaw, type Raw, rawAt } from './arm-template/tree.ts';
import type { JointFormat, Supplied } from './format.ts';
import { nothing, together, type Understood } from './understood.ts';

/**
 * ARM templates, Bicep's compiled ones among them, with their parameter files: every resource that a
 * deployment would create, expanded from loops, conditions and nested and linked deployments.
 */
export const armTemplates: JointFormat = {
  id: 'armTemplate',
  says: 'ARM templates and their parameter files (also as Bicep compiles them)',
  recognises: ({ value }) => isTemplate(value) || isParameterFile(value),
  readTogether: (supplied) => readTemplates(supplied),
};

/** Reads templates with their parameter files. @param bounds what one template may cost */
export function readTemplates(supplied: readonly Supplied[], bounds?: Bounds): Understood {
  const documents = supplied.map(({ document }) => document);
  const templates = documents.filter(({ value }) => isTemplate(value));
  const files = documents.filter(({ value }) => isParameterFile(value));
  const results = new Map<DocumentId, Result>();
  for (const document of templates) {
    if (!isTemplate(document.value)) continue;
    const matched = parameterFileFor(document, templates, files);
    results.set(document.id, expanded(document, document.value, { matched, documents, bounds }));
  }
  const roots = rootsOf(templates, results);
  const used = new Set(roots.flatMap(({ parameterFile }) => parameterFile ?? []));
  return {
    ...together([...roots.map(({ understood }) => understood), ...unusedFiles(files, used)]),
    tense: 'planned',
  };
}

/** What one template came to, taken for itself. */
interface Result {
  readonly understood: Understood;
  /** Templates that it links to, and those that these link to. */
  readonly linked: ReadonlySet<DocumentId>;
  readonly parameterFile?: DocumentId;
}

interface Inputs {
  readonly matched: Matched;
  readonly documents: readonly TextDocument[];
  readonly bounds: Bounds | undefined;
}

function expanded(document: TextDocument, value: Raw, inputs: Inputs): Result {
  const { matched, documents, bounds } = inputs;
  const told = new Map<string, Diagnostic>();
  const tell = (diagnostic: Diagnostic): void => {
    const key = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.path]);
    if (told.size < mostTold && !told.has(key)) told.set(key, diagnostic);
  };
  const budget = new Budget(bounds);
  const linked = new Set<DocumentId>();
  const shared: Shared = { budget, documents, tell, onLinked: (id) => linked.add(id) };
  const file = isRaw(matched.file?.value) ? matched.file : undefined;
  const name = `${document.id} deployment`;
  const deployment = new Deployment({
    text: { document: document.id, path: [], value },
    place: openPlace(levelOf(rawAt(value, '$schema'))),
    name: notEvaluable('deployment().name', { document: document.id, path: [] }, [
      holeOf(name, 'deployment', true),
    ]),
    budget,
    around: around(shared, 0),
    tell,
    supplied:
      file !== undefined && isRaw(file.value)
        ? suppliedByFile(file.value, file.id)
        : nothingSupplied,
  });
  const read = emitResources(deployment, { budget, tell });
  const diagnostics = [...told.values(), ...aboutFiles(document, value, matched)];
  return {
    understood: together([read, { ...nothing, diagnostics }]),
    linked,
    ...(file === undefined ? {} : { parameterFile: file.id }),
  };
}

/** Most diagnostics of one template. */
const mostTold = 200;

/**
 * Templates that nobody links to: these are what people deploy. Of templates that link to each other in
 * a circle the first stands for all.
 */
function rootsOf(
  templates: readonly TextDocument[],
  results: ReadonlyMap<DocumentId, Result>,
): readonly Result[] {
  const everLinked = new Set(
    [...results].flatMap(([id, { linked }]) => [...linked].filter((to) => to !== id)),
  );
  const reached = new Set<DocumentId>();
  const roots: Result[] = [];
  const take = (id: DocumentId): void => {
    const result = results.get(id);
    if (result === undefined || reached.has(id)) return;
    roots.push(result);
    reached.add(id);
    for (const to of result.linked) reached.add(to);
  };
  for (const { id } of templates) if (!everLinked.has(id)) take(id);
  for (const { id } of templates) take(id);
  return roots;
}

function aboutFiles(document: TextDocument, value: Raw, matched: Matched): readonly Diagnostic[] {
  if (matched.several !== undefined)
    return [
      {
        severity: 'note',
        code: 'several-parameter-files',
        message: `several parameter files fit (${matched.several.map(({ id }) => id).join(', ')}); defaults are taken`,
        document: document.id,
        path: [],
        hint: 'hand in the template with the one parameter file that is meant',
      },
    ];
  const { file } = matched;
  const parameters = isRaw(file?.value) ? rawAt(file.value, 'parameters') : undefined;
  const declared = rawAt(value, 'parameters');
  if (file === undefined || !isRaw(parameters)) return [];
  const known = new Set(
    Object.keys(isRaw(declared) ? declared : {}).map((key) => key.toLowerCase()),
  );
  return Object.keys(parameters)
    .filter((key) => !known.has(key.toLowerCase()))
    .map((key) => ({
      severity: 'warning',
      code: 'unknown-parameter',
      message: `${document.id} has no parameter ${key}`,
      document: file.id,
      path: ['parameters', key],
    }));
}

/** Parameter files that no template took. */
function unusedFiles(
  files: readonly TextDocument[],
  used: ReadonlySet<DocumentId>,
): readonly Understood[] {
  return files
    .filter(({ id }) => !used.has(id))
    .map(({ id }) => ({
      ...nothing,
      diagnostics: [
        {
          severity: 'note',
          code: 'parameters-unused',
          message: 'no template takes these parameters',
          document: id,
          path: [],
          hint: `a template beside it${folderOf(id) === '' ? '' : ` in ${folderOf(id)}`} is named as it is, without ".parameters"`,
        },
      ],
    }));
}
