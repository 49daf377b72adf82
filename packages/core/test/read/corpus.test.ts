import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { everything } from '../../src/estate/estate.ts';
import { isKnown } from '../../src/evidence/knowable.ts';
import { type ReadResult, read } from '../../src/read/read.ts';
import { type ClusterSummary, summaryOf } from '../../src/read/summary.ts';
import { readJson } from '../../src/text/json-text.ts';

/* Real bodies of Azure, each with what its index says of it. The folder is not part of the project. */

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/azure/', import.meta.url));
const isThere = existsSync(corpus);

const entries = z.array(
  z.looseObject({
    file: z.string(),
    kind: z.string(),
    form: z.string(),
    modeClass: z.string().nullish(),
    derivedFrom: z.string().nullish(),
    network: z
      .looseObject({
        dataplane: z.string().nullish(),
        policy: z.string().nullish(),
        outboundType: z.string().nullish(),
        private: z.boolean().nullish(),
        serviceCidrs: z.array(z.string()).nullish(),
        podCidrs: z.array(z.string()).nullish(),
        dnsServiceIP: z.string().nullish(),
        pools: z.number().nullish(),
      })
      .nullish(),
  }),
);
type Entry = z.infer<typeof entries>[number];

const index: readonly Entry[] = isThere
  ? entries.parse(JSON.parse(readFileSync(`${corpus}index.json`, 'utf8')))
  : [];

function readFile(file: string): ReadResult {
  const text = readFileSync(`${corpus}${file}`, 'utf8');
  const document = readJson({ id: file, text: () => text });
  return read([{ document, about: {} }], { day: '2026-11-23' });
}

beforeEach((context) => {
  if (!isThere) context.skip('the corpus of real bodies is not beside the project');
});

describe('the corpus', () => {
  test('every file reads, and a broken or strange one says so', () => {
    for (const { file, kind } of index) {
      const { documents, diagnostics } = readFile(file);
      const [report] = documents;
      const said = diagnostics.length > 0 || (report?.elements ?? 0) + (report?.ignored ?? 0) > 0;
      expect([file, kind, said]).toEqual([file, kind, true]);
    }
  });

  /** Bodies whose clusters are counted otherwise: a recording of several. */
  const clustersOf = index.filter((entry) => entry.network && entry.kind !== 'world');

  test('every cluster is what the index says', () => {
    expect(clustersOf.length).toBeGreaterThan(200);
    for (const entry of clustersOf) {
      const { clusters } = summaryOf(readFile(entry.file));
      expect([entry.file, clusters.map((one) => told(one, entry))]).toEqual([
        entry.file,
        [wanted(entry)],
      ]);
    }
  });

  /** Fields that `az` leaves out of its output, whatever the body says, as it does the pool that Automatic hosts. */
  const lostByAz: ReadonlySet<string> = new Set([
    'nodeProvisioning',
    'localDns',
    'gatewayPrefixLength',
  ]);

  test('a body and what az prints of it are one', () => {
    const pairs = index.filter(({ derivedFrom }) => typeof derivedFrom === 'string');
    expect(pairs.length).toBeGreaterThan(100);
    for (const { file, derivedFrom } of pairs) {
      const [printed, body] = [file, String(derivedFrom)].map((name) =>
        [...everything(readFile(name).estate)]
          .filter((element) => element.kind !== 'agentPool' || element.hosted !== true)
          .map((element) =>
            Object.fromEntries(
              Object.entries({ ...element, source: undefined, spelled: undefined }).filter(
                ([key, value]) => value !== undefined && !lostByAz.has(key),
              ),
            ),
          )
          .toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1)),
      );
      expect([file, printed]).toEqual([file, body]);
    }
  });
});

/** The mode in the words of the index. */
const classes: Readonly<Record<string, readonly string[]>> = {
  'azure-node-subnet': ['nodeSubnet'],
  'azure-overlay': ['overlay'],
  'azure-pod-subnet': ['podSubnetStatic', 'podSubnetDynamic'],
  kubenet: ['kubenet'],
  none: ['byo'],
};

function told(cluster: ClusterSummary, { file, network }: Entry): object {
  const modes = isKnown(cluster.modes) ? cluster.modes : [];
  const className = Object.keys(classes).find((name) =>
    modes.every((mode) => classes[name]?.includes(mode)),
  );
  return {
    mode: modes.length === 0 ? 'unset' : className,
    dataPlane: cluster.dataPlane,
    policy: cluster.policyEngine,
    outbound: cluster.outboundType,
    access: cluster.access,
    ...(network?.serviceCidrs ? { services: cluster.serviceRanges } : {}),
    ...(network?.podCidrs ? { pods: cluster.podRanges } : {}),
    ...(network?.dnsServiceIP ? { dns: cluster.dnsServiceIp } : {}),
    ...(network?.pools ? { pools: poolsIn(cluster, file) } : {}),
  };
}

const wanted = ({ modeClass, network }: Entry): object => ({
  mode: modeClass,
  dataPlane: network?.dataplane ?? 'azure',
  policy: network?.policy ?? 'none',
  outbound: network?.outboundType ?? 'loadBalancer',
  access: network?.private === true ? 'private' : 'public',
  ...(network?.serviceCidrs ? { services: network.serviceCidrs } : {}),
  ...(network?.podCidrs ? { pods: network.podCidrs } : {}),
  ...(network?.dnsServiceIP ? { dns: network.dnsServiceIP } : {}),
  ...(network?.pools ? { pools: network.pools } : {}),
});

/** The index counts pools that the body lists; the one that Automatic hosts comes on top. */
function poolsIn({ pools }: ClusterSummary, file: string): unknown {
  const isHosted =
    readFileSync(`${corpus}${file}`, 'utf8').match(
      /"hostedSystemProfile":\s*\{\s*"enabled":\s*true/,
    ) !== null;
  return isHosted && isKnown(pools) ? pools - 1 : pools;
}
