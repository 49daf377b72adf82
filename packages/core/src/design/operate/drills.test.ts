import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as YAML from 'yaml';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { hubSpoke } from '../../../test/fixtures/hub-spoke.ts';
import { type Estate, estateOf } from '../../estate/estate.ts';
import {
  cluster,
  clusterId,
  flowOut,
  pool,
  sketchedFrame,
  subnet,
  subnetId,
  vnet,
} from '../../estate/sketch.ts';
import { plain } from '../../evidence/prose.ts';
import { requirementsSchema } from '../../requirements/schema.ts';
import { monitoringSignals } from '../../write/monitoring/signals.ts';
import { design } from '../design.ts';
import type { Drill } from './drill.ts';
import { drillEntries, drills } from './drills.ts';
import { armWord, sh, variable } from './shell.ts';

const example = new URL(
  '../../../../../examples/financial-saas/requirements.yaml',
  import.meta.url,
);

const designed = (change: (text: string) => string = (text) => text): Estate => {
  const text = change(readFileSync(example, 'utf8'));
  const requirements = requirementsSchema.parse(YAML.parse(text));
  return design({ requirements, day: '2026-11-23' }).estate;
};

/** A cluster with one pool and one declared destination, named as somebody likes. */
const small = (name = 'small', poolName = 'a'): Estate =>
  estateOf(sketchedFrame, [
    vnet('v', ['10.0.0.0/16']),
    subnet('v/nodes', '10.0.0.0/26'),
    { ...cluster(name), id: clusterId('small') },
    { ...pool('small/a', 3, { subnet: subnetId('v', 'nodes') }), name: poolName },
    flowOut('api.example', 'small', { rate: 40, duration: 10 }),
  ]);

const commandsOf = (drill: Drill): readonly string[] =>
  [...drill.steps, ...drill.undo].flatMap(({ command }) =>
    command === undefined ? [] : [command],
  );

const only = (estate: Estate, kind: string): Drill => {
  const [first] = drills(estate).filter((drill) => drill.drill === kind);
  if (first === undefined) throw new Error(`no drill ${kind}`);
  return first;
};

/** What a POSIX shell makes of a command: its words, one a line, with every program left out. */
const wordsOf = (command: string): readonly string[] =>
  execFileSync(
    'sh',
    ['-c', `show() { for w in "$@"; do printf '%s\\0' "$w"; done; }; show ${command}`],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', SUBSCRIPTION_ID: 'sub', RESOURCE_GROUP: 'rg' },
    },
  ).split('\0');

describe('the drills of the worked example', () => {
  const found = drills(designed());

  it('are of every kind, each once', () => {
    expect(new Set(found.map((drill) => drill.drill))).toEqual(
      new Set(drillEntries.map((entry) => entry.drill)),
    );
    expect(new Set(found.map((drill) => drill.id)).size).toBe(found.length);
  });

  it.each(found.map((drill) => [drill.id, drill] as const))('%s is whole', (_, drill) => {
    expect(drill.about.length).toBeGreaterThan(0);
    expect(drill.before.length).toBeGreaterThan(0);
    expect(drill.steps.length).toBeGreaterThan(0);
    expect(drill.expected.length).toBeGreaterThan(0);
    expect(drill.abort.length).toBeGreaterThan(0);
    expect(drill.undo.length).toBeGreaterThan(0);
    expect(drill.cite.length).toBeGreaterThan(0);
    for (const command of commandsOf(drill)) {
      expect(command).not.toContain('undefined');
      expect(command).not.toContain('~');
    }
  });

  it('name what the design made', () => {
    const [surge] = found.filter((drill) => drill.id === 'upgrade-surge:aks-pay-prod-eastasia');
    // 90 nodes, doubled by a blue/green upgrade: no other pool adds as many.
    expect(plain(surge?.title ?? [])).toContain('batch');
    expect(surge?.steps.map(({ command }) => command).join('\n')).toContain(
      '--node-image-only --upgrade-strategy=bluegreen',
    );
    expect(commandsOf(only(designed(), 'zone-unlinked')).join('\n')).toContain('.vault.azure.net');
  });

  it('is what every runbook of a signal leads to', () => {
    const kinds = new Set<string>(drillEntries.map((entry) => entry.drill));
    for (const { runbook } of monitoringSignals(designed()))
      if (runbook !== undefined) expect(kinds).toContain(runbook);
  });
});

describe('where a drill applies', () => {
  it('needs a second region to lose one', () => {
    expect(drills(hubSpoke()).some((drill) => drill.drill === 'region-lost')).toBe(false);
  });

  it('needs a firewall to be blocked', () => {
    expect(drills(small()).some((drill) => drill.drill === 'firewall-blocked')).toBe(false);
    expect(plain(only(hubSpoke(), 'firewall-blocked').title)).toContain('afw-hub');
  });

  it('takes the vault, not the API server, to unlink', () => {
    const drill = only(hubSpoke(), 'zone-unlinked');
    expect(plain(drill.title)).toBe('privatelink.vaultcore.azure.net unlinked from vnet-hub');
    expect(commandsOf(drill).join('\n')).toContain('kv-pay.vault.azure.net');
  });
});

describe('a lost region', () => {
  const lost = (estate: Estate, region: string): Drill | undefined =>
    drills(estate).find(({ id }) => id === `region-lost:${region}`);
  const said = (drill: Drill | undefined): string =>
    [...(drill?.before ?? []), ...(drill?.expected ?? [])].map(plain).join('\n');
  const standBy = designed();
  const bothActive = designed((text) =>
    text
      .replace('role: primary', 'role: active')
      .replace('role: dr, of: southeastasia', 'role: active'),
  );

  it('gives a stand-in the load for which it was planned', () => {
    const drill = lost(standBy, 'southeastasia');
    expect(said(drill)).toContain('and brings no other load');
    expect(said(drill)).toContain(
      'afw-eastasia uses at most 78,286 ports of 99,840 ports for api.cardprocessor.example:443',
    );
  });

  it('that stands by moves nobody', () => {
    const drill = lost(standBy, 'eastasia');
    expect(plain(drill?.proves ?? [])).toContain('clients notice nothing');
    expect(drill?.steps.map(({ says }) => plain(says)).join('\n')).not.toContain(
      'point the public',
    );
  });

  it('adds its load to that of a region that serves beside it', () => {
    const drill = lost(bothActive, 'southeastasia');
    expect(said(drill)).toContain('both loads together must fit the first');
    // Twice 78,286 ports are more than there are: said before the drill, not promised after it.
    expect(drill?.before.map(plain).join('\n')).toContain(
      'afw-eastasia has more public addresses than planned: the load that moves takes 156,572 ports of 99,840 ports',
    );
    expect(drill?.expected.map(plain).join('\n')).not.toContain('ports of');
  });
});

it('rolls a pool that is not to be doubled', () => {
  const text = commandsOf(only(small(), 'upgrade-surge')).join('\n');
  expect(text).toContain('--node-image-only');
  expect(text).not.toContain('--upgrade-strategy');
});

describe('figures', () => {
  it('fill the subnet by what the plan adds, and one node too many where that is cheap', () => {
    const drill = only(small(), 'subnet-full');
    const text = commandsOf(drill).join('\n');
    // 64 addresses, 5 kept by Azure, 3 nodes today: the 57th further node does not fit.
    expect(text).not.toContain('--node-count=57');
    expect(text).toContain('--node-count=1 ');
    expect(plain(drill.expected[1] ?? [])).toBe(
      'no alert rings: the plan stays below 52 addresses',
    );
  });

  it('open the declared connections', () => {
    const text = commandsOf(only(small(), 'snat-load')).join('\n');
    // 40 a second at 10 for each pod.
    expect(text).toContain('--replicas=4 ');
    expect(plain(only(small(), 'snat-load').expected[0] ?? [])).toContain('1,024 ports');
  });

  it('expect nothing of policies where nothing enforces them', () => {
    const none = estateOf(sketchedFrame, [
      cluster('small', { network: { dataPlane: 'azure', policyEngine: 'none' } }),
      pool('small/a', 3),
    ]);
    const says = (estate: Estate): string =>
      plain(only(estate, 'policy-enforced').expected[1] ?? []);
    expect(says(none)).toContain('still succeeds');
    expect(says(small())).toContain('times out');
  });

  it('takes a priority before all others', () => {
    const text = commandsOf(only(hubSpoke(), 'firewall-blocked')).join('\n');
    expect(text).toContain('--priority=199');
    expect(text).toContain("'10.80.16.0/21'");
  });
});

describe('commands', () => {
  it.each(hostileNames)('with the name %j are words and nothing else', (name) => {
    const harmless = drills(small('plain', 'plain'));
    for (const [i, drill] of drills(small(name, name)).entries())
      for (const [j, command] of commandsOf(drill).entries()) {
        const expected = commandsOf(harmless[i] ?? drill)[j] ?? '';
        if (command.includes(' | ')) continue;
        const [words, wanted] = [wordsOf(command), wordsOf(expected)];
        expect(words).toHaveLength(wanted.length);
      }
  });

  it('ask for what is not known yet', () => {
    const unplaced = {
      ...vnet('v', []),
      id: '/subscriptions/~/resourcegroups/~/providers/microsoft.network/virtualnetworks/v',
    };
    const [word] = wordsOf(armWord(unplaced).shell);
    expect(word).toBe(
      '/subscriptions/sub/resourcegroups/rg/providers/microsoft.network/virtualnetworks/v',
    );
  });

  it('quote texts, not variables or numbers', () => {
    expect(sh`a --b=${"it's"} --c=${2} ${variable('D')}`).toBe(`a --b='it'\\''s' --c=2 "$D"`);
  });
});
