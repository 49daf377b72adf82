import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { mostDiagnostics } from '../text/bounds.ts';
import { place } from '../text/caret.ts';
import { type Checked, checked } from '../text/checked.ts';
import { inTextOrder, located, type TextDocument } from '../text/document.ts';
import { valueAt } from '../text/mending.ts';
import { checks } from './checks/checks.ts';
import type { Concern } from './checks/concern.ts';
import { type Requirements, requirementsSchema } from './schema.ts';

/** What a requirements file says, and what is wrong with it. */
export interface ReadRequirements {
  /** What was understood; absent when too much is wrong. Look at the diagnostics as well. */
  readonly requirements?: Requirements;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a part of the requirements is written, as `file:line:column`; the nearest place around what is not written. */
  readonly placeOf: (path: Path) => string | undefined;
}

/** Reads requirements: first each value by itself, then what the values say together. */
export function readRequirements(document: TextDocument): ReadRequirements {
  const read = checked(document, requirementsSchema);
  const { value: requirements, diagnostics } = read;
  const placeOf = (path: Path): string | undefined => {
    const [at] = located(
      [
        {
          ...somewhere,
          document: document.id,
          path: asWritten(read.pathInDocument(path), document.value),
        },
      ],
      document,
    );
    return at?.position === undefined ? undefined : place(at);
  };
  if (requirements === undefined) return { diagnostics, placeOf };
  const concerns = checks.flatMap((check) => [...check(requirements)]).slice(0, mostDiagnostics);
  const told = tell(document, concerns, read).filter(
    ({ path }) => path === undefined || !diagnostics.some((one) => liesWithin(one, path)),
  );
  return { requirements, diagnostics: inTextOrder([...diagnostics, ...told]), placeOf };
}

/** Whether something could not be used within a place: what the rest says about it may only follow from that. */
const liesWithin = ({ severity, path = [] }: Diagnostic, place: Path): boolean =>
  severity === 'error' &&
  path.length > place.length &&
  place.every((key, i) => String(key) === String(path[i]));

/** A place is found as that of a diagnostic is. */
const somewhere = { severity: 'note', code: '', message: '' } as const;

/** Concerns with the position of their place, and that of the other place in their words. */
function tell(
  document: TextDocument,
  concerns: readonly Concern[],
  { pathInDocument }: Pick<Checked<Requirements>, 'pathInDocument'>,
): readonly Diagnostic[] {
  const written = (path: Path): Path => asWritten(pathInDocument(path), document.value);
  const others = document.positionsOf(concerns.map(({ other = [] }) => written(other)));
  const diagnostics = concerns.map((concern, i): Diagnostic => {
    const { severity, code, message, hint, path, other } = concern;
    const position = other === undefined ? undefined : others[i];
    const also = position === undefined ? '' : ` (see ${position.line}:${position.column})`;
    return {
      severity,
      code,
      message: `${message}${also}`,
      document: document.id,
      path: written(path),
      hint,
    };
  });
  return located(diagnostics, document);
}

/** Lists whose short form is one value under another key. */
const shortForms: Readonly<Record<string, string>> = {
  environments: 'environment',
  ports: 'port',
};

/** The path of what was written in short form, when nothing stands at the path of the long one. */
function asWritten(path: Path, whole: unknown): Path {
  const at = path.findIndex((key) => typeof key === 'string' && Object.hasOwn(shortForms, key));
  const short = shortForms[String(path[at])];
  if (short === undefined || valueAt(whole, path) !== undefined) return path;
  return [...path.slice(0, at), short];
}
