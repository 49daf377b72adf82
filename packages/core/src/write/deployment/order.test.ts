import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chained, inOrder, stagesOf } from './order.ts';
import type { DeployedResource } from './resource.ts';

const resource = (
  id: string,
  after: readonly string[],
  said: Partial<DeployedResource> = {},
): DeployedResource => ({
  id,
  body: { type: 'Microsoft.Network/routeTables', apiVersion: 'x', names: [id], properties: {} },
  team: 'hub',
  resourceGroup: 'rg',
  after,
  ...said,
});

/** Resources that wait for some of those before them, given in any order, in groups of two teams. */
const graphs = fc
  .array(fc.record({ waits: fc.array(fc.nat(30), { maxLength: 4 }), team: fc.nat(2) }), {
    maxLength: 30,
  })
  .chain((nodes) => {
    const all = nodes.map(({ waits, team }, i) =>
      resource(
        `r${i}`,
        waits.filter((at) => at < i).map((at) => `r${at}`),
        { team: `team ${team}` },
      ),
    );
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

const comesAfterItsWaits = (ordered: readonly DeployedResource[]): boolean => {
  const at = new Map(ordered.map(({ id }, i) => [id, i]));
  return ordered.every(({ after }, i) => after.every((id) => (at.get(id) ?? -1) < i));
};

describe('order', () => {
  test('each comes after all it waits for', () => {
    fc.assert(
      fc.property(graphs, (given) => {
        const { resources, circle } = inOrder(given);
        expect(circle).toEqual([]);
        expect(resources).toHaveLength(given.length);
        expect(comesAfterItsWaits(resources)).toBe(true);
      }),
    );
  });

  test('what is free keeps the order in which it was given', () => {
    const given = ['c', 'a', 'b'].map((id) => resource(id, []));
    expect(inOrder(given).resources.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  test('a circle is told, and nothing is lost', () => {
    const given = [resource('a', ['b']), resource('b', ['a']), resource('c', [])];
    const { resources, circle } = inOrder(given);
    expect(circle).toEqual(['a', 'b']);
    expect(resources.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  test('waits for what is not there do not hold it up', () => {
    expect(inOrder([resource('a', ['elsewhere'])]).circle).toEqual([]);
  });
});

describe('siblings', () => {
  const subnet = (id: string): DeployedResource =>
    resource(id, [], {
      body: {
        type: 'Microsoft.Network/virtualNetworks/subnets',
        apiVersion: 'x',
        names: ['v', id],
        properties: {},
      },
    });

  test('are made one at a time within one parent', () => {
    const after = chained([subnet('/v/subnets/a'), subnet('/w/subnets/b'), subnet('/v/subnets/c')]);
    expect(after.map((one) => one.after)).toEqual([[], [], ['/v/subnets/a']]);
  });
});

describe('stages', () => {
  test('wait in no circle, whatever the teams', () => {
    fc.assert(
      fc.property(graphs, (given) => {
        const stages = stagesOf(inOrder(given).resources);
        const at = new Map(stages.map(({ name }, i) => [name, i]));
        for (const [i, stage] of stages.entries()) {
          for (const name of stage.after) expect(at.get(name)).toBeLessThan(i);
        }
        expect(at.size).toBe(stages.length);
        expect(stages.flatMap(({ resources }) => resources)).toHaveLength(given.length);
      }),
    );
  });

  test('one team alone has one stage', () => {
    const given = [resource('a', []), resource('b', ['a']), resource('c', ['b'])];
    expect(stagesOf(given).map(({ name, resources }) => [name, resources.length])).toEqual([
      ['1-hub', 3],
    ]);
  });

  test('names of teams and groups cannot leave the folder', () => {
    const given = [
      resource('a', [], { team: '../../etc', resourceGroup: 'x/../y' }),
      resource('b', [], { team: '../../etc', resourceGroup: 'x' }),
    ];
    expect(stagesOf(given).map(({ name }) => name)).toEqual(['1-etc-x-y', '1-etc-x']);
  });
});
