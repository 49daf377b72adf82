import { all } from '../../../estate/estate.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { defaultOutboundType, outboundTypes } from '../../../facts/outbound.ts';
import { factsEvidence, finding, pass, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Rule } from '../../rule.ts';

const byDefault = outboundTypes[defaultOutboundType.value];

/** AKS-EGR-001: a cluster leaves by the default way out. */
export const defaultOutbound: Rule = {
  code: 'AKS-EGR-001',
  title: 'Way out is the default of Azure',
  severity: 'note',
  topic: 'egress',
  judge: (estate) =>
    all(estate, 'cluster').map(({ id, network: { outboundType } }) => {
      if (isUnknown(outboundType)) return undetermined(id, outboundType.unknown);
      if (outboundType !== byDefault.id || estate.tense === 'designed') return pass(id);
      return finding(id, {
        field: 'network.outboundType',
        says: prose`${called(estate, id)} leaves by outboundType ${outboundType}, which every cluster gets that states none: ${words(byDefault.notes.join('; '))}. Whether somebody chose it cannot be seen.`,
        evidence: factsEvidence(prose`outboundType: ${outboundType}`),
        fix: words(
          'Decide who owns packets after they leave the node, and write it down: a load balancer, a NAT gateway on the subnets, or a route to a firewall. Nothing has to change if the load balancer is what is wanted.',
        ),
      });
    }),
  cite: defaultOutboundType.cite,
  page: {
    what: 'The way out of a cluster is the one that Azure gives when none is stated, or it is not known which one it is.',
    why: 'Who carries a packet after it leaves the node decides about addresses that partners allow, ports under load, inspection and cost. A default answers none of that on purpose. A later change interrupts connections and changes the public addresses.',
    judged:
      'A note when outboundType is `loadBalancer`, for Azure does not record whether it was chosen. A design passes: its plan records the decision.',
    undetermined:
      'The outbound type is not known. An input that leaves it out leaves the question open.',
    fix: 'State outboundType in the configuration of the cluster, with the reason.',
    example: {
      given: 'An observed cluster with outboundType loadBalancer.',
      frame: { tense: 'observed' },
      elements: () => [cluster('pay'), pool('pay/general', 3)],
    },
  },
};
