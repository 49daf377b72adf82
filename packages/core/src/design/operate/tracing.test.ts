import { describe, expect, it } from 'vitest';
import { hubSpoke } from '../../../test/fixtures/hub-spoke.ts';
import { type Estate, estateOf } from '../../estate/estate.ts';
import { cluster, sketchedFrame, vnet } from '../../estate/sketch.ts';
import { sourcesByElement } from './tracing/sources.ts';
import { type SourceId, tracingPlan } from './tracing.ts';

const plain = (): Estate =>
  estateOf(sketchedFrame, [
    vnet('v', ['10.0.0.0/16']),
    cluster('c', { network: { dataPlane: 'azure', policyEngine: 'azure' } }),
  ]);

const idsOf = (estate: Estate): readonly SourceId[] =>
  tracingPlan(estate).sources.map((source) => source.id);

describe('sources', () => {
  it('are those that the elements can write', () => {
    expect(idsOf(hubSpoke())).toEqual([
      'vnetFlowLogs',
      'firewallLogs',
      'firewallDnsLog',
      'networkLogs',
      'exitMetrics',
      'resolverLog',
      'coreDnsLog',
      'nodeCapture',
    ]);
  });

  it('depend on the data plane', () => {
    expect(idsOf(plain())).toContain('nodeSeries');
    expect(idsOf(plain())).not.toContain('networkLogs');
    expect(idsOf(hubSpoke())).not.toContain('nodeSeries');
  });

  it('are switched on by commands with names', () => {
    const commands = tracingPlan(hubSpoke()).sources.flatMap((source) =>
      source.on.flatMap(({ command }) => (command === undefined ? [] : [command])),
    );
    expect(commands.join('\n')).toContain("--name='fl-vnet-pay'");
    expect(commands.join('\n')).toContain('--enable-container-network-logs');
  });

  it('never replace what another source switched on', () => {
    const settings = tracingPlan(hubSpoke()).sources.flatMap(({ on }) =>
      on.flatMap(({ command = '' }) => {
        const made = /diagnostic-settings create --name=(\S+) --resource=(\S+)/.exec(command);
        return made === null ? [] : [`${made[2]} ${made[1]}`];
      }),
    );
    expect(settings.length).toBeGreaterThan(1);
    expect(new Set(settings).size).toBe(settings.length);
  });

  it('are listed by element', () => {
    const table = sourcesByElement(tracingPlan(hubSpoke()).sources);
    const firewall = [...table.values()].find(({ name }) => name === 'afw-hub');
    expect(firewall?.writes).toEqual([
      'structured logs of Azure Firewall',
      'DNS log of Azure Firewall',
      'metrics of exits',
    ]);
  });
});

describe('questions', () => {
  it('are answered only from sources that there are', () => {
    for (const estate of [hubSpoke(), plain()]) {
      const there = new Set(idsOf(estate));
      for (const { answers } of tracingPlan(estate).questions)
        for (const { source } of answers) expect(there).toContain(source);
    }
  });

  it('stay when nothing answers them', () => {
    const nothing = tracingPlan(estateOf(sketchedFrame, []));
    expect(nothing.sources).toEqual([]);
    expect(nothing.questions.length).toBeGreaterThan(0);
    expect(nothing.questions.every((each) => each.answers.length === 0)).toBe(true);
  });

  it('use every source but those that only add detail', () => {
    const asked = new Set(
      [hubSpoke(), plain()].flatMap((estate) =>
        tracingPlan(estate).questions.flatMap(({ answers }) => answers.map((a) => a.source)),
      ),
    );
    for (const estate of [hubSpoke(), plain()])
      for (const id of idsOf(estate)) expect(asked).toContain(id);
  });
});
