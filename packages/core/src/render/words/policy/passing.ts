import type { Passing } from '../../../policy/passing.ts';
import {
  allPorts,
  noPorts,
  type PortSetId,
  type PortSets,
  protocols,
} from '../../../policy/port-set.ts';

/** How much passes: everything, something, perhaps something, nothing. */
export type Openness = 'open' | 'limited' | 'undetermined' | 'closed';

/** How open a connection is at a glance. */
export function opennessOf({ always, some, subject, doubt }: Passing): Openness {
  if (always === allPorts) return 'open';
  if (always !== noPorts || some !== noPorts || subject !== noPorts) return 'limited';
  return doubt === noPorts ? 'closed' : 'undetermined';
}

/** Ports by protocol: `TCP 80,443,8000-9000`, `UDP all ports`. */
export function portTexts(set: PortSetId, ports: PortSets): readonly string[] {
  const intervals = ports.intervals(set);
  return protocols.flatMap((protocol) => {
    const own = intervals.filter((one) => one.protocol === protocol);
    const [first] = own;
    if (first === undefined) return [];
    if (first.first === 1 && first.last === 65535) return [`${protocol} all ports`];
    const texts = own.map((one) =>
      one.first === one.last ? `${one.first}` : `${one.first}-${one.last}`,
    );
    return [`${protocol} ${texts.join(',')}`];
  });
}

const portsText = (set: PortSetId, ports: PortSets): string =>
  set === allPorts ? 'all connections' : portTexts(set, ports).join(', ');

/** What passes, in words: `TCP 80,443; TCP 9090 for some pods only; TCP 8080 subject to GET /; UDP 53 undetermined`. */
export function passingText(passing: Passing, ports: PortSets): string {
  const { always, some, subject, doubt, conditions } = passing;
  const parts = [
    ...(always === noPorts ? [] : [portsText(always, ports)]),
    ...(some === noPorts ? [] : [`${portsText(some, ports)} for some pods only`]),
    ...(subject === noPorts
      ? []
      : [`${portsText(subject, ports)} subject to ${conditions.join(' or ')}`]),
    ...(doubt === noPorts
      ? []
      : [doubt === allPorts ? 'undetermined' : `${portsText(doubt, ports)} undetermined`]),
  ];
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}
