import type { Made } from './made.ts';

/** Finds resources by what references say of them. */
export interface ResourceIndex {
  readonly find: (text: string) => Made | undefined;
}

/** By symbolic name, by id, by name alone, or by type and name; only where one resource fits. */
export function resourceIndex(all: readonly Made[]): ResourceIndex {
  const ways: readonly ((made: Made) => string | undefined)[] = [
    ({ symbol }) => symbol,
    ({ idText }) => idText.toLowerCase(),
    ({ name }) => name.toLowerCase(),
    ({ idText }) => idText.toLowerCase().split('/providers/').at(-1),
  ];
  const tables = ways.map((way) => {
    const table = new Map<string, Made | 'several'>();
    for (const made of all) {
      const key = way(made);
      if (key !== undefined) table.set(key, table.has(key) ? 'several' : made);
    }
    return table;
  });
  return {
    find(text) {
      const lower = text.toLowerCase().replace(/^\/+providers\/+/, '');
      for (const [i, table] of tables.entries()) {
        const made = table.get(i === 0 ? text : lower);
        if (made !== undefined && made !== 'several') return made;
      }
      return undefined;
    },
  };
}
