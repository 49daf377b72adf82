import { anchorOf } from '../words/anchor.ts';

/** A file of a plan: where it goes, relative with `/`, and what is in it. */
export interface PlanFile {
  readonly path: string;
  readonly text: string;
}

/** The files within a folder. */
export const below = (folder: string, files: readonly PlanFile[]): readonly PlanFile[] =>
  files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));

/**
 * File names made from names of others: letters, digits and hyphens only, so that none can leave its
 * folder, and each once. @param nameOf the name of an item, from outside
 */
export function fileNames<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly (readonly [string, T])[] {
  const taken = new Set<string>();
  return items.map((item) => {
    const stem = anchorOf(nameOf(item)) || 'unnamed';
    const numbered = Array.from({ length: taken.size + 1 }, (_, i) => `${stem}-${i + 2}`);
    const name = [stem, ...numbered].find((one) => !taken.has(one)) ?? stem;
    taken.add(name);
    return [name, item];
  });
}
