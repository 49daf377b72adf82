import type { Path } from '../../evidence/source.ts';

/** What stands at an address, or at the address with the next key behind it; a lone index may be left out. */
export function keyed<T>(
  all: ReadonlyMap<string, T>,
  address: string,
  asked: Path,
): { readonly found: T; readonly asked: Path } | undefined {
  const [key, ...rest] = asked;
  const one = all.get(address);
  if (one !== undefined) return { found: one, asked: typeof key === 'number' ? rest : asked };
  const found = key === undefined ? undefined : all.get(`${address}[${JSON.stringify(key)}]`);
  return found === undefined ? undefined : { found, asked: rest };
}
