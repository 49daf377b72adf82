import type { Condition, Peer, Rule } from '../../rule.ts';
import { remark } from '../reading.ts';
import { fieldOf, itemsOf, textOf, wordsOf } from '../value.ts';
import type { Said } from './entities.ts';
import { peerListOf, peersIn, peerWords } from './peers.ts';
import { into, type Place, refuse } from './place.ts';
import { type PortPart, portParts } from './ports.ts';

const far = { ingress: 'from', egress: 'to' } as const;

/** Whether a rule of Cilium allows or denies. */
export type Action = 'allow' | 'deny';

/**
 * One item of `ingress`, `egress`, `ingressDeny` or `egressDeny`. It names its peers in one way; ports alone
 * mean everybody, and an item that says nothing means nobody, which closes the pod (layer3.rst "Ingress/
 * Egress Default Deny"). It becomes several rules where parts of it hold on different conditions.
 */
export function readRule(value: unknown, action: Action, place: Place): readonly Rule[] {
  const { direction, path } = place;
  const kinds = Object.entries(peerWords).filter(
    ([, word]) =>
      (word.direction ?? direction) === direction && !(action === 'deny' && word.onlyAllows),
  );
  const requires = `${far[direction]}Requires`;
  const keys = kinds.map(([suffix]) => `${far[direction]}${suffix}`);
  const known = [...keys, requires, 'toPorts', 'icmps', 'authentication'];
  if (wordsOf(value, known) === undefined) {
    const why = 'a rule with words that are not known';
    place.remarks.push(remark('notRead', why, ...path));
    return [{ action, peers: everybody, condition: { kind: 'unread', why }, path }];
  }
  const named = kinds.flatMap(([suffix, word]) => {
    const key = `${far[direction]}${suffix}`;
    const list = peerListOf(value, key, place);
    if (list === undefined || (list.length === 0 && !word.emptyIsNobody)) return [];
    return [{ key, count: list.length, said: peersIn(list, word, into(place, key)) }];
  });
  const filled = named.filter(({ count }) => count > 0);
  if (filled.length > 1)
    refuse(place, `more than one of ${filled.map(({ key }) => key).join(', ')}`);
  const parts = portParts(value, place);
  const hasPorts = itemsOf(fieldOf(value, 'toPorts')).length > 0;
  if (hasPorts && filled.some(({ key }) => key === 'toServices'))
    refuse(place, 'toServices beside toPorts, in some versions');
  const doubt = doubtOf(value, place);
  const rules = groupsOf(peersOf(value, named)).flatMap((group) =>
    parts.map((part): Rule => ruleOf(action, { group, part, doubt })),
  );
  return [...rules, ...required(value, requires, place)];
}

const everybody: readonly Peer[] = [{ kind: 'everyone' }];

interface Named {
  readonly count: number;
  readonly said: readonly Said[];
}

function peersOf(value: unknown, named: readonly Named[]): readonly Said[] {
  if (named.some(({ count }) => count === 0)) return [];
  if (named.length > 0) return named.flatMap(({ said }) => said);
  const saysPorts = ['toPorts', 'icmps'].some((key) => itemsOf(fieldOf(value, key)).length > 0);
  return saysPorts ? [{ peer: { kind: 'everyone' } }] : [];
}

interface Group {
  readonly peers: readonly Peer[];
  readonly doubt?: string;
}

/** Peers by what makes them doubtful, the sure ones first; a group of none where there is nobody. */
function groupsOf(said: readonly Said[]): readonly Group[] {
  const doubts = [...new Set(said.flatMap(({ doubt }) => doubt ?? []))];
  const sure = said.flatMap(({ peer, doubt }) => (doubt === undefined ? [peer] : []));
  const unsure = doubts.map((why) => ({
    peers: said.flatMap(({ peer, doubt }) => (doubt === why ? [peer] : [])),
    doubt: why,
  }));
  return sure.length === 0 && unsure.length > 0 ? unsure : [{ peers: sure }, ...unsure];
}

interface Part {
  readonly group: Group;
  readonly part: PortPart;
  readonly doubt: string | undefined;
}

function ruleOf(action: Action, { group, part, doubt }: Part): Rule {
  const why = group.doubt ?? doubt;
  const condition: Condition | undefined =
    why === undefined ? part.condition : { kind: 'unread', why };
  return {
    action,
    peers: group.peers,
    ...(part.ports === undefined ? {} : { ports: part.ports }),
    ...(condition === undefined ? {} : { condition }),
    path: part.path,
  };
}

/** Why the rule as a whole may mean less than it says. */
function doubtOf(value: unknown, place: Place): string | undefined {
  const authentication = fieldOf(value, 'authentication');
  if (authentication === undefined) return undefined;
  const mode = textOf(fieldOf(authentication, 'mode'));
  if (mode === 'disabled') return undefined;
  if (mode === undefined) refuse(into(place, 'authentication'), 'no mode');
  return 'both ends must prove who they are';
}

/**
 * `fromRequires` and `toRequires` narrow every other rule for the same pods, whoever wrote it, and allow
 * nothing (layer3.rst "Additional Label Requirements"; gone with Cilium 1.19). What passes elsewhere may be
 * denied by them.
 */
function required(value: unknown, key: string, place: Place): readonly Rule[] {
  const list = peerListOf(value, key, place);
  if (list === undefined || list.length === 0) return [];
  const why = `${key} narrows other rules`;
  const path = [...place.path, key];
  place.remarks.push(remark('notRead', `${why} and is not evaluated`, ...path));
  return [{ action: 'deny', peers: everybody, condition: { kind: 'unread', why }, path }];
}
