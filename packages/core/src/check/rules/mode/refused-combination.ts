import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import type { Severity } from '../../../evidence/finding.ts';
import type { Missing } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { assumed } from '../../../facts/assumptions.ts';
import {
  type Effect,
  type Incompatibility,
  incompatibilityRules,
} from '../../../facts/compatibility.ts';
import { modes } from '../../../facts/modes.ts';
import { combinationOf, watched } from '../../combination.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

/** Entries of the table that have a rule of their own, which says more. */
const judgedElsewhere: ReadonlySet<string> = new Set([
  'outbound-vnet', // AKS-EGR-006
  'nothing-enforces-policies', // AKS-MODE-003
  'system-zone-custom-dns', // AKS-API-003
]);

/** What retires is told by AKS-MODE-001, AKS-MODE-004 and AKS-ING-002. */
const entries: readonly Incompatibility[] = incompatibilityRules.filter(
  ({ id, effect }) => effect !== 'retires' && !judgedElsewhere.has(id),
);

const severities: Readonly<Record<Effect, Severity>> = {
  refused: 'error',
  unsupported: 'warning',
  retires: 'warning',
  discouraged: 'note',
};

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) yield* judgeCluster(estate, each);
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const { combination, asked } = watched(combinationOf(estate, each));
  const missing: Missing[] = [];
  let isClean = true;
  for (const entry of entries) {
    if (
      entry.rests !== undefined &&
      assumed(entry.rests.on, estate.assume) !== entry.rests.answered
    )
      continue;
    const fires = entry.when(combination);
    const open = asked();
    if (open.length > 0) missing.push(...open);
    else if (fires) {
      isClean = false;
      yield finding(each.id, faultOf(estate, each, entry));
    }
  }
  if (isClean) yield passUnless(missing, each.id);
}

function faultOf(estate: Estate, each: Cluster, entry: Incompatibility): Fault {
  return {
    severity: severityOf(entry),
    says: prose`${called(estate, each.id)}: ${words(entry.reason)}. ${words(effects[entry.effect])}`,
    evidence: factsEvidence(
      prose`entry of the compatibility table: ${entry.id}`,
      ...entry.cite.map(
        ({ document, date = 'no date' }) => prose`source: ${words(document)} (${words(date)})`,
      ),
    ),
    fix:
      entry.alternatives.length === 0
        ? words('No page names an alternative.')
        : prose`Instead: ${words(entry.alternatives.join(', or '))}.`,
    assumes: entry.rests === undefined ? [] : [entry.rests.on],
  };
}

/** A refusal that no page confirms is no certain error. */
const severityOf = ({ effect, confidence }: Incompatibility): Severity =>
  effect === 'refused' && (confidence === 'conflicting' || confidence === 'uncertain')
    ? 'warning'
    : severities[effect];

const effects: Readonly<Record<Effect, string>> = {
  refused: 'Azure refuses the combination.',
  unsupported: 'It may be accepted, and Microsoft does not stand by it.',
  retires: 'It works until a day.',
  discouraged: 'It works, and the pages or reports advise against it.',
};

/** AKS-MODE-002: settings of a cluster do not go together. */
export const refusedCombination: Rule = {
  code: 'AKS-MODE-002',
  title: 'Settings do not go together',
  severity: 'error',
  topic: 'mode',
  causedBy: ['AKS-IP-012'],
  judge,
  cite: [...modes.overlay.cite, ...modes.kubenet.cite],
  page: {
    what: 'Mode, data plane, policy engine, operating systems, way out, API access, ingress, provisioning and further settings of a cluster contradict each other.',
    why: 'Azure refuses the cluster or the change; or it takes it, and the feature does not work or is not supported when it fails.',
    judged:
      'Every entry of the compatibility table against what is known of the cluster. Refused is an error (a warning where pages disagree or are silent), unsupported a warning, discouraged a note. What only retires, managed NAT gateways in own VNets, missing policy engines and zones that DNS servers cannot see have rules of their own. Machine images, meshes, FIPS and acceleration are not among what is looked at.',
    undetermined:
      'A setting is not known that an entry of the table asks for, and the settings known so far would let it speak.',
    fix: 'Change one of the settings; the finding names what could be chosen instead.',
    example: {
      given: 'A cluster on the Cilium data plane with a Windows pool.',
      elements: () => [
        cluster('pay'),
        pool('pay/general', 3, { mode: 'System' }),
        pool('pay/win', 3, { os: 'Windows' }),
      ],
    },
  },
};
