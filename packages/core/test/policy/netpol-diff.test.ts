import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ChangeEnd } from '../../src/policy/diff/change.ts';
import { rangeText } from '../../src/policy/diff/pieces.ts';
import { type PolicyDiff, policyDiff } from '../../src/policy/diff.ts';
import { modelOf } from '../../src/policy/model.ts';
import { bare, connOf, corpusFile, hasCorpus, worldOfFolder } from './netpol-corpus.ts';

/* Two versions of a cluster each, with what another analyser says of them. */

interface DiffCase {
  readonly case: string;
  readonly before: string;
  readonly after: string;
  readonly expected: readonly {
    readonly type: string;
    readonly src: string;
    readonly dst: string;
    readonly before: string;
    readonly after: string;
    readonly info: string;
  }[];
}

const cases: readonly DiffCase[] = hasCorpus
  ? JSON.parse(readFileSync(corpusFile('diff.json'), 'utf8'))
  : [];

if (!hasCorpus) console.warn('skipped: these cases need ../shared/corpus/netpol');

describe.skipIf(!hasCorpus)('differences as the other analyser tells them', () => {
  it.each(cases.map((one) => [one.case, one] as const))('%s', (_, one) => {
    const before = modelOf(worldOfFolder(one.before));
    const after = modelOf(worldOfFolder(one.after, before.world));
    const lines = linesOf(
      policyDiff(before, after, { unknownController: bare, portsMeanTargets: true }),
    );
    expect(joinedLines(lines)).toEqual(joinedLines(expectedOf(one)));
  });
});

interface Line {
  readonly type: string;
  readonly src: string;
  readonly dst: string;
  readonly conns: string;
}

/** In their words, without self pairs and without what they do not look at: nodes and Services. */
function linesOf({ comparing, changes }: PolicyDiff): readonly Line[] {
  const { model } = comparing.before;
  const { spans } = model.world;
  return changes.flatMap(({ kind, from, to, before, after, come, gone }): readonly Line[] => {
    const [src, dst] = [endText(from), endText(to)];
    if (src === undefined || dst === undefined || src === dst) return [];
    const [was, is] = [before, after].map((span) => connOf(model, spans.sure(span)));
    const info = [...come.map((key) => `${key} added`), ...gone.map((key) => `${key} removed`)];
    return [{ type: kind, src, dst, conns: [was, is, ...info.sort()].join(' | ') }];
  });
}

function endText(end: ChangeEnd): string | undefined {
  switch (end.kind) {
    case 'workload':
      return end.key;
    case 'addresses':
      return end.first.family === 4 ? `${rangeText(end)}[External]` : undefined;
    case 'entry':
      return '{ingress-controller}';
    case 'ownNode':
    case 'nodes':
    case 'door':
      return undefined;
  }
}

const expectedOf = ({ expected }: DiffCase): readonly Line[] =>
  expected.map(({ type, src, dst, before, after, info }) => ({
    type,
    src,
    dst,
    conns: [conn(before), conn(after), ...infoOf(info)].join(' | '),
  }));

const conn = (text: string): string =>
  text === 'No Connections' ? '' : text.replaceAll(/,(?=[A-Z])/g, ' ');

/** `workload a added, workload b removed`, or `workloads a, b added`. */
function infoOf(info: string): readonly string[] {
  const words = info.replaceAll(/workloads? /g, '').replaceAll(' and ', ', ');
  let verb = 'added';
  return words
    .split(', ')
    .reverse()
    .flatMap((part): readonly string[] => {
      const [name = '', told] = part.trim().split(' ');
      if (told !== undefined) verb = told;
      return name === '' ? [] : [`${name} ${verb}`];
    })
    .sort();
}

/** Neighbouring ranges with equal answers are one: their cuts follow from blocks that we never see. */
function joinedLines(lines: readonly Line[]): readonly string[] {
  const plain: string[] = [];
  const ranges = new Map<string, { first: number; last: number }[]>();
  for (const { type, src, dst, conns } of lines) {
    const isFrom = src.endsWith('[External]');
    const range = isFrom ? src : dst;
    if (!range.endsWith('[External]')) {
      plain.push(`${type}: ${src} => ${dst} : ${conns}`);
      continue;
    }
    const key = isFrom ? `${type}: * => ${dst} : ${conns}` : `${type}: ${src} => * : ${conns}`;
    const parts = range.slice(0, -'[External]'.length).split(',');
    const known = ranges.get(key) ?? [];
    for (const part of parts) {
      const [first = '', last = first] = part.trim().split('-');
      known.push({ first: numberOf(first), last: numberOf(last) });
    }
    ranges.set(key, known);
  }
  for (const [key, found] of ranges) {
    const joined: { first: number; last: number }[] = [];
    for (const one of found.sort((a, b) => a.first - b.first)) {
      const before = joined.at(-1);
      if (before !== undefined && before.last + 1 >= one.first)
        before.last = Math.max(before.last, one.last);
      else joined.push({ ...one });
    }
    plain.push(...joined.map(({ first, last }) => `${key} @ ${first}-${last}`));
  }
  return plain.sort();
}

const numberOf = (text: string): number =>
  text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
