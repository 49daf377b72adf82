import { canonical } from '../estate/id.ts';
import type { Decision } from '../evidence/decision.ts';
import { type Prose, prose, quote, words } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionChoices } from '../facts/assumptions.ts';
import { type Combination, incompatibilities } from '../facts/compatibility.ts';
import { isWindowsPool } from '../requirements/pools.ts';
import type { Binding, Preference } from '../requirements/preferences.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { ClusterAsk, RegionAsk } from './ask.ts';
import { type Chosen, choose, type Steering, type Verdict } from './choose.ts';
import { hubTopology } from './decisions/hub-topology.ts';
import { ingressQuestion } from './decisions/ingress.ts';
import { poolSubnet } from './decisions/pool-subnets.ts';
import { answersOf, clusterQuestions, surroundingQuestions } from './decisions/questions.ts';
import { existingIn } from './existing.ts';
import type { Places } from './places.ts';
import { isHabit } from './pod-identity.ts';
import { domainOf } from './skeleton/externals.ts';
import type { DecidedCluster } from './skeleton/spoke.ts';

/** A decision that cannot be taken: everything is forbidden, by requirements or by Azure. */
export interface Undecidable {
  readonly about: readonly ElementId[];
  /** Region in which it is asked. */
  readonly region: string;
  /** The entry of the requirements and its environment; absent for what is decided once per region. */
  readonly cluster?: { readonly kind: string; readonly environment: string };
  /** What is asked, stable: the question, and the pool or way in of which it is asked. */
  readonly question: string;
  readonly why: () => readonly Prose[];
}

/** Every decision of a design, and those that cannot be taken. */
export interface Decided {
  readonly decisions: readonly Decision[];
  readonly clusters: readonly DecidedCluster[];
  /** Region name → id of the chosen topology. */
  readonly topology: ReadonlyMap<string, string>;
  readonly undecidable: readonly Undecidable[];
}

/** Takes every decision that the requirements ask for. */
export function decide(
  requirements: Requirements,
  places: Places,
  asks: readonly ClusterAsk[],
): Decided {
  const steering = steeringOf(requirements);
  const regions = requirements.regions.map((region) =>
    decideRegion({ requirements, region }, places, steering),
  );
  const topology = new Map(
    regions.flatMap((r) => (r.picked === undefined ? [] : [[r.region, r.picked] as const])),
  );
  const answers = remembered();
  const clusters = asks.map((ask) =>
    decideCluster({ ask, topology: topology.get(ask.region.name), answers }, places, steering),
  );
  return {
    decisions: [...regions.flatMap((r) => r.decisions), ...clusters.flatMap((c) => c.decisions)],
    clusters: clusters.flatMap((c) => (c.decided === undefined ? [] : [c.decided])),
    topology,
    undecidable: [
      ...regions.flatMap((r) => r.undecidable),
      ...clusters.flatMap((c) => c.undecidable),
    ],
  };
}

interface Taken {
  readonly decisions: readonly Decision[];
  readonly undecidable: readonly Undecidable[];
}

function decideRegion(
  ask: RegionAsk,
  places: Places,
  steering: Steering,
): Taken & { readonly region: string; readonly picked?: string } {
  const about = [
    places.head({
      kind: 'virtualNetwork',
      type: 'Microsoft.Network/virtualNetworks',
      names: [`vnet-hub-${ask.region.name}`],
      place: places.hub(ask.region.name),
    }).id,
  ];
  const chosen = choose({
    about,
    ask,
    questions: [hubTopology],
    base: emptyCombination,
    judge: verdictOf(ask.requirements.assumptions),
    steering,
  });
  const picked = chosen.kind === 'chosen' ? chosen.picked['hubTopology'] : undefined;
  const [hubThere] = existingIn(ask.requirements, 'virtualNetwork', ask.region.name).filter(
    (entry) => entry.use === 'hub',
  );
  const hub = hubThere === undefined ? about : [canonical(hubThere.id)];
  const where = picked === 'hubVnet' ? hub : [domainOf(ask.requirements, ask.region)];
  const taken = takenOf(relabelled(chosen, where), {
    region: ask.region.name,
    question: hubTopology.id,
  });
  return { ...taken, region: ask.region.name, ...(picked === undefined ? {} : { picked }) };
}

interface ClusterCase {
  readonly ask: ClusterAsk;
  readonly topology: string | undefined;
  readonly answers: Remembered;
}

function decideCluster(
  { ask, topology, answers }: ClusterCase,
  places: Places,
  steering: Steering,
): Taken & { readonly decided?: DecidedCluster } {
  const about = [
    places.head({
      kind: 'cluster',
      type: 'Microsoft.ContainerService/managedClusters',
      names: [ask.name],
      place: places.cluster(ask.name, ask.region.name),
    }).id,
  ];
  const base = baseOf(ask, topology);
  const main = answers(ask, base, () =>
    choose({
      about,
      ask,
      questions: clusterQuestions,
      base,
      judge: verdictOf(ask.requirements.assumptions),
      steering,
    }),
  );
  const asking = (question: string): Asking => ({
    region: ask.region.name,
    cluster: { kind: ask.cluster.name, environment: ask.environment.name },
    question,
  });
  if (main.kind === 'impossible') return takenOf({ ...main, about }, asking('cluster'));
  const settled = main.combination;
  const around = surroundingQuestions.map((question) => ({
    name: question.id,
    chosen: choose({
      about,
      ask,
      questions: [question],
      base: settled,
      judge: verdictOf(ask.requirements.assumptions),
      steering,
    }),
  }));
  const entries = ask.cluster.ingress.map((ingress) => ({
    name: ingress.name,
    chosen: choose({
      about,
      ask: { ...ask, ingress },
      questions: [ingressQuestion],
      base: settled,
      judge: verdictOf(ask.requirements.assumptions),
      steering,
    }),
  }));
  const pools = ask.cluster.pools.map((pool) => ({
    name: pool.name,
    chosen: choose({
      about,
      ask: { ...ask, pool },
      questions: [poolSubnet],
      base: settled,
      judge: verdictOf(ask.requirements.assumptions),
      steering,
    }),
  }));
  const taken = [{ name: 'cluster', chosen: main }, ...around].map(({ name, chosen }) =>
    takenOf(relabelled(chosen, about), asking(name)),
  );
  const named = [
    ...entries.map((e) => titled(takenOf(e.chosen, asking(`ingress/${e.name}`)), e.name)),
    ...pools.map((p) => titled(takenOf(p.chosen, asking(`pool/${p.name}`)), p.name)),
  ];
  return {
    decisions: [...taken, ...named].flatMap((t) => t.decisions),
    undecidable: [...taken, ...named].flatMap((t) => t.undecidable),
    decided: {
      ask,
      picked: Object.assign(
        {},
        main.picked,
        ...around.map(({ chosen }) => (chosen.kind === 'chosen' ? chosen.picked : {})),
      ),
      ingress: pickedByName(entries, 'ingress'),
      poolSubnets: pickedByName(pools, 'poolSubnet'),
    },
  };
}

const pickedByName = (
  rows: readonly { readonly name: string; readonly chosen: Chosen }[],
  question: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    rows.flatMap((row) =>
      row.chosen.kind === 'chosen' ? [[row.name, row.chosen.picked[question] ?? '']] : [],
    ),
  );

/** Several ways in, or pools, share a question: the decision says about which it speaks. */
const titled = (taken: Taken, name: string): Taken => ({
  ...taken,
  decisions: taken.decisions.map((d) => ({
    ...d,
    decision: `${d.decision}/${name}`,
    question: `${name}: ${d.question}`,
  })),
});

/** What was asked when a decision was to be taken. */
type Asking = Pick<Undecidable, 'region' | 'cluster' | 'question'>;

const takenOf = (chosen: Chosen, asking: Asking): Taken =>
  chosen.kind === 'chosen'
    ? { decisions: chosen.decisions, undecidable: [] }
    : { decisions: [], undecidable: [{ ...asking, about: chosen.about, why: chosen.why }] };

const relabelled = (chosen: Chosen, about: readonly ElementId[]): Chosen =>
  chosen.kind === 'chosen'
    ? { ...chosen, decisions: chosen.decisions.map((d) => ({ ...d, about })) }
    : { ...chosen, about };

type Remembered = (ask: ClusterAsk, base: Combination, work: () => Chosen) => Chosen;

/**
 * The same kind of cluster in another region or environment asks the same questions of the same
 * surroundings, so that the answers of two hundred clusters are those of a few.
 */
function remembered(): Remembered {
  const known = new Map<ClusterAsk['cluster'], Map<string, Chosen>>();
  return (ask, base, work) => {
    const byBase = known.get(ask.cluster) ?? new Map<string, Chosen>();
    known.set(ask.cluster, byBase);
    const key = JSON.stringify(base);
    const found = byBase.get(key) ?? work();
    byBase.set(key, found);
    return found;
  };
}

function steeringOf(requirements: Requirements): Steering {
  return {
    // A command that names nothing is told by itself and binds nothing.
    binding: requirements.require.filter(isKnownAnswer).map((bound) => ({
      question: bound.for,
      option: bound.option,
      because: prose`required: ${quote(bound.reason)}`,
    })),
    preferred: requirements.preferences.filter(counts).map((wish) => ({
      question: wish.for,
      option: wish.prefer,
      weight: wish.weight,
      because:
        wish.reason === undefined
          ? words('preferred by the requirements')
          : prose`preferred: ${quote(wish.reason)}`,
    })),
  };
}

const isKnownAnswer = ({ for: question, option }: Binding): boolean =>
  answersOf.get(question)?.includes(option) === true;

/** A wish for flat networking counts only with somebody behind it who must reach a pod. */
const counts = (wish: Preference): boolean => !isHabit(wish);

const emptyCombination: Combination = {};

/** What is settled about a cluster before any question is asked. */
function baseOf(ask: ClusterAsk, topology: string | undefined): Combination {
  const { cluster, requirements } = ask;
  const windows = cluster.pools.some(isWindowsPool);
  const nodes = cluster.pools.reduce(
    (sum, pool) => sum + pool.maxNodes,
    cluster.nodeProvisioning?.maxNodes ?? 0,
  );
  return {
    vnet: 'byo',
    cloud: requirements.cloud,
    osTypes: windows ? ['Linux', 'Windows'] : ['Linux'],
    ipFamilies: cluster.ipFamilies,
    identity: 'UserAssigned',
    nodeProvisioning: cluster.nodeProvisioning === undefined ? 'Manual' : 'Auto',
    virtualWan: topology === 'virtualWan',
    // The route table of a spoke always states its default route, and hubs use routing intent.
    explicitDefaultRoute: true,
    routingIntent: true,
    tier: cluster.tier,
    nodeCount: nodes,
    ...(requirements.security.encryptionInTransit === 'required'
      ? { encryption: 'WireGuard' }
      : {}),
    ...(cluster.kubernetesVersion === undefined
      ? {}
      : { kubernetesVersion: cluster.kubernetesVersion }),
  };
}

/** How Azure judges a combination, in the words of the compatibility table. */
const verdictOf =
  (choices: AssumptionChoices) =>
  (combination: Combination): Verdict => {
    const hits = incompatibilities(combination, choices);
    return {
      refused: hits
        .filter((hit) => hit.effect === 'refused' || hit.effect === 'unsupported')
        .map((hit) => ({ because: words(hit.reason), cite: hit.cite })),
      discouraged: hits
        .filter((hit) => hit.effect === 'retires' || hit.effect === 'discouraged')
        .map((hit) => ({ points: -2, says: words(hit.reason) })),
    };
  };
