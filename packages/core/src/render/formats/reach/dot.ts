import { grouped } from '../../../estate/grouped.ts';
import type { PodGroup } from '../../../policy/pod-groups.ts';
import type { ReachEnd } from '../../../policy/reach-table.ts';
import { dotString } from '../../../write/escape.ts';
import { opennessOf, passingText } from '../../words/policy/passing.ts';
import { endText } from '../../words/policy/reach-end.ts';
import { endKey, type ReachFormat } from './report.ts';

/** Outside ends with different ranges are different nodes. */
const nodeKey = (end: ReachEnd): string =>
  end.kind === 'outside' ? `outside:${endText(end)}` : endKey(end);

const styles = {
  open: 'bold',
  limited: 'solid',
  undetermined: 'dashed',
  closed: 'dotted',
} as const;

/** Reach as a graph for Graphviz: namespaces as clusters, one edge for each link. */
export const reachDot: ReachFormat = {
  id: 'dot',
  title: 'DOT, for Graphviz',
  print: ({ table }) => {
    const { ports } = table.relation.model.world;
    const groups = new Map(
      [...table.senders, ...table.receivers].map((group) => [group.key, group] as const),
    );
    const byNamespace = grouped([...groups.values()], ({ namespace }) => namespace);
    const others = new Map(
      table.links
        .flatMap(({ from, to }) => [from, to])
        .filter(({ kind }) => kind !== 'pods')
        .map((end) => [nodeKey(end), end] as const),
    );
    return [
      'digraph reach {',
      '  rankdir=LR;',
      '  node [shape=box, fontname="sans-serif"];',
      '  edge [fontname="sans-serif", fontsize=10];',
      ...[...byNamespace].flatMap(([namespace, own], i) => clusterLines(namespace, own, i)),
      ...[...others].map(
        ([key, end]) => `  ${dotString(key)} [label=${dotString(endText(end))}, shape=ellipse];`,
      ),
      ...table.links.map(({ from, to, passing }) => {
        const says = dotString(passingText(passing, ports));
        const style = styles[opennessOf(passing)];
        return `  ${dotString(nodeKey(from))} -> ${dotString(nodeKey(to))} [label=${says}, style=${style}];`;
      }),
      '}',
      '',
    ].join('\n');
  },
};

const clusterLines = (
  namespace: string,
  groups: readonly PodGroup[],
  i: number,
): readonly string[] => [
  `  subgraph cluster_${i} {`,
  `    label=${dotString(namespace)};`,
  ...groups.map(
    ({ key, name, kind }) =>
      `    ${dotString(key)} [label=${dotString(name ?? 'all pods')}, tooltip=${dotString(kind ?? 'Namespace')}];`,
  ),
  '  }',
];
