import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { encodeElement } from '../../codec/azure.ts';
import { all } from '../../estate/estate.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { plain } from '../../evidence/prose.ts';
import { type DesignResult, design } from '../design.ts';

interface Entry {
  readonly exposure: string;
  readonly behindFirewall: boolean;
}

/** A cluster behind a firewall with one entry of a kind. */
const plan = (option: string, entry: Entry): DesignResult =>
  design({
    requirements: requirementsOf({
      ...smallest,
      hub: { topology: 'hubVnet', firewall: { kind: 'azureFirewall', tier: 'Standard' } },
      require: [{ for: 'ingress', option, reason: 'to be tried' }],
      clusters: [
        {
          ...smallest.clusters[0],
          egress: { inspection: 'required' },
          ingress: [{ name: 'web', ...entry }],
        },
      ],
    }),
    day: '2026-11-23',
  });

const answers = ({ estate }: DesignResult): readonly string[] =>
  all(estate, 'routeTable')
    .flatMap((table) => knownOr(table.routes, []))
    .filter(({ nextHop }) => nextHop === 'Internet')
    .map(({ name }) => name);

const behind: Entry = { exposure: 'public', behindFirewall: true };

describe('answers to a firewall that lets clients in to a load balancer', () => {
  test('leave by the load balancer: its addresses have a route past the firewall', () => {
    const result = plan('lb-public', behind);
    expect(result.obstacles).toEqual([]);
    expect(answers(result)).toEqual(['answers-ippre-firewall-westeurope']);
    const [table] = all(result.estate, 'routeTable').filter(({ name }) => name.includes('prod'));
    const body = table === undefined ? undefined : encodeElement(table, result.estate);
    expect(JSON.stringify(body?.properties)).toContain('"property":"publicRange"');
  });

  test.each([
    { why: 'a gateway of its own subnet answers itself', option: 'agic', entry: behind },
    {
      why: 'private clients are no public address',
      option: 'lb-internal',
      entry: { exposure: 'private', behindFirewall: false },
    },
  ])('need none where $why', ({ option, entry }) => {
    const result = plan(option, entry);
    expect(result.obstacles).toEqual([]);
    expect(answers(result)).toEqual([]);
  });

  test('a load balancer past the firewall is refused: half a conversation is dropped', () => {
    const { obstacles } = plan('lb-public', { exposure: 'public', behindFirewall: false });
    const says = obstacles.map((o) =>
      o.kind === 'impossible' ? o.what.contradictions.flatMap((one) => one.because.map(plain)) : [],
    );
    expect(says.flat().join(' ')).toContain('it never saw the question');
  });
});
