import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Address, formatAddress, formatRange } from '@aksnet/net';
import type { LabelSelector } from '../../src/estate/elements/kubernetes.ts';
import { describedBy, type Exposure, exposures } from '../../src/policy/exposure.ts';
import { modelOf, type PolicyModel } from '../../src/policy/model.ts';
import { estateWorld } from '../../src/policy/of-estate.ts';
import type { OutsideRange } from '../../src/policy/outside.ts';
import type { PodOwner } from '../../src/policy/pods.ts';
import type { PortSetId } from '../../src/policy/port-set.ts';
import { everybody } from '../../src/policy/reach-ends.ts';
import { type ReachEnd, reachTable } from '../../src/policy/reach-table.ts';
import { relationOf } from '../../src/policy/relation.ts';
import type { NamespaceTerm } from '../../src/policy/rule.ts';
import { byWords, type NamedPort, onlyNameOf, type Unseen } from '../../src/policy/unseen.ts';
import { read } from '../../src/read/read.ts';
import { readJson } from '../../src/text/json-text.ts';
import { readYamlFile } from '../../src/text/yaml-text.ts';

/* Clusters that another analyser was run on, with its answers. The folder is not part of the project. */

const folder = fileURLToPath(new URL('../../../../../shared/corpus/netpol/', import.meta.url));

/** Whether the folder is beside the project. */
export const hasCorpus = existsSync(folder);

/** A row of who may talk to whom. */
export interface Row {
  readonly src: { readonly w?: string; readonly kind?: string; readonly ip?: string };
  readonly dst: { readonly w?: string; readonly kind?: string; readonly ip?: string };
  readonly conn: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

/** A row of exposure. */
export interface ExposureRow {
  readonly workload: string;
  readonly peer: string;
  readonly conn: string;
}

/** A case of the corpus. */
export interface CorpusCase {
  readonly case: string;
  readonly inputDir: string;
  readonly expected: readonly Row[];
  readonly expectedExposure?: {
    readonly egress: readonly ExposureRow[];
    readonly ingress: readonly ExposureRow[];
    readonly unprotected: readonly { readonly workload: string; readonly direction: string }[];
  };
}

/** The cases in a file of the corpus. */
export const casesIn = (file: string): readonly CorpusCase[] =>
  hasCorpus ? JSON.parse(readFileSync(join(folder, file), 'utf8')) : [];

/** The model of a folder of manifests, as the other analyser reads policies. */
export function modelOfFolder(inputDir: string): PolicyModel {
  const at = join(folder, 'inputs', inputDir);
  const documents = readdirSync(at, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|ya?ml)$/.test(name))
    .sort()
    .map((name) => {
      const input = { id: name, text: () => readFileSync(join(at, name), 'utf8') };
      return {
        document: name.endsWith('.json') ? readJson(input) : readYamlFile(input),
        about: {},
      };
    });
  const { estate } = read(documents, { day: '2026-11-23' });
  return modelOf(estateWorld(estate, { reading: 'netpol-analyzer' }).world);
}

/** A set of ports in the words of the corpus. */
export function connOf({ world }: PolicyModel, set: PortSetId, names: readonly NamedPort[] = []) {
  const found: Record<string, string[]> = {};
  const add = (protocol: string, text: string): void => {
    found[protocol] = [...(found[protocol] ?? []), text];
  };
  for (const { protocol, first, last } of world.ports.intervals(set))
    add(protocol, first === last ? `${first}` : `${first}-${last}`);
  for (const { protocol = '', name } of names) add(protocol, name);
  const all = ['SCTP 1-65535', 'TCP 1-65535', 'UDP 1-65535'].join(' ');
  const text = Object.keys(found)
    .sort()
    .map((protocol) => `${protocol} ${found[protocol]?.join(',')}`)
    .join(' ');
  return text === all ? 'All Connections' : text;
}

/** The connection of a row as text. */
export function connText(conn: Row['conn']): string {
  const text = Object.keys(conn)
    .sort()
    .map((protocol) => {
      const ports = (conn[protocol] ?? []).map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`));
      return `${protocol} ${ports.join(',')}`;
    })
    .join(' ');
  return text === 'SCTP 1-65535 TCP 1-65535 UDP 1-65535' ? 'All Connections' : text;
}

const ownerText = ({ namespace, name, kind }: PodOwner): string => `${namespace}/${name}[${kind}]`;

const endText = ({ w, kind, ip }: Row['src']): string =>
  ip !== undefined ? ip : kind === undefined ? `{${w}}` : `${w}[${kind}]`;

/** The expected relation as lines. */
export const expectedLines = ({ expected }: CorpusCase): readonly string[] =>
  expected.map(({ src, dst, conn }) => `${endText(src)} => ${endText(dst)} : ${connText(conn)}`);

const rangeText = ({ first, last }: { first: Address; last: Address }): string =>
  `${formatAddress(first)}-${formatAddress(last)}`;

/** Who may talk to whom, workload by workload, in the same lines. */
export function relationLines(model: PolicyModel): readonly string[] {
  const table = reachTable(relationOf(model), {
    by: 'workload',
    from: everybody,
    to: everybody,
    entries: { unknownController: bare },
  });
  return table.links.flatMap(({ from, to, passing }) => {
    const set = passing.always;
    if (set === 0 || nameOf(from) === nameOf(to)) return [];
    return rangesOf(from).flatMap((sender) =>
      rangesOf(to).map((receiver) => `${sender} => ${receiver} : ${connOf(model, set)}`),
    );
  });
}

const nameOf = (end: ReachEnd): string => rangesOf(end).join();

/** An end in the words of the corpus: one line for each range. */
function rangesOf(end: ReachEnd): readonly string[] {
  switch (end.kind) {
    case 'pods':
      return [end.group.key];
    case 'outside':
      return end.ranges.map(formatRange);
    case 'entry':
      return ['{ingress-controller}'];
    case 'name':
    case 'node':
      return [];
  }
}

/** The pod that the corpus takes for every controller: no labels, in a namespace of no other labels. */
const bare = { namespace: 'ingress-controller-ns', labels: {} };

/** Exposure in the rows of the corpus. */
export function exposureLines(model: PolicyModel): readonly string[] {
  const described = describedBy(model.world.policies.flat());
  return exposures(model, { meaning: byWords, described }).flatMap(({ owner, exposures: sides }) =>
    // The corpus folds the pods of an owner into one.
    sides.slice(0, 2).flatMap((side) => linesOf(model, ownerText(owner), side)),
  );
}

function linesOf(model: PolicyModel, owner: string, side: Exposure): readonly string[] {
  const { spans } = model.world;
  const line = (peer: string, set: PortSetId, names: readonly NamedPort[] = []): string[] =>
    set === 0 && names.length === 0
      ? []
      : [`${side.direction} ${owner} | ${peer} | ${connOf(model, set, names)}`];
  return [
    ...(side.guarded ? [] : [`unprotected ${owner} ${side.direction}`]),
    ...line('entire-cluster', spans.sure(side.cluster.span), side.cluster.names),
    ...side.described
      .filter(({ fulfilled }) => !fulfilled)
      .flatMap(({ who, span, names }) => line(unseenText(who), spans.sure(span), names)),
    ...side.outside.flatMap((range: OutsideRange) =>
      range.first.family === 4 ? line(`${rangeText(range)}[External]`, spans.sure(range.span)) : [],
    ),
  ];
}

/** The expected exposure as lines. */
export const expectedExposureLines = ({ expectedExposure }: CorpusCase): readonly string[] => [
  ...(expectedExposure?.unprotected ?? []).map(
    ({ workload, direction }) => `unprotected ${workload} ${direction}`,
  ),
  ...(['ingress', 'egress'] as const).flatMap((direction) =>
    (expectedExposure?.[direction] ?? []).map(
      ({ workload, peer, conn }) => `${direction} ${workload} | ${peer} | ${conn}`,
    ),
  ),
];

const unseenText = ({ namespaces, pods }: Unseen): string =>
  `${namespacesText(namespaces)}/${selectorText('pod', pods) ?? '[all pods]'}`;

const namespacesText = (term: NamespaceTerm): string =>
  onlyNameOf(term) ??
  (term.kind === 'matching' ? selectorText('namespace', term.selector) : undefined) ??
  '[all namespaces]';

function selectorText(what: string, selector: LabelSelector): string | undefined {
  const words = [
    ...Object.entries(selector.matchLabels ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .sort(),
    ...(selector.matchExpressions ?? [])
      .map(
        ({ key, operator, values = [] }) =>
          `{Key:${key},Operator:${operator},Values:[${[...values].sort().join(' ')}],}`,
      )
      .sort(),
  ];
  return words.length === 0 ? undefined : `[${what} with {${words.join(',')}}]`;
}
