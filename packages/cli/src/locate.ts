import { type AnyElement, type Estate, everything } from '@aksnet/core';
import type { Locate } from '@aksnet/core/render';
import { plannedFieldPath } from '@aksnet/core/requirements';
import type { TextDocument } from '@aksnet/core/text';

/** Finds lines and columns in the one document that an estate was read from. */
export function locateIn(document: TextDocument, estate: Estate): Locate {
  const bySource = new Map<string, AnyElement[]>();
  for (const element of everything(estate)) {
    if (element.source.document !== document.id) continue;
    const key = JSON.stringify(element.source.path);
    bySource.set(key, [...(bySource.get(key) ?? []), element]);
  }
  return (source, field) => {
    if (source.document !== document.id) return undefined;
    // One entry of a file may be several elements (a cluster and its pool): the one that has the field.
    const paths = (bySource.get(JSON.stringify(source.path)) ?? [])
      .map((element) => plannedFieldPath(document, element, field))
      .filter((path) => path.length > source.path.length);
    return document.positionOf(paths[0] ?? source.path) ?? document.positionOf(source.path);
  };
}
