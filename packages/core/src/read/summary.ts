import { formatAddress, formatPrefix } from '@aksnet/net';
import { codecOf } from '../codec/azure.ts';
import type { Cluster } from '../estate/elements/cluster.ts';
import { type Kind, kinds } from '../estate/elements/kinds.ts';
import { all, type Estate, everything } from '../estate/estate.ts';
import { clusterModes } from '../estate/modes-of.ts';
import { clusterPools } from '../estate/pools-of.ts';
import { type Knowable, mapKnown } from '../evidence/knowable.ts';
import type { Path } from '../evidence/source.ts';
import type { ReadResult } from './read.ts';

/** One kind of the model: how much of it was found. */
export interface KindSummary {
  readonly kind: Kind;
  /** Documents that hold such elements. */
  readonly files: number;
  readonly elements: number;
  /** Fields of its bodies that nobody asked for, each name once. */
  readonly unknownFields: number;
  /** Remarks about places inside its bodies. */
  readonly diagnostics: number;
}

/** What a cluster is, in the words of Azure; what is not known says why. */
export interface ClusterSummary {
  readonly id: string;
  readonly name: string;
  readonly modes: Knowable<readonly string[]>;
  readonly dataPlane: Cluster['network']['dataPlane'];
  readonly policyEngine: Cluster['network']['policyEngine'];
  readonly outboundType: Cluster['network']['outboundType'];
  readonly access: Knowable<'public' | 'private'>;
  readonly vnetIntegration: Knowable<boolean>;
  readonly pools: Knowable<number>;
  readonly podRanges: Knowable<readonly string[]>;
  readonly serviceRanges: Knowable<readonly string[]>;
  readonly dnsServiceIp: Knowable<string>;
}

/** Documents of one format; without a format nothing in them was known. */
export interface FormatSummary {
  readonly format?: string;
  readonly files: number;
  readonly elements: number;
  readonly ignored: number;
}

/** Everything that was read, counted. Plain data. */
export interface ReadSummary {
  readonly tense: Estate['tense'];
  readonly files: number;
  readonly elements: number;
  readonly formats: readonly FormatSummary[];
  readonly kinds: readonly KindSummary[];
  readonly clusters: readonly ClusterSummary[];
  /** Kubernetes objects that have no kind of their own in the model and are kept whole, by type. */
  readonly objects: readonly { readonly type: string; readonly times: number }[];
  readonly ignored: readonly { readonly type: string; readonly times: number }[];
  readonly diagnostics: Readonly<Record<'error' | 'warning' | 'note', number>>;
}

/** Counts what was read. */
export function summaryOf(result: ReadResult): ReadSummary {
  const { estate, documents, diagnostics, ignored } = result;
  const told = (severity: string): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  return {
    tense: estate.tense,
    files: documents.length,
    elements: [...everything(estate)].length,
    formats: formatsOf(result),
    kinds: kindsOf(result),
    clusters: all(estate, 'cluster').map((cluster) => clusterSummary(estate, cluster)),
    objects: tallied(
      all(estate, 'kubernetesObject').map((one) => `${one.apiVersion} ${one.objectKind}`),
    ),
    ignored: tallied(ignored.map(({ type }) => type.toLowerCase())),
    diagnostics: { error: told('error'), warning: told('warning'), note: told('note') },
  };
}

function formatsOf({ documents }: ReadResult): readonly FormatSummary[] {
  const byFormat = new Map<string | undefined, FormatSummary>();
  for (const { format, elements, ignored } of documents) {
    const before = byFormat.get(format) ?? { files: 0, elements: 0, ignored: 0 };
    byFormat.set(format, {
      ...(format === undefined ? {} : { format }),
      files: before.files + 1,
      elements: before.elements + elements,
      ignored: before.ignored + ignored,
    });
  }
  return [...byFormat.values()].toSorted((a, b) => b.files - a.files);
}

function kindsOf({ estate, unread, diagnostics }: ReadResult): readonly KindSummary[] {
  const places = placesAround(estate, diagnostics);
  const remarks = counts(
    diagnostics.flatMap(({ document, path = [] }) => kindAround(places, document, path) ?? []),
  );
  return kinds.flatMap((kind) => {
    const elements = all(estate, kind);
    if (elements.length === 0) return [];
    const type = codecOf(kind)?.spelledAs;
    return [
      {
        kind,
        files: new Set(elements.map(({ source }) => source.document)).size,
        elements: elements.length,
        unknownFields: unread.filter((one) => one.type === type).length,
        diagnostics: remarks.get(kind) ?? 0,
      },
    ];
  });
}

/** The kinds of elements that stand at or around the places of remarks: of all others nobody asks. */
function placesAround(
  estate: Estate,
  diagnostics: ReadResult['diagnostics'],
): ReadonlyMap<string, Kind> {
  const asked = new Set(
    diagnostics.flatMap(({ document, path = [] }) =>
      Array.from({ length: path.length + 1 }, (_, i) => keyOf(document, path.slice(0, i))),
    ),
  );
  const found = new Map<string, Kind>();
  if (asked.size === 0) return found;
  for (const { kind, source } of everything(estate)) {
    const key = keyOf(source.document, source.path);
    if (asked.has(key)) found.set(key, kind);
  }
  return found;
}

/** Names no path that any other place has. */
const keyOf = (document: string, path: Path): string => JSON.stringify([document, ...path]);

/** The kind of the element that a place lies in: the innermost one. */
function kindAround(
  places: ReadonlyMap<string, Kind>,
  document: string,
  path: Path,
): Kind | undefined {
  for (let length = path.length; length >= 0; length--) {
    const kind = places.get(keyOf(document, path.slice(0, length)));
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function clusterSummary(estate: Estate, cluster: Cluster): ClusterSummary {
  const { network, access } = cluster;
  const texts = (ranges: typeof network.podRanges): Knowable<readonly string[]> =>
    mapKnown(ranges, (known) => known.map(formatPrefix));
  return {
    id: cluster.spelled ?? cluster.id,
    name: cluster.name,
    modes: mapKnown(clusterModes(estate, cluster), (modes) => modes.map(({ id }) => id)),
    dataPlane: network.dataPlane,
    policyEngine: network.policyEngine,
    outboundType: network.outboundType,
    access: mapKnown(access.private, (isPrivate) => (isPrivate ? 'private' : 'public')),
    vnetIntegration: access.vnetIntegration,
    pools: mapKnown(clusterPools(estate, cluster.id), (pools) => pools.length),
    podRanges: texts(network.podRanges),
    serviceRanges: texts(network.serviceRanges),
    dnsServiceIp: mapKnown(network.dnsServiceIp, formatAddress),
  };
}

const tallied = (
  names: readonly string[],
): readonly { readonly type: string; readonly times: number }[] =>
  [...counts(names)]
    .map(([type, times]) => ({ type, times }))
    .toSorted((a, b) => b.times - a.times);

function counts<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const found = new Map<T, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}
