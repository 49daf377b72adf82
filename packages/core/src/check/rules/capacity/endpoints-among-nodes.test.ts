import { expect, it } from 'vitest';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { estateOf } from '../../../estate/estate.ts';
import {
  cluster,
  endpoint,
  pool,
  sketchedFrame,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { plain } from '../../../evidence/prose.ts';
import { endpointsAmongNodes } from './endpoints-among-nodes.ts';

const nodes = subnetId('v', 'nodes');
const network = [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  subnet('v/endpoints', '10.80.8.0/24'),
  cluster('a', { access: { private: true } }),
  pool('a/one', 3, { subnet: nodes }),
];

proveRule(endpointsAmongNodes, {
  bad: [
    {
      because: 'an endpoint in the node subnet',
      given: [...network, endpoint('kv', nodes)],
      on: nodes,
      says: ['node subnet nodes'],
      fix: ['subnet of their own'],
    },
    {
      because: 'the plan puts endpoints into what is stated to be the node subnet',
      given: [
        vnet('v', ['10.0.0.0/24']),
        subnet('v/nodes', '10.0.0.0/25', { purpose: 'nodeSubnet' }),
        endpoint('kv', nodes),
      ],
      on: nodes,
      says: ['node subnet nodes'],
    },
  ],
  good: [
    {
      because: 'endpoints have a subnet of their own',
      given: [...network, endpoint('kv', subnetId('v', 'endpoints'))],
      on: nodes,
    },
    {
      because: 'the endpoint of a private API server is placed there by AKS',
      given: network,
      on: nodes,
    },
  ],
  open: [
    {
      because: 'an endpoint does not say where it lives',
      given: [...network, endpoint('kv', nodes, { subnet: notStated('subnet') })],
      on: nodes,
      missing: 'notStated',
    },
    {
      because: 'nobody listed the endpoints',
      given: network,
      on: nodes,
      frame: { coverage: [{ kind: 'agentPool' }] },
      missing: 'notListed',
    },
  ],
});

it('tells pools without a name by their cluster', () => {
  const estate = estateOf(sketchedFrame, [
    ...network,
    pool('a/~', 3, { subnet: nodes }),
    endpoint('kv', nodes),
  ]);
  const facts = [...endpointsAmongNodes.judge(estate)].flatMap((one) =>
    one.kind === 'finding' && one.evidence.kind === 'facts' ? one.evidence.says.map(plain) : [],
  );
  expect(facts).toContain('pools: one, one of a');
});
