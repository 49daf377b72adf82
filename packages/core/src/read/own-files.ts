import { readPlan } from '../codec/plan.ts';
import type { Estate, Fragment, Listed } from '../estate/estate.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import { readAddressPlan } from '../requirements/address-plan.ts';
import { readRequirements } from '../requirements/requirements.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { TextDocument } from '../text/document.ts';

/** What one of our own files holds. */
export type OwnContent =
  | { readonly kind: 'requirements'; readonly requirements: Requirements }
  | {
      readonly kind: 'addressPlan';
      readonly fragment: Fragment;
      /** Kinds of which the plan names all. */
      readonly coverage: readonly Listed[];
    }
  | { readonly kind: 'plan'; readonly estate: Estate };

/** A file of ours, read as far as it could be. */
export interface OwnFile {
  readonly content?: OwnContent;
  readonly diagnostics: readonly Diagnostic[];
}

/** Readers by the `kind` that a file states. A new kind of file is one entry. */
const readers: ReadonlyMap<string, (document: TextDocument) => OwnFile> = new Map([
  [
    'Requirements',
    (document: TextDocument): OwnFile => {
      const { requirements, diagnostics } = readRequirements(document);
      return requirements === undefined
        ? { diagnostics }
        : { content: { kind: 'requirements', requirements }, diagnostics };
    },
  ],
  [
    'AddressPlan',
    (document: TextDocument): OwnFile => {
      const { diagnostics, ...read } = readAddressPlan(document);
      return { content: { kind: 'addressPlan', ...read }, diagnostics };
    },
  ],
  [
    'Plan',
    (document: TextDocument): OwnFile => {
      const { estate, diagnostics } = readPlan(document);
      return estate === undefined
        ? { diagnostics }
        : { content: { kind: 'plan', estate }, diagnostics };
    },
  ],
]);

/** Reads a file of ours, recognised by its `kind`. */
export function readOwnFile(document: TextDocument): OwnFile {
  const kind = kindOf(document.value);
  const reader = kind === undefined ? undefined : readers.get(kind);
  if (reader !== undefined) return reader(document);
  const known = [...readers.keys()].join(', ');
  return {
    diagnostics: [
      ...document.diagnostics,
      {
        severity: 'error',
        code: 'unknown-kind',
        message:
          kind === undefined
            ? 'the file does not say what it is: a key kind was expected'
            : `kind ${JSON.stringify(kind)} is none that aksnet reads`,
        document: document.id,
        path: kind === undefined ? [] : ['kind'],
        hint: `one of ${known} was expected`,
      },
    ],
  };
}

/** The kinds of our files, as they state them. */
export type OwnKind = 'Requirements' | 'AddressPlan' | 'Plan';

/** Whether the value says that it is of the kind, and belongs to no Kubernetes group. */
export const isOwnKind = (
  value: unknown,
  kind: OwnKind | 'Snapshot' | 'Assertions' | 'Flows',
): boolean => kindOf(value) === kind && isOwnGroup(value);

/** Whether the document is one that only we read: a command judges it for itself. */
export const isOwnFile = ({ value }: TextDocument): boolean =>
  [...readers.keys()].some((kind) => kindOf(value) === kind) && isOwnGroup(value);

/** Other groups have kinds of the same name: a `Plan` of an upgrade controller. */
const isOwnGroup = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (!('apiVersion' in value) ||
    (typeof value.apiVersion === 'string' && value.apiVersion.startsWith('aksnet')));

function kindOf(value: unknown): string | undefined {
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string'
    ? value.kind
    : undefined;
}
