import { protocols } from '../port-set.ts';
import {
  asName,
  asNamespace,
  type Fields,
  fieldsIn,
  isFields,
  own,
  portIn,
  textIn,
  truthIn,
} from './fields.ts';
import { hubbleVerdicts, type RecordRead, seenAt, workloadIn } from './hubble.ts';
import type { ObservedEnd, ObservedVerdict } from './observed.ts';

/*
 * Columns of the tables ContainerNetworkLogs and, before, RetinaNetworkFlowLogs (Azure Monitor, as of
 * 2026-07-27), and plain tables of people: source_namespace, source_workload or source_pod, source_ip, the
 * same with destination, destination_name, protocol, destination_port or port, verdict, reply. Columns are
 * told without regard to letter case, blanks and underscores, so both are read alike.
 */

/** Reads one row of a table of flows. */
export function readTableRow(row: Fields): RecordRead {
  const columns = Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key.toLowerCase().replace(/[^a-z0-9]/g, ''), value]),
  );
  const type = textIn(columns, 'flowtype');
  if (type !== undefined && type !== 'L3_L4') return { passedOver: 'otherKind' };
  const verdict = verdictOf(textIn(columns, 'verdict'));
  if (verdict === undefined)
    return { fault: 'its verdict is none of forwarded, dropped and audit' };
  if ((truthIn(columns, 'reply') ?? truthIn(columns, 'isreply')) === true)
    return { passedOver: 'reply' };
  const layer4 = layerOf(columns);
  if (layer4 === undefined) return { passedOver: 'noTransport' };
  const { protocol, transport } = layer4;
  const port =
    portIn(transport, 'destination_port') ??
    portIn(columns, 'destinationport') ??
    portIn(columns, 'port');
  if (port === undefined) return { fault: 'its destination has no port from 1 to 65535' };
  const ip = fieldsIn(columns, 'ip');
  const reason = textIn(columns, 'dropreason');
  return {
    flow: {
      from: endOf(columns, 'source', textIn(ip, 'source')),
      to: endOf(columns, 'destination', textIn(ip, 'destination')),
      protocol,
      port,
      verdict,
      seen: seenAt(textIn(columns, 'trafficdirection')),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** Tables of people may leave the verdict out: what is in them went through. */
function verdictOf(text: string | undefined): ObservedVerdict | undefined {
  if (text === undefined) return 'forwarded';
  const name = text.toUpperCase();
  const plain = { ALLOW: 'FORWARDED', ALLOWED: 'FORWARDED', DENY: 'DROPPED', DENIED: 'DROPPED' };
  const known = Object.entries(plain).find(([word]) => word === name)?.[1] ?? name;
  return Object.hasOwn(hubbleVerdicts.value, known) ? hubbleVerdicts.value[known] : undefined;
}

function layerOf(columns: Fields) {
  const dynamic = fieldsIn(columns, 'layer4');
  const inside = protocols.find((one) => isFields(own(dynamic, one)));
  if (inside !== undefined) return { protocol: inside, transport: fieldsIn(dynamic, inside) };
  const text = textIn(columns, 'protocol')?.toUpperCase();
  const protocol = protocols.find((one) => one === text);
  return protocol === undefined ? undefined : { protocol, transport: {} };
}

function endOf(columns: Fields, side: 'source' | 'destination', ip?: string): ObservedEnd {
  const namespace = asNamespace(textIn(columns, `${side}namespace`));
  const pod = asName(textIn(columns, `${side}podname`) ?? textIn(columns, `${side}pod`));
  const plain = asName(textIn(columns, `${side}workload`));
  const address = ip ?? textIn(columns, `${side}ip`);
  const name = textIn(columns, `${side}name`);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(pod === undefined ? {} : { pod }),
    ...(plain === undefined
      ? workloadIn(own(columns, `${side}workloads`))
      : { workload: { name: plain } }),
    ...(address === undefined ? {} : { address }),
    names: name === undefined ? [] : [name],
  };
}
