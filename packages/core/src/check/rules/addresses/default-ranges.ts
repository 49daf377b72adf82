import { formatPrefix } from '@aksnet/net';
import type { Estate } from '../../../estate/estate.ts';
import type { HeldRange } from '../../../estate/ranges.ts';
import { cluster } from '../../../estate/sketch.ts';
import { prose } from '../../../evidence/prose.ts';
import {
  defaultDualStackPodRanges,
  defaultDualStackServiceRanges,
  defaultPodRange,
  defaultServiceRange,
} from '../../../facts/defaults.ts';
import type { SpaceKindId } from '../../../facts/space-kinds.ts';
import { rangesEvidence } from '../../judge.ts';
import { judgeRanges } from '../../judge-ranges.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import type { Fault, Rule } from '../../rule.ts';

/** The ranges that clusters get when none is stated, by kind. */
const defaults: Partial<Record<SpaceKindId, ReadonlySet<string>>> = {
  overlayPods: new Set([defaultPodRange.value, ...defaultDualStackPodRanges.value]),
  service: new Set([defaultServiceRange.value, ...defaultDualStackServiceRanges.value]),
};

function faultOf(estate: Estate, held: HeldRange): Fault | undefined {
  if (defaults[held.kind]?.has(formatPrefix(held.prefix)) !== true) return undefined;
  return {
    field: held.field,
    says: prose`${rangeOfHolder(estate, held)} is what every cluster gets that states none. Nothing is wrong with it as long as no connected network uses it; as a default it is the range that others are likeliest to have too.`,
    evidence: rangesEvidence(held),
    fix: fixOf(estate, held),
  };
}

const fixOf = (estate: Estate, held: HeldRange): Fault['fix'] =>
  held.prefix.family === 6
    ? prose`State a unique local range of your own for new clusters.`
    : prose`Nothing has to be done. For new clusters, allocate the range centrally and state it. ${proposal(estate, held.kind, held.prefix.length)}`;

/** AKS-IP-013: a cluster uses a default range of AKS. */
export const defaultRanges: Rule = {
  code: 'AKS-IP-013',
  title: 'Default range of AKS is used',
  severity: 'note',
  topic: 'addresses',
  judge: (estate) =>
    judgeRanges(estate, {
      concerns: ({ kind }) => defaults[kind] !== undefined,
      faultOf: (held) => faultOf(estate, held),
    }),
  cite: [...defaultPodRange.cite, ...defaultServiceRange.cite, ...defaultDualStackPodRanges.cite],
  page: {
    what: 'The pod range or the Service range of a cluster is the one that AKS gives when none is stated.',
    why: 'A default was not chosen. It works, and it is the range most likely to meet another network on the day the two are connected; the Service range can then not be replaced.',
    judged: 'The range equals a default of AKS. Never more than a note.',
    undetermined: 'The range is not known.',
    fix: 'Nothing for a cluster that runs well. For new clusters, take ranges from the register of the organisation.',
    example: {
      given: 'A cluster with pod range 10.244.0.0/16 and Service range 10.0.0.0/16.',
      elements: () => [cluster('pay')],
    },
  },
};
