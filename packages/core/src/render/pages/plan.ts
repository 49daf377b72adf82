import { addressCount } from '@aksnet/net';
import { inPlace } from '../../design/allocation.ts';
import { clusterAsks } from '../../design/ask.ts';
import type { DesignResult } from '../../design/design.ts';
import { provenIntents } from '../../design/intents.ts';
import { guards } from '../../design/operate/guards.ts';
import { tracingPlan } from '../../design/operate/tracing.ts';
import { all } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { view } from '../../estate/view.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { type Prose, prose, quote, words } from '../../evidence/prose.ts';
import type { AssumptionName } from '../../facts/assumptions.ts';
import { overlayMaxNodes } from '../../facts/sizing/pod-range.ts';
import { type MigrationPlan, migrationPlan, takesOverFrom } from '../../migrate/migration.ts';
import { snatReport } from '../../size/snat-ledger.ts';
import { drillsOf } from '../derived.ts';
import { drawAddressMap } from '../draw/address-map.ts';
import type { FindingsReport } from '../formats/report.ts';
import { type Block, type KeyValue, list, type Page, paragraph, section } from '../page.ts';
import { namesOf } from '../words/names.ts';
import { nowhere } from '../words/place.ts';
import { counted } from '../words/shown.ts';
import { assumptionsTable } from './assumptions.ts';
import { checklistBlocks, checklistLead } from './checklist.ts';
import { decisionsBlocks } from './decisions.ts';
import { drillsBlocks, drillsLead } from './drills.ts';
import { findingsBlocks, findingsLead } from './findings.ts';
import { guardsBlocks, guardsLead } from './guards.ts';
import { intentsBlocks, intentsLead } from './intents.ts';
import { ledgersBlocks, ledgersLead } from './ledgers.ts';
import { migrationSections } from './migration.ts';
import { monitoringBlocks } from './monitoring.ts';
import { objectsBlocks } from './objects.ts';
import { obstacleBlocks } from './obstacles.ts';
import { rangesBecause, rangesBlocks } from './ranges.ts';
import { topologyFigure } from './topology.ts';
import { tracingBlocks } from './tracing.ts';

/** A part of the report on a design. Parts without blocks are left out. */
interface PlanPart {
  readonly anchor: string;
  readonly title: string;
  readonly blocks: (result: DesignResult) => readonly Block[];
}

/** The parts of the report, in the order in which they are read. */
const parts: readonly PlanPart[] = [
  { anchor: 'summary', title: 'Summary', blocks: summaryBlocks },
  { anchor: 'topology', title: 'Topology', blocks: ({ estate }) => [topologyFigure(estate)] },
  { anchor: 'addresses', title: 'Addresses', blocks: addressBlocks },
  {
    anchor: 'ledgers',
    title: 'Ledgers',
    blocks: (result) => {
      const ledgers = planLedgers(result);
      return ledgers.length === 0
        ? []
        : [paragraph(ledgersLead(ledgers)), ...ledgersBlocks(ledgers, result.estate)];
    },
  },
  {
    anchor: 'decisions',
    title: 'Decisions',
    blocks: (result) => decisionsBlocks(result.decisions, result.estate),
  },
  { anchor: 'objects', title: 'Objects', blocks: (result) => objectsBlocks(result.estate) },
  {
    anchor: 'checklist',
    title: 'Production checklist',
    blocks: ({ proof }) => [
      paragraph(checklistLead(proof.checklist)),
      ...checklistBlocks(proof.checklist),
    ],
  },
  {
    anchor: 'findings',
    title: 'Findings',
    blocks: (result) => [
      paragraph(findingsLead(reportOf(result))),
      ...findingsBlocks(reportOf(result)),
    ],
  },
  {
    anchor: 'paths',
    title: 'Paths',
    blocks: (result) => {
      const proven = provenIntents(result);
      return proven.length === 0 ? [] : [paragraph(intentsLead(proven)), ...intentsBlocks(proven)];
    },
  },
  {
    anchor: 'drills',
    title: 'Failure drills',
    blocks: ({ estate }) => {
      const found = drillsOf(estate);
      return found.length === 0 ? [] : [paragraph(drillsLead(found)), ...drillsBlocks(found)];
    },
  },
  {
    anchor: 'monitoring',
    title: 'Monitoring',
    blocks: ({ estate }) => monitoringBlocks(estate),
  },
  {
    anchor: 'tracing',
    title: 'Packet tracing',
    blocks: ({ estate }) => tracingBlocks(tracingPlan(estate)),
  },
  {
    anchor: 'guards',
    title: 'Guards',
    blocks: ({ estate, requirements }) => {
      const found = guards({ estate, requirements });
      return found.length === 0 ? [] : [paragraph(guardsLead(found)), ...guardsBlocks(found)];
    },
  },
  {
    anchor: 'migration',
    title: 'Leaving old clusters',
    blocks: (result) => migrationSections(migrationsOf(result)),
  },
  { anchor: 'open', title: 'Open questions', blocks: openBlocks },
];

/** The whole report on a design: what the HTML and Markdown files beside a plan are made from. */
export function planPage(result: DesignResult): Page {
  const shown = isDecided(result)
    ? parts
    : parts.filter(({ anchor }) => undecidedParts.has(anchor));
  return {
    title: words(`Network of ${result.requirements.organisation.name}`),
    lead: leadOf(result),
    blocks: shown.flatMap((part) => {
      const blocks = part.blocks(result);
      return blocks.length === 0 ? [] : [section(part.anchor, words(part.title), blocks)];
    }),
  };
}

/** Whether there is any network to speak of; else only what stands in its way is shown. */
export const isDecided = ({ obstacles, estate }: DesignResult): boolean =>
  !obstacles.some(({ kind }) => kind === 'impossible') || all(estate, 'cluster').length > 0;

/** Parts that say something though no cluster could be decided. */
const undecidedParts: ReadonlySet<string> = new Set(['summary', 'decisions']);

const reportOf = ({ estate, proof }: DesignResult): FindingsReport => ({
  estate,
  result: proof.result,
  locate: nowhere,
});

/** A plan for every cluster that shall be left and has one that takes over. */
export const migrationsOf = ({ estate, requirements }: DesignResult): readonly MigrationPlan[] =>
  requirements.legacy.flatMap((legacy) => {
    const target = takesOverFrom(estate, legacy);
    return target === undefined ? [] : [migrationPlan({ estate, legacy, target })];
  });

/** The plan in one sentence. */
export function leadOf({ estate, requirements, obstacles, proof }: DesignResult): Prose {
  const clusters = all(estate, 'cluster').length;
  const errors = proof.result.findings.filter((one) => one.severity === 'error').length;
  if (obstacles.length > 0)
    return words(
      `The plan does not hold: ${counted(obstacles.length, 'obstacle')} to ${counted(clusterAsks(requirements).length, 'cluster')} in ${counted(requirements.regions.length, 'region')}. Nothing is written.`,
    );
  const what = `${counted(clusters, 'cluster')} in ${counted(regionsOf(estate).length, 'region')}`;
  return words(
    errors === 0
      ? `${what}. The plan holds: our own rules find no error in it.`
      : `${what}. The plan does not hold: our own rules find ${counted(errors, 'error')} in it.`,
  );
}

const regionsOf = (estate: DesignResult['estate']): readonly string[] => [
  ...new Set(all(estate, 'virtualNetwork').flatMap((one) => one.location ?? [])),
];

/** Clusters that the summary names before it counts. */
const clustersNamed = 12;

function summaryBlocks(result: DesignResult): readonly Block[] {
  const { estate, requirements, proof } = result;
  if (!isDecided(result)) return obstacleBlocks(result);
  const pairs: readonly KeyValue[] = [
    { key: 'organisation', value: words(requirements.organisation.name) },
    { key: 'judged by', value: words(estate.day) },
    { key: 'regions', value: words(regionsOf(estate).join(', ')) },
    {
      key: 'clusters',
      value: namesOf(
        estate,
        all(estate, 'cluster').map((one) => one.id),
        clustersNamed,
      ),
    },
    { key: 'findings', value: findingsLead(reportOf(result)) },
    { key: 'checklist', value: checklistLead(proof.checklist) },
    { key: 'ledgers', value: ledgersLead(planLedgers(result)) },
  ];
  return [...obstacleBlocks(result), { kind: 'keyValues', pairs }];
}

function addressBlocks({ estate, allocation }: DesignResult): readonly Block[] {
  const { svg, alt } = drawAddressMap(estate);
  return [
    {
      kind: 'figure',
      name: 'address-map',
      svg,
      alt,
      caption: words('Every row to scale: in one row, twice the length is twice the addresses.'),
      instead: [],
    },
    ...(allocation.allocated.length === 0
      ? []
      : [
          ...rangesBlocks(allocation.allocated, estate),
          rangesBecause(allocation.allocated, estate),
        ]),
  ];
}

/** The ledger behind every range, with what was allocated for it, then the outbound ports. */
export const planLedgers: (result: DesignResult) => readonly Ledger[] = view(
  ({ estate, allocation, needs }) => {
    const ranges = new Map(inPlace(allocation).map((one) => [one.need.id, one.prefixes]));
    const behindRanges = needs.flatMap((need): readonly Ledger[] => {
      if (need.ledger === undefined) return [];
      const prefixes = ranges.get(need.id)?.filter((prefix) => prefix.family === need.family);
      if (prefixes === undefined) return [need.ledger];
      const holds = holdsOf(need.ledger);
      return [{ ...need.ledger, supply: prefixes.reduce((sum, one) => sum + holds(one), 0) }];
    });
    const ports = all(estate, 'cluster').flatMap((cluster): readonly Ledger[] => {
      const report = snatReport(estate, cluster);
      if (report === undefined || 'unknown' in report) return [];
      const allotment = report.allotment === undefined ? [] : [report.allotment];
      return [...report.destinations.map((one) => one.ledger), ...allotment];
    });
    return [...behindRanges, ...ports];
  },
);

/** What a range holds in the unit of the ledger: addresses, or the blocks that nodes take whole. */
const holdsOf = (ledger: Ledger): ((prefix: Parameters<typeof addressCount>[0]) => number) =>
  ledger.unit === 'node blocks' ? (prefix) => overlayMaxNodes(prefix.length) : addressCount;

function openBlocks(result: DesignResult): readonly Block[] {
  const { estate, proof, policyNotes, questions } = result;
  const names = assumptionsOf(result);
  const waiting = proof.checklist.filter((point) => point.verdict === 'unknown');
  return [
    ...(questions.length === 0
      ? []
      : [
          section('open-questions', words('What somebody has to settle'), [
            list(questions.map(({ owner, says }) => prose`${quote(owner)}: ${says}`)),
          ]),
        ]),
    ...(waiting.length === 0
      ? []
      : [
          section('open-checklist', words('Questions of the checklist that wait for somebody'), [
            list(waiting.map((point) => [`${point.question} `, ...point.says])),
          ]),
        ]),
    ...(policyNotes.length === 0
      ? []
      : [
          section('open-policies', words('What the NetworkPolicies leave to be said'), [
            list(
              [...grouped(policyNotes, ({ says }) => JSON.stringify(says)).values()].map(
                (alike) => [
                  ...namesOf(
                    estate,
                    alike.map(({ about }) => about),
                  ),
                  ': ',
                  ...(alike[0]?.says ?? []),
                ],
              ),
            ),
          ]),
        ]),
    ...(names.length === 0
      ? []
      : [
          section('open-assumptions', words('Assumptions that this rests on'), [
            assumptionsTable(names, estate.assume),
          ]),
        ]),
  ];
}

const assumptionsOf = (result: DesignResult): readonly AssumptionName[] => [
  ...result.decisions.flatMap((one) => one.assumes),
  ...planLedgers(result).flatMap((ledger) => ledger.lines.flatMap((line) => line.assumes ?? [])),
  ...result.proof.result.findings.flatMap((one) => one.assumes),
];
