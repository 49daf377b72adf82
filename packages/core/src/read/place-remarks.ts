import { type Estate, lookUp } from '../estate/estate.ts';
import type { Diagnostic, Position, Regarded, Related } from '../evidence/diagnostic.ts';
import type { DocumentId, Path } from '../evidence/source.ts';
import { located, type TextDocument } from '../text/document.ts';
import { locator } from './locate.ts';

/** The documents in which remarks stand whose line nobody told yet, each once. */
export function documentsOfRemarks(diagnostics: readonly Diagnostic[]): readonly DocumentId[] {
  const found = new Set<DocumentId>();
  for (const diagnostic of diagnostics) {
    const { document, path, position, related = [] } = diagnostic;
    if (position === undefined && path !== undefined) found.add(document);
    for (const one of related) if (one.position === undefined) found.add(one.document);
  }
  return [...found];
}

/**
 * The remarks with line and column of all that stands in these documents. What is found only when all is
 * read (two versions of one thing, addresses outside of their ranges) has a path and no line: by then
 * documents are forgotten, and whoever wants lines opens them again.
 */
export function withPlaces(
  diagnostics: readonly Diagnostic[],
  documents: readonly TextDocument[],
  estate: Estate,
): readonly Diagnostic[] {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const find = locator(documents);
  const placed = <T extends Spot>(spot: T): T => {
    if (spot.position !== undefined || !byId.has(spot.document)) return spot;
    const element = spot.regards && lookUp(estate, spot.regards.element);
    const { document, path = [] } = spot;
    const found =
      element === undefined
        ? undefined
        : find(
            { id: element.id, kind: element.kind, source: { document, path } },
            spot.regards?.field,
          );
    return found === undefined ? spot : { ...spot, ...found };
  };
  return diagnostics.map((diagnostic) => {
    const { related } = diagnostic;
    if (diagnostic.position !== undefined && related === undefined) return diagnostic;
    const spot = placed(diagnostic);
    const document = byId.get(spot.document);
    const [own = spot] = document === undefined ? [] : located([spot], document);
    const others = related?.map(placed).map((one) => nearest(one, byId.get(one.document)));
    return others === undefined ? own : { ...own, related: others };
  });
}

interface Spot {
  readonly document: DocumentId;
  readonly path?: Path;
  readonly position?: Position;
  readonly regards?: Regarded;
}

/** What is not there is shown at the nearest place around it. */
function nearest(related: Related, document: TextDocument | undefined): Related {
  if (related.position !== undefined || document === undefined) return related;
  const { path } = related;
  const around = [...path.map((_, i) => path.slice(0, path.length - i)), []];
  const position = document.positionsOf(around).find((one) => one !== undefined);
  return position === undefined ? related : { ...related, position };
}
