import { expect, it } from 'vitest';
import { endOf } from '../../src/policy/ends.ts';
import { partiesMeant } from '../../src/policy/ends-parties.ts';
import { explain } from '../../src/policy/explain/explain.ts';
import { modelOfManifests } from './manifests.ts';
import { guarded } from './shop.ts';

it('x', () => {
  const model = modelOfManifests(guarded);
  for (const [f, t] of [['shop/web', 'data/db:5432'], ['shop/api', 'data/db:5432'], ['data/db', 'shop/web:8080'], ['shop/web','shop/api:8080'], ['data/db', '203.0.113.0/24:443']] as const) {
    const from = endOf(model, f);
    const to = endOf(model, t);
    if (!from.ok || !to.ok || from.end.meant.kind === 'service') throw new Error('x');
    const e = explain(model, { from: partiesMeant(model.world, from.end.meant), to: to.end, protocol: 'TCP' });
    console.log(f, t, e.want, e.ports?.groups.map((g) => [g.example.verdict, JSON.stringify(g.ports)]), JSON.stringify(e.proposals.map((p) => [p.changes, p.collateral.pairs, p.collateral.between.length, p.collateral.outside.length, p.size]), null, 1));
  }
  expect(1).toBe(1);
});
