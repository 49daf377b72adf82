import { documented, type Fact } from '../../facts/citation.ts';
import { sourceFile } from '../../facts/documents.ts';
import { type Protocol, protocols } from '../port-set.ts';
import {
  asKind,
  asName,
  asNamespace,
  type Fields,
  fieldsIn,
  isFields,
  labelsOfTexts,
  own,
  portIn,
  textIn,
  textsIn,
  truthIn,
} from './fields.ts';
import type { ObservedEnd, ObservedFlow, ObservedVerdict, PassedOver } from './observed.ts';

/** What Hubble's verdicts say of a connection; the others are of sockets and proxies on the way. */
export const hubbleVerdicts: Fact<Readonly<Record<string, ObservedVerdict>>> = documented(
  { FORWARDED: 'forwarded', REDIRECTED: 'forwarded', DROPPED: 'dropped', AUDIT: 'audit' },
  sourceFile('cilium/cilium:api/v1/flow/flow.proto', '2026-08'),
);

/** What a record of a log says: a flow, that it tells of none, or why it cannot be read. */
export type RecordRead =
  | { readonly flow: Omit<ObservedFlow, 'line'> }
  | { readonly passedOver: PassedOver }
  | { readonly lost: true }
  | { readonly fault: string };

/** Reads one record as `hubble observe -o jsonpb` and the exporter write it. */
export function readHubble(record: Fields): RecordRead {
  if (Object.hasOwn(record, 'lost_events')) return { lost: true };
  if (Object.hasOwn(record, 'node_status')) return { passedOver: 'otherKind' };
  const flow = isFields(own(record, 'flow')) ? fieldsIn(record, 'flow') : record;
  const type = textIn(flow, 'Type');
  if (type !== undefined && type !== 'L3_L4') return { passedOver: 'otherKind' };
  const written = textIn(flow, 'verdict');
  if (written === undefined) return { fault: 'it has no verdict' };
  const verdict = Object.hasOwn(hubbleVerdicts.value, written)
    ? hubbleVerdicts.value[written]
    : undefined;
  if (verdict === undefined) return { passedOver: 'otherKind' };
  const l4 = fieldsIn(flow, 'l4');
  const protocol = protocols.find((one) => isFields(own(l4, one)));
  if (protocol === undefined) return { passedOver: 'noTransport' };
  const transport = fieldsIn(l4, protocol);
  const port = portIn(transport, 'destination_port');
  if (port === undefined) return { fault: 'its destination has no port from 1 to 65535' };
  if (isReply(flow, transport, { protocol, port })) return { passedOver: 'reply' };
  const ip = fieldsIn(flow, 'IP');
  const reason = textIn(flow, 'drop_reason_desc');
  return {
    flow: {
      from: endOf(fieldsIn(flow, 'source'), textIn(ip, 'source'), textsIn(flow, 'source_names')),
      to: endOf(
        fieldsIn(flow, 'destination'),
        textIn(ip, 'destination'),
        textsIn(flow, 'destination_names'),
      ),
      protocol,
      port,
      verdict,
      seen: seenAt(textIn(flow, 'traffic_direction')),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** Where a text says that a flow was seen. */
export const seenAt = (text: string | undefined): ObservedFlow['seen'] => {
  const direction = text?.toLowerCase();
  return direction === 'ingress' || direction === 'egress' ? direction : 'unknown';
};

/**
 * What was said in answer opens no connection. Where the log does not say, the first packet of TCP does (SYN
 * without ACK); without flags the lower port is taken for the one that listens.
 */
function isReply(
  flow: Fields,
  transport: Fields,
  { protocol, port }: { readonly protocol: Protocol; readonly port: number },
): boolean {
  const told = truthIn(flow, 'is_reply');
  if (told !== undefined) return told;
  const flags = fieldsIn(transport, 'flags');
  if (protocol === 'TCP' && truthIn(flags, 'SYN') === true) return truthIn(flags, 'ACK') === true;
  const from = portIn(transport, 'source_port');
  return from !== undefined && from < port;
}

function endOf(end: Fields, address: string | undefined, names: readonly string[]): ObservedEnd {
  const texts = textsIn(end, 'labels');
  const namespace = asNamespace(textIn(end, 'namespace'));
  const pod = asName(textIn(end, 'pod_name'));
  const reserved = texts.find((text) => text.startsWith('reserved:'))?.slice('reserved:'.length);
  const labels = labelsOfTexts(texts);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(pod === undefined ? {} : { pod }),
    ...workloadIn(own(end, 'workloads')),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(address === undefined ? {} : { address }),
    ...(reserved === undefined ? {} : { reserved }),
    names,
  };
}

/** The first workload of a list of such. */
export function workloadIn(list: unknown): Pick<ObservedEnd, 'workload'> {
  const first: unknown = Array.isArray(list) ? list[0] : list;
  if (!isFields(first)) return {};
  const name = asName(textIn(first, 'name') ?? textIn(first, 'Name'));
  const kind = asKind(textIn(first, 'kind') ?? textIn(first, 'Kind'));
  return name === undefined ? {} : { workload: { name, ...(kind === undefined ? {} : { kind }) } };
}
