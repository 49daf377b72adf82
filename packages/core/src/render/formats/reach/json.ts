import { formatRange } from '@aksnet/net';
import type { PodGroup } from '../../../policy/pod-groups.ts';
import type { PortSetId, PortSets } from '../../../policy/port-set.ts';
import type { ReachEnd } from '../../../policy/reach-table.ts';
import { placeOf } from '../../words/place.ts';
import { opennessOf, passingText } from '../../words/policy/passing.ts';
import { jsonShape } from '../json.ts';
import { endKey, type ReachFormat, type ReachReport } from './report.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Who reaches whom as data. The shape only gains fields.
 *
 * | field | holds |
 * |---|---|
 * | `shape` | number of the shape |
 * | `asked` | what was asked: `by`, `from`, `to`, `port` |
 * | `reading` | engines by which policies are read, the cluster, what of it is not known |
 * | `groups` | workloads, namespaces or pods: `key`, `namespace`, `name`, `kind`, number of `pods`, `ids` and places of what they come from |
 * | `links` | `from` and `to` (`kind` with `key`, `ranges`, `name` or `entries`), `state` (`open`, `limited`, `undetermined`), `says`, and ports by protocol that pass `always`, for `some` pods only, `subject` to `conditions`, or in `doubt` |
 * | `shut` | Ingresses and routes whose controller policies keep away |
 * | `astray` | Ingresses and routes that lead nowhere |
 *
 * What is not among the links is closed: every group of `groups` that was asked about is judged.
 */
export function reachJson(report: ReachReport): Json {
  const { asked, table, model } = report;
  const { ports } = model.world;
  const groups = new Map(
    [...table.senders, ...table.receivers].map((group) => [group.key, group] as const),
  );
  return {
    shape: jsonShape,
    asked,
    reading: {
      engines: model.world.dialects.map(({ name }) => name),
      ...(model.cluster === undefined ? {} : { cluster: model.cluster.id }),
      notKnown: model.missing,
    },
    senders: table.senders.map(({ key }) => key),
    receivers: table.receivers.map(({ key }) => key),
    groups: [...groups.values()].map((group) => groupJson(group, report)),
    links: table.links.map(({ from, to, passing }) => ({
      from: endJson(from),
      to: endJson(to),
      state: opennessOf(passing),
      says: passingText(passing, ports),
      always: portsJson(passing.always, ports),
      some: portsJson(passing.some, ports),
      subject: portsJson(passing.subject, ports),
      conditions: passing.conditions,
      doubt: portsJson(passing.doubt, ports),
    })),
    shut: table.shut.map(({ entry, title, to, protocol, port }) => ({
      entry: entry.id,
      at: placeOf({ source: entry.source }, report.locate),
      controller: title,
      to: to.key,
      protocol,
      port,
    })),
    astray: table.astray.map(({ entry, service, problems }) => ({
      entry: entry.id,
      at: placeOf({ source: entry.source }, report.locate),
      service,
      problems: [...new Set(problems.map(({ kind }) => kind))],
    })),
  };
}

/** Reach as our own JSON. */
export const reachJsonFormat: ReachFormat = {
  id: 'json',
  title: 'JSON, stable and complete',
  print: (report) => `${JSON.stringify(reachJson(report), null, 2)}\n`,
};

function groupJson(group: PodGroup, { model, locate }: ReachReport): Json {
  const { key, namespace, name, kind, pods } = group;
  const from = new Map(
    pods.flatMap((at) => {
      const workload = model.world.pods[at]?.workload;
      return workload === undefined ? [] : [[workload.id, workload] as const];
    }),
  );
  return {
    key,
    namespace,
    ...(name === undefined ? {} : { name }),
    ...(kind === undefined ? {} : { kind }),
    pods: pods.length,
    of: [...from.values()].map(({ id, source }) => ({ id, at: placeOf({ source }, locate) })),
  };
}

function endJson(end: ReachEnd): Json {
  switch (end.kind) {
    case 'pods':
      return { kind: end.group.grain, key: end.group.key };
    case 'outside':
      return { kind: 'outside', ranges: end.ranges.map(formatRange) };
    case 'name':
    case 'node':
      return { kind: end.kind, name: end.name };
    case 'entry':
      return {
        kind: 'entry',
        key: endKey(end),
        controller: end.entry.title,
        place: end.entry.place,
        entries: end.entry.entries.map(({ id }) => id),
      };
  }
}

/** Ports by protocol: `{ "TCP": [[80, 80], [8000, 9000]] }`. */
export function portsJson(set: PortSetId, ports: PortSets): Json {
  const found: Record<string, (readonly [number, number])[]> = {};
  for (const { protocol, first, last } of ports.intervals(set))
    found[protocol] = [...(found[protocol] ?? []), [first, last]];
  return found;
}
