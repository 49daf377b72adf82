import type { PodGroup } from '../../../../policy/pod-groups.ts';
import { decidingOf, type SideSays } from '../../../../policy/reach-deciding.ts';
import type { ReachEnd, ReachLink } from '../../../../policy/reach-table.ts';
import type { Policy } from '../../../../policy/rule.ts';
import { placeOf, placeText } from '../../../words/place.ts';
import { policyName } from '../../../words/policy/because.ts';
import { type Openness, opennessOf, passingText } from '../../../words/policy/passing.ts';
import { endText } from '../../../words/policy/reach-end.ts';
import { endKey, groupNames, type ReachReport } from '../report.ts';

/** A row or a column of the matrix. */
interface Axis {
  readonly name: string;
  /** Namespace, or what kind of end lies outside of all of them. */
  readonly space: string;
  readonly about: string;
}

/** What a cell tells. Policies by their index. */
interface Cell {
  readonly state: Openness;
  readonly lines: readonly string[];
  readonly egress?: { readonly state: SideSays['state']; readonly policies: readonly number[] };
  readonly ingress?: Cell['egress'];
}

/** Everything that the page shows. Equal cells are one, so that a matrix is numbers. */
export interface MatrixData {
  readonly rows: readonly Axis[];
  readonly columns: readonly Axis[];
  readonly cells: readonly Cell[];
  /** Index of the cell of each row and column; -1: nobody is there to talk to. */
  readonly matrix: readonly (readonly number[])[];
  readonly policies: readonly { readonly name: string; readonly at: string }[];
}

/** The matrix of a report. Cost: one judgement of policies for each pair of groups. */
export function matrixData(report: ReachReport): MatrixData {
  const { table } = report;
  const making = new Making(report);
  const links = new Map<string, ReachLink[]>();
  for (const link of table.links) {
    const key = JSON.stringify([endKey(link.from), endKey(link.to)]);
    const known = links.get(key);
    if (known === undefined) links.set(key, [link]);
    else known.push(link);
  }
  const rows = axesOf(report, table.senders, (link) => link.from);
  const columns = axesOf(report, table.receivers, (link) => link.to);
  const matrix = rows.map((row) =>
    columns.map((column) =>
      making.cell(links.get(JSON.stringify([row.key, column.key])) ?? [], row.group, column.group),
    ),
  );
  const told = ({ name, space, about }: Ranked): Axis => ({ name, space, about });
  return {
    rows: rows.map(told),
    columns: columns.map(told),
    cells: making.cells,
    matrix,
    policies: making.policies,
  };
}

interface Ranked extends Axis {
  readonly key: string;
  readonly group?: PodGroup;
}

const spaces = {
  outside: 'outside',
  name: 'names outside',
  node: 'nodes',
  entry: 'ways in',
} as const;

/** Groups by namespace, and behind them every other end that has a link. */
function axesOf(
  { table, model }: ReachReport,
  groups: readonly PodGroup[],
  end: (link: ReachLink) => ReachEnd,
): readonly Ranked[] {
  const names = groupNames(table);
  const others = new Map<string, Ranked>();
  for (const link of table.links) {
    const one = end(link);
    if (one.kind === 'pods') continue;
    const name = one.kind === 'outside' ? 'addresses outside' : endText(one);
    others.set(endKey(one), { key: endKey(one), name, space: spaces[one.kind], about: one.kind });
  }
  return [
    ...groups.map((group): Ranked => {
      const { workload } = model.world.pods[group.pods[0] ?? -1] ?? {};
      const at = group.kind === undefined || workload === undefined ? '' : `, ${workload.id}`;
      const name = names.get(group.key) ?? group.key;
      const short = group.name === undefined ? 'all pods' : name.slice(group.namespace.length + 1);
      const about = `${group.kind ?? 'Namespace'}, ${group.pods.length} pod(s)${at}`;
      return { key: group.key, group, name: short, space: group.namespace, about };
    }),
    ...others.values(),
  ];
}

/** Makes cells and policies, each distinct one once. */
class Making {
  readonly cells: Cell[] = [];
  readonly policies: { readonly name: string; readonly at: string }[] = [];
  readonly #report: ReachReport;
  readonly #known = new Map<string, number>();
  readonly #policyAt = new Map<Policy, number>();

  constructor(report: ReachReport) {
    this.#report = report;
  }

  cell(links: readonly ReachLink[], from?: PodGroup, to?: PodGroup): number {
    const { table, model } = this.#report;
    if (links.length === 0 && from === undefined && to === undefined) return -1;
    const sides =
      from === undefined || to === undefined ? undefined : decidingOf(table.relation, from, to);
    const one: Cell = {
      state: statesOf(links),
      lines: links.map(({ from: a, to: b, passing }) => {
        const ends = [a, b].flatMap((end) => (end.kind === 'outside' ? [endText(end)] : []));
        return [...ends, passingText(passing, model.world.ports)].join(': ');
      }),
      ...(sides === undefined
        ? {}
        : { egress: this.#side(sides.egress), ingress: this.#side(sides.ingress) }),
    };
    const key = JSON.stringify(one);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.cells.length);
    this.cells.push(one);
    return this.cells.length - 1;
  }

  #side({ state, policies }: SideSays): NonNullable<Cell['egress']> {
    return { state, policies: policies.map((policy) => this.#policy(policy)) };
  }

  #policy(policy: Policy): number {
    const known = this.#policyAt.get(policy);
    if (known !== undefined) return known;
    const place = placeOf({ source: policy.source }, this.#report.locate);
    this.#policyAt.set(policy, this.policies.length);
    this.policies.push({
      name: `${policy.objectKind} ${policyName(policy)}`,
      at: placeText(place),
    });
    return this.policies.length - 1;
  }
}

const order: readonly Openness[] = ['open', 'limited', 'undetermined'];

/** The most open of them. */
const statesOf = (links: readonly ReachLink[]): Openness => {
  const states = links.map(({ passing }) => opennessOf(passing));
  return order.find((state) => states.includes(state)) ?? 'closed';
};
