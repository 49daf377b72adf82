import type { Estate } from '../../../estate/estate.ts';
import type { HeldRange } from '../../../estate/ranges.ts';
import { vnet } from '../../../estate/sketch.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { reservedHits, reservedRanges } from '../../../facts/reserved-ranges.ts';
import { rangesEvidence } from '../../judge.ts';
import { judgeRanges } from '../../judge-ranges.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import type { Fault, Rule } from '../../rule.ts';

function faultOf(estate: Estate, held: HeldRange): Fault | undefined {
  const hit = reservedHits(held.prefix, held.kind).find(({ range }) => range.by === 'azureVnet');
  if (hit === undefined) return undefined;
  return {
    field: held.field,
    says: prose`${rangeOfHolder(estate, held)} meets ${hit.range.prefix} (${words(hit.range.use)}), which no VNet may hold.`,
    evidence: rangesEvidence(held),
    fix: prose`Choose a private range. ${proposal(estate, held.kind, held.prefix.length)}`,
  };
}

/** AKS-IP-002: a VNet range meets one that Azure forbids in every VNet. */
export const forbiddenByAzure: Rule = {
  code: 'AKS-IP-002',
  title: 'VNet range is forbidden by Azure',
  severity: 'error',
  topic: 'addresses',
  judge: (estate) =>
    judgeRanges(estate, {
      concerns: ({ kind }) => kind === 'vnet',
      faultOf: (held) => faultOf(estate, held),
    }),
  cite: reservedRanges.find((range) => range.by === 'azureVnet')?.cite ?? [],
  page: {
    what: 'The range of a VNet meets multicast, broadcast, loopback, link-local space or the address of the platform itself.',
    why: 'Azure does not create such a VNet, so the deployment fails.',
    judged: 'By any common address, for every VNet with or without a cluster. Always an error.',
    undetermined: 'The range of the VNet is not known.',
    fix: 'Take a range of RFC 1918 or RFC 6598; the finding proposes one.',
    example: {
      given: 'A VNet with the range 169.254.0.0/17.',
      elements: () => [vnet('spoke', ['169.254.0.0/17'])],
    },
  },
};
