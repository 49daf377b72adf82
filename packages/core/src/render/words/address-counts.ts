import { addressCount, type Prefix } from '@aksnet/net';
import { joined, type Part, type Prose } from '../../evidence/prose.ts';

/** How many addresses ranges hold, family by family: a sum over both would hide the smaller one. */
export const addressesProse = (prefixes: readonly Prefix[]): Prose =>
  joined(
    ([4, 6] as const).flatMap((family): readonly Part[] => {
      const own = prefixes.filter((prefix) => prefix.family === family);
      return own.length === 0 && (family === 6 || prefixes.length > 0)
        ? []
        : [{ kind: 'number', value: own.reduce((sum, prefix) => sum + addressCount(prefix), 0) }];
    }),
    ' + ',
  );
