import { type Prefix, samePrefix } from '@aksnet/net';
import { type Kind, kinds } from '../estate/elements/kinds.ts';
import { type Estate, estateOf, type Frame, withElements } from '../estate/estate.ts';
import type { Decision } from '../evidence/decision.ts';
import type { Prose } from '../evidence/prose.ts';
import type { Day } from '../evidence/source.ts';
import type { PolicyNote } from '../policy/generate/request.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { Need } from '../size/need.ts';
import { allocate } from './allocate.ts';
import { type Allocation, inPlace, type PreviousRanges } from './allocation.ts';
import { clusterAsks } from './ask.ts';
import type { OpenQuestion } from './asker.ts';
import { type Decided, decide } from './decide.ts';
import { dressAnswers } from './dress/answers.ts';
import { dressAuthorised } from './dress/authorised.ts';
import { dressEntries } from './dress/entries.ts';
import { dressFirewall, type FirewallHandover, handedOver } from './dress/firewall.ts';
import { dressGroups } from './dress/groups.ts';
import { dressPlacement } from './dress/placement.ts';
import { dressPolicies } from './dress/policies.ts';
import { dressRoutes } from './dress/routes.ts';
import type { ExitScale } from './exit-scale.ts';
import { firstExits, neededExits } from './exits.ts';
import { fillIn } from './finish.ts';
import { needsOf, refusalSays, type SubnetPlanning } from './needs.ts';
import { type Obstacle, obstaclesOf, type PlaceOf } from './obstacle.ts';
import { type Places, placesOf } from './places.ts';
import { previousRanges } from './previous.ts';
import { type Proof, prove } from './prove.ts';
import { openQuestions } from './questions.ts';
import { wantedFlows } from './skeleton/flows.ts';
import { skeleton } from './skeleton/skeleton.ts';
import { asStanding } from './standing.ts';

/** What a design starts from. */
export interface DesignInput {
  readonly requirements: Requirements;
  /** The day to judge by, unless the requirements name one. */
  readonly day: Day;
  /** The network of an earlier plan: its ranges stay where they are, and what stands cannot become anything. */
  readonly previous?: Estate;
  /** Where parts of the requirements are written, so that obstacles can point there. */
  readonly placeOf?: PlaceOf;
}

/** A design without ranges: everything decided and sized, nothing allocated. */
export interface Draft {
  readonly input: DesignInput;
  readonly places: Places;
  readonly decided: Decided;
  /** Every range in it is still to be allocated. */
  readonly estate: Estate;
  readonly needs: readonly Need[];
  /** Why some ledger cannot be served by any legal range. */
  readonly refused: readonly Prose[];
}

/** A finished design. */
export interface DesignResult {
  readonly requirements: Requirements;
  readonly estate: Estate;
  readonly decisions: readonly Decision[];
  readonly needs: readonly Need[];
  readonly allocation: Allocation;
  readonly policyNotes: readonly PolicyNote[];
  /** What stands in the way of a plan that can be written; empty when nothing does. */
  readonly obstacles: readonly Obstacle[];
  readonly proof: Proof;
  /** Rules for firewalls of others, which their owners must take in. */
  readonly handover: readonly FirewallHandover[];
  /** What somebody still has to settle. */
  readonly questions: readonly OpenQuestion[];
}

/** Decides and sizes. What comes out is data; no address is chosen. */
export function draft(asked: DesignInput): Draft {
  // Waivers count until a day, so every decision has to know which one it is.
  const organisation = { day: asked.day, ...asked.requirements.organisation };
  const requirements: Requirements = { ...asked.requirements, organisation };
  const input: DesignInput = { ...asked, requirements };
  const places = placesOf(requirements);
  const decided = decide(requirements, places, clusterAsks(requirements));
  const flows = wantedFlows(decided.clusters, places);
  const layOut = (exits: ExitScale): LaidOut => {
    const laid = skeleton(requirements, decided, { places, exits });
    const elements = asStanding(input.previous, laid.elements);
    const estate = estateOf(frameOf(input), [...elements, ...flows]);
    return { estate, planning: laid.planning };
  };
  // A first layout tells where packets leave, and so how many public addresses their exits need.
  const first = layOut(firstExits);
  const { estate, planning } = layOut(
    neededExits(withElements(first.estate, dressRoutes(first.estate, requirements))),
  );
  const { needs, refused } = needsOf(estate, requirements, planning);
  return { input, places, decided, estate, needs, refused: refused.flatMap(refusalSays) };
}

interface LaidOut {
  readonly estate: Estate;
  readonly planning: SubnetPlanning;
}

/** Fills ranges in, adds what must quote addresses, and proves the whole. */
export function finish(drafted: Draft, allocation: Allocation): DesignResult {
  const { requirements, previous, placeOf } = drafted.input;
  const filled = fillIn(drafted.estate, inPlace(allocation));
  const { estate, notes, handover } = dress(drafted, filled);
  return {
    requirements,
    estate,
    decisions: drafted.decided.decisions,
    needs: drafted.needs,
    allocation,
    policyNotes: notes,
    obstacles: obstaclesOf({
      requirements,
      undecidable: drafted.decided.undecidable,
      refused: drafted.refused,
      allocation,
      estate,
      ...(previous === undefined ? {} : { previous }),
      ...(placeOf === undefined ? {} : { placeOf }),
    }),
    proof: prove(estate),
    handover,
    questions: openQuestions({
      requirements,
      estate,
      ...(previous === undefined ? {} : { previous }),
    }),
  };
}

/** From requirements to a proven network. */
export function design(input: DesignInput): DesignResult {
  const drafted = draft(input);
  return finish(drafted, allocated(drafted, rangesOf(input.previous)));
}

const rangesOf = (previous: Estate | undefined): PreviousRanges =>
  previous === undefined ? new Map() : previousRanges(previous);

/**
 * Ranges for a draft. An earlier plan that had chosen exactly what would be chosen anew is not mentioned
 * in the explanations: the same requirements give the same files, whether the plan was there or not.
 */
function allocated({ input, estate, needs }: Draft, previous: PreviousRanges): Allocation {
  const asked = { estate, needs, requirements: input.requirements };
  const anew = allocate({ ...asked, previous: new Map() });
  if (previous.size === 0) return anew;
  const isAsBefore =
    anew.failed.length === 0 &&
    anew.allocated.every(({ need, prefixes }) =>
      same(previous.get(need.id)?.prefixes ?? [], prefixes),
    );
  return isAsBefore ? anew : allocate({ ...asked, previous });
}

const same = (some: readonly Prefix[], others: readonly Prefix[]): boolean =>
  some.length === others.length &&
  some.every((prefix, i) => {
    const other = others[i];
    return other !== undefined && samePrefix(prefix, other);
  });

function dress(
  drafted: Draft,
  filled: Estate,
): Pick<DesignResult, 'estate' | 'handover'> & { readonly notes: readonly PolicyNote[] } {
  const built = drafted.decided.clusters.flatMap((decided) => {
    const cluster = [...filled.elements.cluster.values()].find((c) => c.name === decided.ask.name);
    return cluster === undefined ? [] : [{ decided, cluster }];
  });
  const routed = withElements(filled, [
    ...dressRoutes(filled, drafted.input.requirements),
    ...dressGroups(filled),
  ]);
  const answering = withElements(routed, dressAnswers(routed, built));
  const listed = withElements(answering, dressAuthorised(answering));
  const walled = withElements(listed, dressFirewall(listed, drafted.places, built));
  const open = withElements(walled, dressEntries(walled, built));
  const policies = dressPolicies(open, built);
  const bound = dressPlacement(built);
  return {
    estate: withElements(open, [...policies.elements, ...bound]),
    notes: policies.notes,
    handover: handedOver(walled, built),
  };
}

/** A design knows all of its elements: whatever it does not have is absent, not unknown. */
function frameOf({ requirements, day }: DesignInput): Frame {
  const hasHub = requirements.existing.some((e) => e.kind === 'virtualNetwork' && e.use === 'hub');
  const hasVirtualHub =
    requirements.existing.some(({ kind }) => kind === 'virtualHub') &&
    !requirements.existing.some(({ kind }) => ofVirtualHubs.has(kind));
  return {
    tense: 'designed',
    day: requirements.organisation.day ?? day,
    assume: requirements.assumptions,
    raised: requirements.raisedLimits,
    coverage: kinds
      .filter(
        (kind) =>
          !neverListed.has(kind) &&
          !(hasHub && ofHubs.has(kind)) &&
          !(hasVirtualHub && ofVirtualHubs.has(kind)),
      )
      .map((kind) => ({ kind })),
  };
}

/** What a hub that is there may have though nobody named it. */
const ofHubs: ReadonlySet<Kind> = new Set(['virtualNetworkGateway', 'bastionHost']);

/** What a Virtual WAN hub that is there may have, unless the gateways of such hubs are named. */
const ofVirtualHubs: ReadonlySet<string> = new Set(['vpnGateway', 'expressRouteGateway']);

/** What only a live network, or a person, can tell: a design never lists these completely. */
const neverListed: ReadonlySet<Kind> = new Set(['recordedAnswer', 'attestation']);
