import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { armJson } from '../../src/codec/arm-json.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { estateOf, everything, withElements } from '../../src/estate/estate.ts';
import { azKinds } from '../../src/write/az-script/kinds.ts';
import { azScript } from '../../src/write/az-script.ts';
import { deployment } from '../../src/write/deployment.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';
import { type LoopbackArm, loopbackArm } from './loopback-arm.ts';

/** A root folder in which `az` 2.74 is installed; see scripts/test-az.mjs. */
const root = process.env['AZ_ROOT'];
const place = '/tmp/aksnet-az';

const subscriptions = [
  '11111111-1111-1111-1111-111111111111',
  '22222222-2222-2222-2222-222222222222',
  '33333333-3333-3333-3333-333333333333',
];

describe('the real tool against a stand-in for Azure', () => {
  const folder = `${root}${place}`;
  let arm: LoopbackArm;

  beforeEach(({ skip }) => skip(root === undefined, 'needs AZ_ROOT: see scripts/test-az.mjs'));

  beforeAll(async () => {
    if (root === undefined) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    arm = await loopbackArm(folder, subscriptions);
    copyFileSync(arm.certificate, join(folder, 'ca.pem'));
    await inRoot(`az cloud register --name loop --endpoint-resource-manager '${arm.url}'`);
    await inRoot('az cloud set --name loop');
    await inRoot(
      `az login --service-principal --username ${subscriptions[1]} --password fake --tenant ${subscriptions[0]} --output none`,
    );
  }, 300_000);

  afterAll(async () => {
    if (root === undefined) return;
    await arm.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a line in the root; what it says on its error channel is the failure. */
  function inRoot(line: string): Promise<void> {
    const settings = [
      `export AZURE_CONFIG_DIR='${place}/config' REQUESTS_CA_BUNDLE='${place}/ca.pem' HOME='${place}'`,
      'export AZURE_CORE_INSTANCE_DISCOVERY=false AZURE_CORE_COLLECT_TELEMETRY=no PYTHONWARNINGS=ignore',
    ];
    const script = [...settings, line].join('\n');
    return new Promise((done, failed) => {
      const ran = spawn('chroot', [root ?? '', 'bash', '-c', script]);
      const said: string[] = [];
      ran.stderr.on('data', (chunk) => said.push(String(chunk)));
      ran.on('close', (code) => {
        if (code === 0) done();
        else
          failed(
            new Error(
              `${line}: ${
                said
                  .join('')
                  .split('\n')
                  .filter((each) => each.includes('ERROR'))
                  .join('\n') || said.join('')
              }`,
            ),
          );
      });
    });
  }

  test.each([
    ['the hub and its spoke', hubSpoke()],
    ['every kind', withElements(hubSpoke(), [...oneOfEach, ...testClusters])],
    ['clusters that the tool has all flags for', plainClusters()],
  ])(
    '%s: what the tool sends is what the codecs wrote',
    async (_, estate) => {
      const made = deployment(estate);
      for (const { path, text } of azScript(made)) writeFileSync(join(folder, path), text);
      arm.forget();
      const from = arm.puts.length;
      await inRoot(`bash ${place}/deploy.sh`);
      const sent = new Map(arm.puts.slice(from).map(({ id, body }) => [id.toLowerCase(), body]));
      const wrong = made.resources.flatMap((resource) => {
        const body = sent.get(resource.id);
        if (body === undefined) return [`${resource.id} was not sent`];
        const { id, name, type, ...wanted } = armJson(resource.body, resource, answers);
        return differences(wanted, body, '').map((said) => `${name}: ${said}`);
      });
      expect(wrong.filter((said) => !isApart(said))).toEqual([]);
      expect(arm.unanswered.filter((asked) => asked.startsWith('PUT'))).toEqual([]);
    },
    600_000,
  );
});

/** What the stand-in answers to what is asked of new resources. */
const answers = {
  reference: ({
    to,
    below = [],
    property,
  }: {
    to: string;
    below?: readonly string[];
    property?: string;
  }) => {
    if (property === 'privateAddress') return '10.80.0.4';
    if (property === 'principalId') return '44444444-4444-4444-4444-444444444444';
    return [to, ...below].join('/');
  },
};

const implied = azKinds.flatMap((kind) => (kind.implied ?? []).map(({ from }) => from));

/**
 * Rules and routes are sent by commands of their own, our names of delegations not at all, and what the
 * tables call implied is left to Azure: the two halves of advanced networking are both on by default.
 */
const isApart = (said: string): boolean =>
  /\.(securityRules|routes)|delegations\.\d+\.name|roleDefinitionId/.test(said) ||
  /advancedNetworking\.(observability|security)\.enabled: true/.test(said) ||
  implied.some((path) => said.includes(` .${path}:`));

/** What was wanted and not sent, or sent otherwise. More may be sent: the tool adds its own defaults. */
function differences(wanted: unknown, sent: unknown, path: string): readonly string[] {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(sent) || sent.length !== wanted.length)
      return [`${path}: ${JSON.stringify(sent)}`];
    return wanted.flatMap((item, i) => differences(item, sent[i], `${path}.${i}`));
  }
  if (typeof wanted !== 'object' || wanted === null) {
    const alike = String(wanted).toLowerCase() === String(sent).toLowerCase();
    return alike ? [] : [`${path}: ${JSON.stringify(wanted)} was sent as ${JSON.stringify(sent)}`];
  }
  const keys = new Map(Object.keys(Object(sent)).map((key) => [key.toLowerCase(), key]));
  return Object.entries(wanted).flatMap(([key, value]) => {
    const spelled = keys.get(key.toLowerCase());
    const found: unknown = spelled === undefined ? undefined : Object(sent)[spelled];
    return differences(value, found, `${path}.${key}`);
  });
}

/** The fixtures' clusters, as far as `aks create` has flags: run command left on, no surge, no extras. */
function plainClusters(): Estate {
  const elements = [...everything(hubSpoke())].map((element) => {
    if (element.kind === 'cluster') {
      return {
        ...element,
        addOns: ['workloadIdentity'],
        access: { ...element.access, runCommand: true },
      };
    }
    return element.kind === 'agentPool' && element.mode === 'System'
      ? { ...element, upgrade: { maxSurge: undefined } }
      : element;
  });
  return estateOf(hubSpoke(), elements);
}
