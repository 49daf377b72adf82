import type { Path } from '../../../evidence/source.ts';
import { type Protocol, protocols } from '../../port-set.ts';
import type { Condition, PortTerm } from '../../rule.ts';
import { remark } from '../reading.ts';
import { fieldOf, itemsOf, listOf, textOf, wholeOf, wordsOf } from '../value.ts';
import { into, type Place, refuse } from './place.ts';

/** Ports that rules of one kind above the transport hold for. */
export interface PortPart {
  /** Absent: every port. */
  readonly ports?: readonly PortTerm[];
  readonly condition?: Condition;
  readonly path: Path;
}

const words = ['ports', 'rules', 'serverNames', 'terminatingTLS', 'originatingTLS', 'listener'];

/** What the items of `toPorts` mean; one part without ports where nothing is said of ports. */
export function portParts(rule: unknown, place: Place): readonly PortPart[] {
  const written = fieldOf(rule, 'toPorts');
  const items = listOf(written ?? []);
  if (items === undefined) {
    refuse(into(place, 'toPorts'), 'no list');
    return [];
  }
  const icmps = itemsOf(fieldOf(rule, 'icmps'));
  if (icmps.length > 0 && items.length > 0) refuse(place, 'both icmps and toPorts');
  // A rule of ICMP alone means none of the protocols that are told apart here.
  if (icmps.length > 0) return [{ ports: [], path: place.path }];
  if (items.length === 0) return [{ path: place.path }];
  return items.map((item, i) => {
    const at = into(place, 'toPorts', i);
    const part = portPart(item, at);
    return items.length === 1 ? { ...part, path: place.path } : part;
  });
}

function portPart(item: unknown, place: Place): PortPart {
  const { path } = place;
  const said = wordsOf(item, words);
  if (said === undefined) return doubtful(path, 'ports in words that are not known');
  const listed = itemsOf(said['ports']);
  if (listed.length === 0)
    return doubtful(path, 'versions of Cilium read a rule without ports apart');
  if (listed.length > most)
    place.remarks.push(remark('overLimit', `Cilium takes at most ${most} ports here`, ...path));
  const ports = listed.flatMap((port, i) => portOf(port, into(place, 'ports', i)) ?? []);
  const above = aboveTransport(said, place);
  if (above === 'closed') return { ports: [], path };
  return { ports, path, ...(above === undefined ? {} : { condition: above }) };
}

const most = 40;

const doubtful = (path: Path, why: string): PortPart => ({
  condition: { kind: 'unread', why },
  path,
});

/** `0` stands for every port; a text with a letter is the name of a port of the receiver. */
function portOf(value: unknown, place: Place): PortTerm | undefined {
  const { dialect, ports } = place.reading;
  const said = wordsOf(value, ['port', 'endPort', 'protocol']);
  const written = said?.['port'];
  const text = typeof written === 'number' ? String(written) : textOf(written);
  const spoken = protocolsOf(said?.['protocol']);
  if (said === undefined || text === undefined || spoken === undefined) {
    refuse(place, 'no port');
    return undefined;
  }
  if (/^[a-z0-9-]*[a-z][a-z0-9-]*$/i.test(text)) {
    const mode = dialect.namedPorts;
    if (mode === 'none') {
      const says = 'this engine does not read names of ports';
      place.remarks.push(remark('namedPortsIgnored', says, ...place.path));
      return undefined;
    }
    const [protocol, ...more] = spoken;
    if (protocol === undefined) return undefined;
    const only = more.length === 0 ? protocol : undefined;
    return { kind: 'named', name: text.toLowerCase(), protocol: only, mode };
  }
  const first = /^\d+$/.test(text) ? wholeOf(Number(text), 0, 65535) : undefined;
  const last = wholeOf(said['endPort'] ?? 0, 0, 65535);
  if (first === undefined || last === undefined) {
    refuse(place, 'no port');
    return undefined;
  }
  const ranges = spoken.map((protocol) => ({
    protocol,
    first: Math.max(first, 1),
    last: first === 0 ? 65535 : Math.max(first, endOf(last, place)),
  }));
  return { kind: 'numbers', ports: ports.of(ranges) };
}

function endOf(last: number, { reading, remarks, path }: Place): number {
  if (last === 0 || reading.dialect.endPort === 'honoured') return last;
  const says = 'this engine does not read endPort: only the first port counts';
  remarks.push(remark('endPortIgnored', says, ...path, 'endPort'));
  return 0;
}

/** Protocols that a word means; none for those that are not told apart here. */
function protocolsOf(value: unknown): readonly Protocol[] | undefined {
  const spoken = textOf(value ?? 'ANY')?.toUpperCase();
  if (spoken === undefined) return undefined;
  if (spoken === 'ANY' || spoken === '') return protocols;
  if (others.has(spoken)) return [];
  const named = protocols.filter((protocol) => protocol === spoken);
  return named.length === 0 ? undefined : named;
}

const others: ReadonlySet<string> = new Set(['ICMP', 'ICMPV6', 'VRRP', 'IGMP']);

/** What else must hold for traffic to pass: `closed` where nothing can, for want of who would judge it. */
function aboveTransport(
  said: Readonly<Record<string, unknown>>,
  place: Place,
): Condition | 'closed' | undefined {
  const { dialect } = place.reading;
  const rules = fieldOf(said, 'rules') ?? {};
  const known = wordsOf(rules, ['http', 'kafka', 'dns', 'l7', 'l7proto']);
  if (known === undefined || said['listener'] !== undefined)
    return { kind: 'unread', why: 'rules above the transport that are not known' };
  const kinds = Object.keys(known).filter((word) => word !== 'l7');
  const names = itemsOf(said['serverNames']);
  if (kinds.length > 1) refuse(into(place, 'rules'), 'rules of more than one protocol');
  const close = (kind: 'namesUnread' | 'l7Unread', says: string): 'closed' => {
    place.remarks.push(remark(kind, says, ...place.path, 'rules'));
    return 'closed';
  };
  if (known['dns'] !== undefined) {
    if (place.direction === 'ingress') refuse(into(place, 'rules'), 'DNS rules on ingress');
    if (!dialect.names)
      return close('namesUnread', 'without name rules this engine lets no look-up pass');
    return looksUpAll(known['dns'])
      ? undefined
      : { kind: 'l7', says: 'only look-ups of names that its DNS rules allow' };
  }
  if (kinds.length + names.length === 0) return undefined;
  if (!dialect.l7)
    return close(
      'l7Unread',
      'without rules above the transport this engine lets nothing pass here',
    );
  if (kinds.length > 0 && !isTcpOnly(said['ports']))
    refuse(into(place, 'rules'), 'rules above the transport are for ports of TCP alone');
  const [kind] = kinds;
  if (kind === undefined) return { kind: 'l7', says: 'only TLS to the server names that it lists' };
  const title = titles[kind] ?? 'protocol';
  return { kind: 'l7', says: `only what its ${title} rules allow` };
}

const titles: Readonly<Record<string, string>> = { http: 'HTTP', kafka: 'Kafka' };

const isTcpOnly = (ports: unknown): boolean =>
  itemsOf(ports).every(
    (port) =>
      textOf(fieldOf(port, 'protocol'))?.toUpperCase() === 'TCP' &&
      textOf(fieldOf(port, 'port')) !== '0',
  );

/** A rule for every name only watches what is looked up. */
const looksUpAll = (rules: unknown): boolean =>
  itemsOf(rules).some((rule) => fieldOf(rule, 'matchPattern') === '*');
