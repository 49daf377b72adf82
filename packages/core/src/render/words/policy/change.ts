import type { ChangeEnd } from '../../../policy/diff/change.ts';
import { rangeText } from '../../../policy/diff/pieces.ts';
import type { PortSetId, PortSets } from '../../../policy/port-set.ts';
import type { SpanId, Spans } from '../../../policy/span.ts';

/** What people call an end of a change. */
export function changeEndText(end: ChangeEnd): string {
  switch (end.kind) {
    case 'workload':
      return end.key;
    case 'addresses':
      return rangeText(end);
    case 'ownNode':
      return 'its own node';
    case 'nodes':
      return `nodes ${end.names.join(', ')}`;
    case 'entry':
      return `${end.controller} (${end.entries.join(', ')})`;
    case 'door':
      return `${rangeText(end)} through ${end.type} ${end.service}`;
  }
}

/** `TCP 80, 443; UDP 53`, `all ports` or `nothing`. */
export function portSetText(ports: PortSets, set: PortSetId): string {
  const intervals = ports.intervals(set);
  if (intervals.length === 0) return 'nothing';
  const whole = intervals.filter(({ first, last }) => first === 1 && last === 65535);
  if (whole.length === 3) return 'all ports';
  const byProtocol = new Map<string, string[]>();
  for (const { protocol, first, last } of intervals) {
    const text =
      first === 1 && last === 65535 ? 'all' : first === last ? `${first}` : `${first}-${last}`;
    byProtocol.set(protocol, [...(byProtocol.get(protocol) ?? []), text]);
  }
  return [...byProtocol].map(([protocol, texts]) => `${protocol} ${texts.join(', ')}`).join('; ');
}

/** What surely passes, and what besides may. */
export function spanText(spans: Spans, span: SpanId): string {
  const { ports } = spans;
  const [sure, possible] = [spans.sure(span), spans.possible(span)];
  const maybe = ports.minus(possible, sure);
  if (maybe === 0) return portSetText(ports, sure);
  const doubt = `perhaps ${portSetText(ports, maybe)}`;
  return sure === 0 ? doubt : `${portSetText(ports, sure)}, ${doubt}`;
}
