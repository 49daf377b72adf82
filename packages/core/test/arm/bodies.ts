import { armJson } from '../../src/codec/arm-json.ts';
import { joinParts } from '../../src/codec/azure/parts.ts';
import { encodeElement, readerOf } from '../../src/codec/azure.ts';
import type { ResourceBody } from '../../src/codec/codec.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { parseArmId } from '../../src/estate/id.ts';
import type { Diagnostic } from '../../src/evidence/diagnostic.ts';
import { openCursor } from '../../src/text/cursor.ts';

/** The bodies of an element as ARM would answer them, its own first. */
export function bodiesOf(element: AnyElement, estate: Estate): readonly ResourceBody[] {
  const body = encodeElement(element, estate);
  return body === undefined ? [] : [body, ...(body.children ?? [])];
}

/** The element written and read again, with what is nested in it. */
export function readBack(
  element: AnyElement,
  estate: Estate,
): { readonly elements: readonly AnyElement[]; readonly diagnostics: readonly Diagnostic[] } {
  const place = parseArmId(element.spelled ?? element.id) ?? {};
  const read = bodiesOf(element, estate).map((body) => {
    const value: unknown = JSON.parse(JSON.stringify(armJson(body, place)));
    const reading = openCursor({ document: 'encoded.json', value });
    const reader = readerOf(body.type);
    if (reader === undefined) throw new Error(`nobody reads ${body.type}`);
    const elements = reader.elements(reading.cursor);
    const parts = reader.parts(reading.cursor);
    return { elements, parts, diagnostics: reading.diagnostics };
  });
  const wholes = read.flatMap(({ elements }) => elements);
  const parts = read.flatMap((one) => one.parts);
  return {
    elements: joinParts(wholes, parts).elements,
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}
