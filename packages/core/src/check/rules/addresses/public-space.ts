import { prefix } from '@aksnet/net';
import type { Estate } from '../../../estate/estate.ts';
import type { HeldRange } from '../../../estate/ranges.ts';
import { cluster } from '../../../estate/sketch.ts';
import { prose, words } from '../../../evidence/prose.ts';
import {
  isSupportedPodSpace,
  supportedPodSpace,
  supportedPodSpaceCite,
} from '../../../facts/reserved-ranges.ts';
import type { SpaceKindId } from '../../../facts/space-kinds.ts';
import { rangesEvidence } from '../../judge.ts';
import { judgeRanges } from '../../judge-ranges.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import type { Fault, Rule } from '../../rule.ts';

const looksAt: readonly SpaceKindId[] = ['service', 'overlayPods', 'vnet', 'vwanHub'];

const privateSpace = supportedPodSpace.flatMap((space, i) =>
  i === 0 ? prose`${space.prefix}` : prose`, ${space.prefix}`,
);

function faultOf(estate: Estate, held: HeldRange): Fault | undefined {
  if (isSupportedPodSpace(held.prefix)) return undefined;
  return {
    field: held.field,
    says: prose`${rangeOfHolder(estate, held)} is not private space (${privateSpace}). ${consequence(held)}`,
    evidence: rangesEvidence(held),
    fix: prose`Choose private space, unless the range is your own and is routed nowhere else. ${proposal(estate, held.kind, held.prefix.length)}`,
  };
}

const consequence = (held: HeldRange): ReturnType<typeof words> =>
  held.kind === 'overlayPods'
    ? words('Pod ranges outside of it are not blocked and not supported.')
    : words('Whoever has these addresses on the internet cannot be reached from here.');

/** AKS-IP-011: public addresses are used as if they were private. */
export const publicSpace: Rule = {
  code: 'AKS-IP-011',
  title: 'Public addresses are used as private ones',
  severity: 'warning',
  topic: 'addresses',
  causedBy: ['AKS-IP-001', 'AKS-IP-002'],
  judge: (estate) =>
    judgeRanges(estate, {
      concerns: ({ kind }) => looksAt.includes(kind),
      faultOf: (held) => faultOf(estate, held),
    }),
  cite: supportedPodSpaceCite,
  page: {
    what: 'A Service range, a pod range, a VNet or a virtual hub uses IPv4 addresses outside of RFC 1918 and RFC 6598.',
    why: 'Pods and nodes can then not reach the true owners of these addresses; for pod ranges Microsoft does not support it. 172.10.0.0/16 is a frequent slip: private space begins at 172.16.0.0.',
    judged:
      'A range that does not lie within one private block as a whole. IPv6 is not judged. A warning.',
    undetermined: 'The range is not known.',
    fix: 'Take private space; the finding proposes some.',
    example: {
      given: 'A cluster whose Service range is 172.10.0.0/16.',
      elements: () => [cluster('pay', { network: { serviceRanges: [prefix('172.10.0.0/16')] } })],
    },
  },
};
