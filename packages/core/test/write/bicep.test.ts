import { beforeAll, describe, expect, test } from 'vitest';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { type Estate, estateOf, everything, withElements } from '../../src/estate/estate.ts';
import { bicep, type TextFile } from '../../src/write/bicep.ts';
import { deployment } from '../../src/write/deployment.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';
import { bicepSyntax } from './bicep-syntax.ts';

let errorsIn: (text: string) => readonly string[];
beforeAll(async () => {
  errorsIn = await bicepSyntax();
});

const filesOf = (estate: Estate): readonly TextFile[] => bicep(deployment(estate));
const everyKind: Estate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);

/** The same network with names that mean something to somebody; ids follow the names. */
const evil = `x'\${sys.split()}\n@secure() // $(rm -rf ~) "'`;
const hostile = (estate: Estate): Estate => {
  const renamed = [...everything(estate)].map(
    (element): AnyElement => ({
      ...element,
      owner: evil,
      tags: { [evil]: evil },
      name: `${element.name}${evil}`,
    }),
  );
  return estateOf(estate, renamed);
};

test.each([
  ['the hub and its spoke', hubSpoke()],
  ['every kind', everyKind],
  ['hostile names', hostile(everyKind)],
])('%s: every file is Bicep', (_, estate) => {
  const files = filesOf(estate);
  expect(files.length).toBeGreaterThan(3);
  expect(
    files.flatMap(({ path, text }) => errorsIn(text).map((said) => `${path}: ${said}`)),
  ).toEqual([]);
});

test('the checker finds what is no Bicep', () => {
  expect(errorsIn("resource a 'b@c' = {")).not.toEqual([]);
});

const [main, ...stages] = filesOf(everyKind);
const named = (pattern: RegExp, text: string): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name ?? '');

describe('what is named is there', () => {
  test('modules', () => {
    const asked = named(/^module \w+ '([^']+)'/gm, main?.text ?? '');
    expect([...new Set(asked)].toSorted()).toEqual(stages.map(({ path }) => path).toSorted());
  });

  test('every parameter of a stage is given, and given by a stage that puts it out', () => {
    for (const { path, text } of stages) {
      const params = named(/^param (\w+) string/gm, text);
      const module = main?.text.split('\nmodule ').find((block) => block.includes(`'${path}'`));
      const told = named(/^ {4}(\w+): \w+\.outputs\.\w+/gm, module ?? '');
      expect(told.toSorted()).toEqual(params.toSorted());
    }
    const outputs = new Set(stages.flatMap(({ text }) => named(/^output (\w+) string/gm, text)));
    for (const name of named(/\.outputs\.(\w+)/g, main?.text ?? ''))
      expect(outputs).toContain(name);
  });

  test('symbols are declared once and before all else that names them', () => {
    for (const { text } of stages) {
      const symbols = named(/^(?:resource|param) (\w+) /gm, text);
      expect(new Set(symbols).size).toBe(symbols.length);
      const used = [
        ...named(/^ {4}(\w+)$/gm, text),
        ...named(/(?:parent|scope): (\w+)$/gm, text),
        ...named(/\b([A-Za-z_]\w*)\.(?:id|properties|identity)\b/g, text),
      ];
      for (const symbol of used) expect(symbols).toContain(symbol);
    }
  });
});

describe('references', () => {
  const stage = (name: string): string =>
    filesOf(hubSpoke()).find(({ path }) => path === name)?.text ?? '';

  test('to the same file are symbols', () => {
    expect(stage('1-hub.bicep')).toContain('id: vnetHub_AzureFirewallSubnet.id');
  });

  test('to another file are parameters', () => {
    expect(stage('2-network.bicep')).toContain('nextHopIpAddress: afwHubPrivateAddress');
    expect(stage('1-hub.bicep')).toContain(
      'output afwHubPrivateAddress string = afwHub.properties.ipConfigurations[0].properties.privateIPAddress',
    );
  });

  test('to parts of the resource itself are spelled by type', () => {
    const text = filesOf(everyKind)
      .map((file) => file.text)
      .join('\n');
    expect(text).toContain(
      "resourceId('Microsoft.Network/applicationGateways/httpListeners', 'agw', 'first')",
    );
  });
});

test('an unknown subscription is a parameter of the team', () => {
  const unplaced = [...everything(hubSpoke())];
  const text = JSON.stringify(unplaced).replaceAll(
    /11111111-1111-1111-1111-111111111111|22222222-2222-2222-2222-222222222222/g,
    '~',
  );
  const estate = estateOf(hubSpoke(), JSON.parse(text));
  const [first] = filesOf(estate);
  expect(first?.text).toContain('param hubSubscription string = subscription().subscriptionId');
  expect(first?.text).toContain("scope: resourceGroup(hubSubscription, 'rg-hub-weu')");
});

test('the same Estate gives the same files', () => {
  expect(filesOf(hubSpoke())).toEqual(filesOf(hubSpoke()));
});
