import { code, joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import { isAlone, type PodGroup } from '../../../policy/pod-groups.ts';
import type { ReachEnd, ReachLink } from '../../../policy/reach-table.ts';
import { endKey, groupNames, type ReachReport } from '../../formats/reach/report.ts';
import { type Block, type Cell, list, type Page, paragraph, section } from '../../page.ts';
import { placeOf, placeText } from '../../words/place.ts';
import { passingText } from '../../words/policy/passing.ts';
import { endText } from '../../words/policy/reach-end.ts';
import { readAs } from '../../words/policy/read-as.ts';
import { counted } from '../../words/shown.ts';

/** Who reaches whom: rows of equal ends are one, whole namespaces are told by their name. */
export function reachPage(report: ReachReport): Page {
  const { table, asked } = report;
  const closed = table.senders.length * table.receivers.length;
  const open = table.links.filter(
    ({ from, to }) => from.kind === 'pods' && to.kind === 'pods',
  ).length;
  return {
    title: titleOf(report),
    lead: words(
      `${counted(open, 'pair')} of ${closed} with an open connection, by ${asked.by}; what is not listed is closed.`,
    ),
    blocks: [
      {
        kind: 'table',
        caption: words('Who reaches whom'),
        quiet: true,
        columns:
          asked.groupBy === 'sender'
            ? [{ title: 'from' }, { title: 'connection' }, { title: 'to' }]
            : [{ title: 'to' }, { title: 'connection' }, { title: 'from' }],
        rows: rowsOf(report),
      },
      ...silent(report),
      ...troubles(report),
      readAs(report.model),
    ],
  };
}

function titleOf({ asked }: ReachReport): Prose {
  const from: Prose = asked.from.length === 0 ? [] : [' from ', ...joined(asked.from.map(code))];
  const to: Prose = asked.to.length === 0 ? [] : [' to ', ...joined(asked.to.map(code))];
  const port: Prose = asked.port === undefined ? [] : prose` on ${asked.port}`;
  return ['reach', ...from, ...to, ...port];
}

/** One row of an end: a connection and everybody who has it. */
interface Line {
  readonly says: string;
  readonly others: readonly string[];
}

/** Ends with the same lines are put together; a line tells whom it leaves out only by not naming them. */
function rowsOf(report: ReachReport): readonly (readonly Cell[])[] {
  const { table, asked } = report;
  const bySender = asked.groupBy === 'sender';
  const names = groupNames(table);
  const near = (link: ReachLink): ReachEnd => (bySender ? link.from : link.to);
  const far = (link: ReachLink): ReachEnd => (bySender ? link.to : link.from);
  const byEnd = new Map<string, { end: ReachEnd; links: ReachLink[] }>();
  for (const link of table.links) {
    const end = near(link);
    const key = end.kind === 'outside' ? `outside ${endText(end)}` : endKey(end);
    const one = byEnd.get(key);
    if (one === undefined) byEnd.set(key, { end, links: [link] });
    else one.links.push(link);
  }
  const farGroups = bySender ? table.receivers : table.senders;
  const blocks = new Map<string, { ends: ReachEnd[]; lines: readonly Line[] }>();
  for (const { end, links } of byEnd.values()) {
    const lines = linesOf(report, { end, links, far, all: farGroups, names });
    const key = JSON.stringify([end.kind === 'pods', lines]);
    const one = blocks.get(key);
    if (one === undefined) blocks.set(key, { ends: [end], lines });
    else one.ends.push(end);
  }
  const nearGroups = bySender ? table.senders : table.receivers;
  return [...blocks.values()].flatMap(({ ends, lines }) =>
    lines.map((line, i): readonly Cell[] => [
      i === 0 ? listed(namesOf(ends, { all: nearGroups, names })) : [],
      [code(line.says)],
      listed(line.others),
    ]),
  );
}

interface Lining {
  readonly end: ReachEnd;
  readonly links: readonly ReachLink[];
  readonly far: (link: ReachLink) => ReachEnd;
  readonly all: readonly PodGroup[];
  readonly names: ReadonlyMap<string, string>;
}

function linesOf({ model }: ReachReport, { end, links, far, all, names }: Lining): readonly Line[] {
  const bySays = new Map<string, ReachEnd[]>();
  for (const link of links) {
    const says = passingText(link.passing, model.world.ports);
    bySays.set(says, [...(bySays.get(says) ?? []), far(link)]);
  }
  const self = end.kind === 'pods' && isAlone(model.world, end.group) ? end.group.key : undefined;
  return [...bySays].map(([says, ends]) => ({
    says,
    others: namesOf(ends, { all, names, self }),
  }));
}

interface Naming {
  readonly all: readonly PodGroup[];
  readonly names: ReadonlyMap<string, string>;
  /** A pod that has nobody like it need not be among those it talks to for these to be all. */
  readonly self?: string | undefined;
}

/** Names of ends; all of a namespace as one. */
function namesOf(ends: readonly ReachEnd[], { all, names, self }: Naming): readonly string[] {
  const keys = new Set(ends.map((end) => (end.kind === 'pods' ? end.group.key : '')));
  const missing = all.filter(({ key }) => key !== self && !keys.has(key));
  const groups = ends.flatMap((end) => (end.kind === 'pods' ? end.group : []));
  const others = ends.flatMap((end) => (end.kind === 'pods' ? [] : endText(end)));
  const what = all[0]?.grain ?? 'workload';
  if (missing.length === 0 && groups.length > 2)
    return [`every ${what} (${groups.length})`, ...others];
  const isBroken = new Set(missing.map(({ namespace }) => namespace));
  const found: string[] = [];
  const done = new Set<string>();
  for (const group of groups) {
    const inside = groups.filter(({ namespace }) => namespace === group.namespace).length;
    if (isBroken.has(group.namespace) || inside < 3) {
      found.push(names.get(group.key) ?? group.key);
    } else if (!done.has(group.namespace)) {
      done.add(group.namespace);
      found.push(`${group.namespace}/* (${inside})`);
    }
  }
  return [...found, ...others];
}

const listed = (texts: readonly string[]): Prose => joined(texts.map(code));

/** Whoever has no row at all. */
function silent({ table }: ReachReport): readonly Block[] {
  const names = groupNames(table);
  const heard = new Set(table.links.map(({ to }) => endKey(to)));
  const speaking = new Set(table.links.map(({ from }) => endKey(from)));
  const told = (says: string, groups: readonly PodGroup[], all: readonly PodGroup[]) =>
    groups.length === 0
      ? []
      : [
          paragraph([
            `${says}: `,
            ...listed(
              namesOf(
                groups.map((group) => ({ kind: 'pods', group })),
                { all, names },
              ),
            ),
            '.',
          ]),
        ];
  return [
    ...told(
      'Reach nothing',
      table.senders.filter(({ key }) => !speaking.has(key)),
      table.senders,
    ),
    ...told(
      'Reached by nobody',
      table.receivers.filter(({ key }) => !heard.has(key)),
      table.receivers,
    ),
  ];
}

function troubles({ table, locate }: ReachReport): readonly Block[] {
  const names = groupNames(table);
  const shut = table.shut.map(({ entry, title, to, protocol, port }): Prose => {
    const place = placeText(placeOf({ source: entry.source }, locate));
    return prose`${entry.objectKind} ${`${entry.namespace ?? 'default'}/${entry.name}`} (${place}) leads to ${names.get(to.key) ?? to.key} on ${`${protocol} ${port}`}, and policies keep its controller away (${title})`;
  });
  const astray = table.astray.map(({ entry, service, problems }): Prose => {
    const why = [...new Set(problems.map(({ kind }) => problemWords[kind]))].join(', ');
    return prose`${entry.objectKind} ${`${entry.namespace ?? 'default'}/${entry.name}`} leads to Service ${service}: ${words(why)}`;
  });
  return shut.length + astray.length === 0
    ? []
    : [section('entries-shut', words('Ways in that lead nowhere'), [list([...shut, ...astray])])];
}

const problemWords = {
  noService: 'there is no such Service',
  notLetIn: 'the gateway takes no routes of this namespace',
  notGranted: 'no ReferenceGrant allows it',
  noSuchPort: 'it has no such port',
  selectsNothing: 'it selects no pod',
  noEndpoints: 'nothing tells where it leads',
  noNamedPort: 'a pod has no port of that name',
  notTranslated: 'a headless Service translates no port',
  externalName: 'it is a name for another name',
  unreadable: 'its endpoints cannot be read',
} as const;
