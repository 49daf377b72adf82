import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { reportOf } from '../../../test/fixtures/render-report.ts';
import { world } from '../../../test/fixtures/render-world.ts';
import { readHtml } from '../../../test/fixtures/well-formed.ts';
import { check } from '../../check/check.ts';
import { type ChecklistPoint, checklist } from '../../check/checklist.ts';
import { everything, withElements } from '../../estate/estate.ts';
import { peering as vnetPeering } from '../../estate/sketch.ts';
import type { Decision } from '../../evidence/decision.ts';
import { code, quote, words } from '../../evidence/prose.ts';
import type { Page } from '../page.ts';
import { printHtml } from '../print/html.ts';
import { printMarkdown } from '../print/markdown.ts';
import { printText } from '../print/text.ts';
import { pageFormat } from '../print.ts';
import { checklistPage } from './checklist.ts';
import { decisionsPage } from './decisions.ts';
import { findingsPage } from './findings.ts';
import { ledgersPage } from './ledgers.ts';
import { objectsPage } from './objects.ts';
import { readPage } from './read.ts';

const decision = (about: string, name: string): Decision => ({
  decision: `cniMode/${name}`,
  question: 'How do pods get addresses?',
  about: [about],
  chosen: name,
  label: 'Azure CNI Overlay',
  because: [[quote(name)], words('addresses are scarce')],
  lost: [{ option: name, verdict: 'impossible', because: [[code(name)]] }],
  change: { how: 'newCluster', price: [code(name)] },
  assumes: ['docker.bridge'],
  cite: [{ document: name }],
});

/** Every page there is, with one name for everything that a user can name. */
function pagesOf(name: string): readonly Page[] {
  const report = reportOf(name);
  const calm = world({ regions: 1, clustersPerRegion: 1 });
  const estate = withElements(
    calm,
    [...everything(calm)].map((one) => ({ ...one, name, owner: name })),
  );
  const ledgers = report.result.findings.flatMap((one) =>
    one.evidence.kind === 'ledger' ? [one.evidence.ledger] : [],
  );
  return [
    findingsPage(report),
    checklistPage(checklist(estate, check(estate))),
    decisionsPage([decision(name, name), decision(`${name}2`, name)], estate),
    ledgersPage(ledgers, report.estate),
    objectsPage(estate),
    readPage({
      estate,
      own: [],
      documents: [{ document: name, format: 'azure', elements: 1, ignored: 1 }],
      ignored: [{ type: name, why: 'notModelled', source: { document: name, path: [name] } }],
      unread: [{ type: name, field: name, times: 1 }],
      diagnostics: [
        { severity: 'error', code: 'unknown-key', message: name, document: name, hint: name },
      ],
    }),
  ];
}

describe.each(hostileNames.map((name) => [name.slice(0, 40), name] as const))(
  'hostile: %j',
  (...[, name]) => {
    test('every page prints in every way and keeps its shape', () => {
      for (const page of pagesOf(name)) {
        const read = readHtml(printHtml(page));
        expect(read.faults).toEqual([]);
        expect(read.elements.filter((one) => one === 'script' || one === 'img')).toEqual([
          'script',
        ]);
        const ids = read.attributes.filter((one) => one.name === 'id').map((one) => one.value);
        expect(new Set(ids).size).toBe(ids.length);
        expect(printText(page).replaceAll('\n', '')).not.toMatch(/[\p{Bidi_Control}\p{Cc}]/u);
        expect(printMarkdown(page)).not.toMatch(/^# .*\n# /m);
      }
    });
  },
);

test('findings: the root stands alone, what follows stands under it', () => {
  expect(printText(findingsPage(reportOf('snet-nodes')))).toMatchInlineSnapshot(`
    "Findings
    ========

    1 error, 1 warning, 1 note; 3 judgements passed; 1 question stays open.

    Errors
    ------

    [x] error AKS-TEST-001 the subnet is too small for an upgrade
        snet-nodes needs 331 addresses, says "snet-nodes"
        about     snet-nodes
        at        snet-nodes:12:5
        fix       give it snet-nodes
        assumes   docker.bridge
        rests on  snet-nodes

        snet-nodes
        need                       addresses  rests on
        -----------------------  -----------  -----------------------------------
        snet-nodes                       331  nodes
        snet-nodes               [?] unknown  snet-nodes
        -----------------------  -----------  -----------------------------------
        needed, as far as known          331  the input does not state snet-nodes
        available                        128
        short by                         203  [x] too small

        leads to
        - [!] warning AKS-TEST-002 snet-nodes needs 331 addresses, says "snet-nodes"

    Notes
    -----

    [i] note AKS-TEST-003 the subnet is too small for an upgrade
        snet-nodes needs 331 addresses, says "snet-nodes"
        about     snet-nodes
        at        snet-nodes:12:5
        fix       give it snet-nodes
        assumes   docker.bridge
        rests on  snet-nodes

        - snet-nodes

    Open questions
    --------------

    Questions that the inputs cannot answer
    rules         about       what would tell
    ------------  ----------  ----------------------------------
    AKS-TEST-004  snet-nodes  snet-nodes is not among the inputs

    To answer them, what tells most first:

    - add snet-nodes, to which others refer (1 question waits for it and for nothing else)
    "
  `);
});

describe('checklist', () => {
  const point = (
    verdict: ChecklistPoint['verdict'],
    missing: ChecklistPoint['missing'] = [],
  ): ChecklistPoint => ({
    id: 'dns-runbook',
    topic: 'operations',
    question: 'Has the DNS path a runbook?',
    verdict,
    says: words('No rule objects.'),
    evidence: [{ kind: 'rule', code: 'AKS-TEST-001', passed: 2, failed: 0, undetermined: 1 }],
    missing,
  });

  test.each([
    ['pass', [], '[+] pass'],
    ['fail', [], '[x] fail'],
    ['attested', [], '[*] attested'],
    ['notApplicable', [], '[-] does not arise'],
    ['unknown', [{ kind: 'notListed', what: 'subnet' }], '[?] unknown'],
    // Only a person can settle it, so it says what is wanted of whom.
    ['unknown', [{ kind: 'notStated', field: 'attestation dns-runbook' }], '[?] needs attestation'],
  ] as const)('%s %j reads %s', (...[verdict, missing, reads]) => {
    const text = printText(checklistPage([point(verdict, missing)]));
    expect(text).toContain(reads);
    expect(text).toContain('AKS-TEST-001 2 passed, 1 open');
  });
});

test('decisions with the same words are told once, for all they are about', () => {
  const estate = world({ regions: 1, clustersPerRegion: 1 });
  const text = printText(
    decisionsPage([decision('a', 'x'), decision('b', 'x'), decision('b', 'y')], estate),
  );
  expect(text.match(/How do pods get addresses\?/g)).toHaveLength(2);
  expect(text).toContain('a, b');
  expect(text).toContain('[x] impossible');
  expect(text).toContain('by a new cluster: x');
});

test('objects name owners, and whose business it is where none is named', () => {
  const text = printMarkdown(objectsPage(world({ regions: 1, clustersPerRegion: 1 })));
  expect(text).toMatch(/\| VNet range \|.*network\\?-platform, aks\\?-platform/);
  expect(text).toMatch(/\| firewall \|.*whoever owns the network/);
  expect(text).toContain('Should this pod talk to that pod or range?');
});

test('what was read: formats, kinds, what is left aside, what is missing, lists that are whole', () => {
  const { estate } = reportOf('net.yaml');
  const text = printText(
    readPage({
      estate: withElements(estate, [
        { ...vnetPeering('net', 'hub'), source: { document: 'b.json', path: [] } },
      ]),
      own: [],
      documents: [
        { document: 'a.json', format: 'azure', elements: 3, ignored: 1 },
        { document: 'b.txt', elements: 0, ignored: 0 },
      ],
      ignored: [
        { type: 'Microsoft.Web/sites', why: 'notModelled', source: { document: 'a', path: [] } },
      ],
      unread: [],
      diagnostics: [],
    }),
  );
  expect(text).toContain('3 elements in 2 files, 0 clusters among them; 0 errors');
  expect(text).toMatch(/azure +1 +3 +1/);
  expect(text).toMatch(/not recognised +1 +0 +0/);
  expect(text).toMatch(/microsoft\.web\/sites +1/);
  expect(text).toMatch(/virtualNetworks\/hub +hub/i);
  expect(text).toContain('all VNets');
});

test('page formats are found by id', () => {
  const [page] = pagesOf('a');
  expect(page === undefined ? '' : pageFormat('markdown')?.print(page, {})).toMatch(/^# Findings/);
  expect(pageFormat('__proto__')).toBeUndefined();
});
