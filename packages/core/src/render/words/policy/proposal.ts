import { code, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { ChangedPolicy, PolicyChange, RuleChange } from '../../../policy/explain/change.ts';
import type { Collateral, OtherChange } from '../../../policy/explain/collateral.ts';
import type { PortSetId, PortSets } from '../../../policy/port-set.ts';
import type { PolicyWorld } from '../../../policy/world.ts';
import { manifests } from '../../../write/manifests.ts';
import { diffLines, diffText } from '../line-diff.ts';
import { type Locate, placeOf, placeText } from '../place.ts';
import { counted } from '../shown.ts';

/** What a change does, in a few words. */
export function changeProse(change: PolicyChange, { objects }: PolicyWorld, locate: Locate): Prose {
  if (change.kind === 'addPolicy') return prose`add NetworkPolicy ${nameOf(change.policy)}`;
  if (change.kind === 'removePolicy')
    return prose`remove ${words(change.policy.objectKind)} ${nameOf(change.policy)} (${placeText(placeOf({ source: change.policy.source }, locate))})`;
  const policy = objects.policies.find(({ id }) => id === change.policy);
  const name = policy === undefined ? [] : [code(nameOf(policy))];
  if (change.kind === 'addRule') {
    const place = policy === undefined ? '' : placeText(placeOf({ source: policy.source }, locate));
    return prose`add a rule to the ${words(change.direction)} of ${name} (${place})`;
  }
  const source = policy && {
    ...policy.source,
    path: [...policy.source.path, 'spec', change.direction, change.rule],
  };
  const place = source === undefined ? '' : placeText(placeOf({ source }, locate));
  const rule = prose`${words(change.direction)} rule ${words(String(change.rule + 1))} of ${name} (${place})`;
  return change.kind === 'removeRule' ? prose`remove ${rule}` : [...partProse(change), ...rule];
}

/** What comes into a rule or goes from it. */
function partProse(change: RuleChange): Prose {
  switch (change.kind) {
    case 'addPeers':
      return words(
        `add ${change.peers.length === 1 ? 'a peer' : `${change.peers.length} peers`} to `,
      );
    case 'addPort':
      return words(`add ${change.port.protocol} ${change.port.port ?? ''} to `);
    case 'removePeer':
      return words(`remove peer ${change.peer + 1} from `);
    case 'removePort':
      return words(`remove port ${change.port + 1} from `);
  }
}

const nameOf = ({
  namespace,
  name,
}: {
  readonly namespace?: string;
  readonly name: string;
}): string => (namespace === undefined ? name : `${namespace}/${name}`);

/** A policy before and after as a diff of its manifest. */
export function policyDiff({ before, after, other }: ChangedPolicy): string {
  const name = nameOf(after ?? before ?? other ?? { name: '' });
  const isOld = before !== undefined || other !== undefined;
  const head = [
    `--- ${isOld ? name : '/dev/null'}`,
    `+++ ${after === undefined ? '/dev/null' : name}`,
  ];
  if (other !== undefined) return [...head, `-kind: ${other.objectKind}`].join('\n');
  const linesOf = (policy: ChangedPolicy['before']): readonly string[] =>
    policy === undefined ? [] : manifests([policy]).trimEnd().split('\n').slice(1);
  return [...head, diffText(diffLines(linesOf(before), linesOf(after)))].join('\n');
}

/** `TCP 80, TCP 443-445, UDP`. */
export function setText(set: PortSetId, ports: PortSets): string {
  const said = ports.intervals(set).map(({ protocol, first, last }) => {
    if (first === 1 && last === 65535) return protocol;
    return first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
  });
  return said.join(', ');
}

/** What else a proposal changes, in a sentence. */
export function collateralProse({ pairs, outside }: Collateral): Prose {
  const said = [
    ...(pairs === 0
      ? []
      : [
          `what passes between ${counted(pairs, 'pair of pods', 'pairs of pods')} beside what was asked`,
        ]),
    ...outside.map(
      ({ of, direction, pods }) =>
        `what ${counted(pods, 'pod')} of ${of.namespace}/${of.name} may ${direction === 'ingress' ? 'take in from' : 'send'} outside`,
    ),
  ];
  return words(
    said.length === 0
      ? 'No other connection of the inputs changes.'
      : `It also changes ${said.join(', and ')}.`,
  );
}

/** One other change between workloads. */
export function otherProse({ from, to, pairs, gained, lost }: OtherChange, ports: PortSets): Prose {
  const said = [
    ...(gained === 0 ? [] : [`gains ${setText(gained, ports)}`]),
    ...(lost === 0 ? [] : [`loses ${setText(lost, ports)}`]),
  ];
  return prose`${nameOf(from)} to ${nameOf(to)} ${words(said.join(' and '))} (${words(counted(pairs, 'pair'))})`;
}
