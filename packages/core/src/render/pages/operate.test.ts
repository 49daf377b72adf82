import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { readHtml } from '../../../test/fixtures/well-formed.ts';
import type { Guard } from '../../design/operate/guards.ts';
import type { TracingPlan } from '../../design/operate/tracing.ts';
import { prefixes } from '../../estate/sketch.ts';
import { code, words } from '../../evidence/prose.ts';
import type { MigrationPlan } from '../../migrate/migration.ts';
import type { Page } from '../page.ts';
import { printHtml } from '../print/html.ts';
import { printMarkdown } from '../print/markdown.ts';
import { printText } from '../print/text.ts';
import { guardsPage } from './guards.ts';
import { migrationPage } from './migration.ts';
import { tracingPage } from './tracing.ts';

const tracing = (name: string): TracingPlan => ({
  sources: [
    {
      id: 'firewallLogs',
      title: 'logs of the firewall',
      on: [{ element: name, name, command: `az ${name}` }],
      sees: [code(name)],
      blindTo: [words('pods')],
      cite: [{ document: name }],
    },
  ],
  questions: [
    { question: 'Was it let through?', answers: [{ source: 'firewallLogs', look: [code(name)] }] },
    { question: 'Who saw the name?', answers: [] },
  ],
  retention: words('thirty days'),
});

const guard = (name: string): Guard => ({
  id: name,
  title: name,
  stops: [code(name)],
  definition: { kind: 'custom', mode: 'All', parameters: {}, policyRule: {} },
  parameters: {},
  effects: { first: 'Audit', later: 'Deny' },
  cannotSee: [[code(name)]],
  confidence: 'documented',
  cite: [{ document: name }],
});

const [prefix = undefined] = prefixes('10.0.0.0/16');

const migration = (name: string): MigrationPlan => ({
  legacy: name,
  target: { id: name, name },
  decision: {
    decision: 'way',
    question: 'How is it left?',
    about: [name],
    chosen: 'newCluster',
    label: 'a new cluster',
    because: [[code(name)]],
    lost: [],
    change: { how: 'never', price: [code(name)] },
    assumes: [],
    cite: [{ document: name }],
  },
  clashes:
    prefix === undefined
      ? []
      : [
          {
            effect: 'blocks',
            legacy: { kind: 'vnet', prefix },
            target: { of: name, kind: 'service', prefix },
            says: [code(name)],
          },
        ],
  order: { namespaces: [name], cyclic: [name], unknown: [name] },
  steps: [
    {
      id: 'x',
      stage: 'slice',
      title: [code(name)],
      does: [[code(name)]],
      doneWhen: [words('seen')],
      rollback: [words('turn back')],
    },
  ],
  allowedElsewhere: prefix === undefined ? [] : [prefix],
  cite: [],
});

const pagesOf = (name: string): readonly Page[] => [
  tracingPage(tracing(name)),
  guardsPage([guard(name)]),
  migrationPage(migration(name)),
];

describe('what they say', () => {
  const [trace = '', guards = '', leaving = ''] = pagesOf('afw').map((page) => printText(page));

  test('tracing: questions with answers, and those that nothing answers', () => {
    expect(trace).toMatch(/Was it let through\? +logs of the firewall: afw/);
    expect(trace).toMatch(/Who saw the name\? +nothing here answers it/);
    expect(trace).toContain('    az afw');
  });

  test('guards: with which effect to begin', () => {
    expect(guards).toContain('1 Azure Policy');
    expect(guards.replace(/\s+/g, ' ')).toMatch(/Audit, later/);
  });

  test('migration: clashes, order, and the way back from every step', () => {
    expect(leaving).toContain('Leaving afw');
    expect(leaving).toMatch(
      /VNet range 10\.0\.0\.0\/16 +Service range 10\.0\.0\.0\/16 +\[x\] blocks/,
    );
    expect(leaving).toMatch(/Way back:\s+- turn back/);
    expect(leaving).toMatch(/must allow them no longer afterwards: 10\.0\.0\.0\/16/);
  });
});

describe.each(hostileNames.map((name) => [name.slice(0, 40), name] as const))(
  'hostile: %j',
  (...[, name]) => {
    test('every page keeps its shape in every way of printing', () => {
      for (const page of pagesOf(name)) {
        const read = readHtml(printHtml(page));
        expect(read.faults).toEqual([]);
        expect(read.elements.filter((one) => one === 'script' || one === 'img')).toEqual([
          'script',
        ]);
        expect(printText(page).replaceAll('\n', '')).not.toMatch(/[\p{Bidi_Control}\p{Cc}]/u);
        expect(printMarkdown(page)).not.toMatch(/^# .*\n# /m);
      }
    });
  },
);
