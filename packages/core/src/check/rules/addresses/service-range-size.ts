import { prefix } from '@aksnet/net';
import type { Estate } from '../../../estate/estate.ts';
import type { HeldRange } from '../../../estate/ranges.ts';
import { cluster } from '../../../estate/sketch.ts';
import { prose } from '../../../evidence/prose.ts';
import { assumptions } from '../../../facts/assumptions.ts';
import { serviceRangeRules, serviceRangeSize } from '../../../facts/range-checks.ts';
import { rangesEvidence } from '../../judge.ts';
import { judgeRanges } from '../../judge-ranges.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import type { Fault, Rule } from '../../rule.ts';

const { smallerThan, largestV6 } = serviceRangeRules.value;

/** A size that is ample for Services, in both families legal. */
const usual = 16;

function faultOf(estate: Estate, held: HeldRange): Fault | undefined {
  const size = serviceRangeSize(held.prefix, estate.assume);
  if (size === 'fits' || size === 'fitsByAssumption') return undefined;
  const isCertain = size === 'tooLarge';
  const bound = held.prefix.family === 6 ? largestV6 : smallerThan + 1;
  return {
    field: held.field,
    severity: isCertain ? 'error' : 'warning',
    says: isCertain
      ? prose`${rangeOfHolder(estate, held)} is too large: the largest is a /${bound}.`
      : prose`${rangeOfHolder(estate, held)} is as large as the bound itself. The page asks for a range smaller than /${smallerThan}, and whether that allows exactly /${smallerThan} is not said.`,
    evidence: rangesEvidence(held),
    fix:
      held.prefix.family === 6
        ? prose`Take a /${bound} or smaller.`
        : prose`Take a /${bound} or smaller; a /${usual} is ample. ${proposal(estate, 'service', usual)}`,
    assumes: isCertain ? [] : ['serviceCidr.slash12'],
  };
}

/** AKS-IP-008: a Service range is larger than AKS takes. */
export const serviceRangeTooLarge: Rule = {
  code: 'AKS-IP-008',
  title: 'Service range is too large',
  severity: 'error',
  topic: 'addresses',
  judge: (estate) =>
    judgeRanges(estate, {
      concerns: ({ kind }) => kind === 'service',
      faultOf: (held) => faultOf(estate, held),
    }),
  cite: [...serviceRangeRules.cite, ...assumptions['serviceCidr.slash12'].cite],
  page: {
    what: 'The Service range must be smaller than /12 (IPv6: no larger than /108).',
    why: 'The cluster is not created.',
    judged:
      'By prefix length. Larger than the bound is an error. Exactly /12 is a warning, because the wording leaves it open: the assumption `serviceCidr.slash12` decides.',
    undetermined: 'The Service range is not known.',
    fix: 'Take a smaller range. Services take one address each, so a /16 is ample.',
    example: {
      given: 'A cluster whose Service range is 10.0.0.0/8.',
      elements: () => [cluster('pay', { network: { serviceRanges: [prefix('10.0.0.0/8')] } })],
    },
  },
};
