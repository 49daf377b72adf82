import { bitsOf } from '@aksnet/net';
import type { Id } from '../estate/id.ts';
import { toBeAllocated } from '../evidence/knowable.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import { line } from './line.ts';
import type { Need } from './need.ts';

/**
 * What a VNet must hold: the ranges of its subnets with the room held behind them. Blocks of powers
 * of two fill a block without gaps when the larger ones are placed first, so that the sum is enough.
 */
export const networkLedger = (id: Id<'virtualNetwork'>, needs: readonly Need[]): Ledger => ({
  subject: id,
  title: prose`VNet ${element(id)}`,
  unit: 'addresses',
  supply: toBeAllocated,
  lines: needs
    .filter((need) => need.family === 4)
    .map((need) =>
      line({
        role: need.kind,
        what: prose`range of ${element(need.for)} with the room held behind it`,
        amount: 2 ** (bitsOf(4) - need.length + need.hold),
        from: need.for,
      }),
    ),
});
