import { describe, expect, it } from 'vitest';
import { estateOfManifests } from '../../../test/policy/manifests.ts';
import { estateWorld } from '../of-estate.ts';
import { wantedEndText } from '../wanted/end-text.ts';
import { readObserved } from './read-observed.ts';
import { wantedOfLogs, withSeenWorkloads } from './wanted-of-observed.ts';

const log = (...lines: readonly unknown[]) =>
  readObserved({
    id: 'log',
    text: () =>
      lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'),
  });

const end = (namespace: string, name: string) => ({
  namespace,
  pod_name: `${name}-5d9f-x2b`,
  labels: [`k8s:app=${name}`, 'k8s:pod-template-hash=5d9f', 'k8s:io.kubernetes.pod.namespace=x'],
  workloads: [{ name, kind: 'Deployment' }],
});
const tcp = (port: number, more: object = {}) => ({
  TCP: { source_port: 40000, destination_port: port, ...more },
});
const flow = (more: object = {}) => ({
  flow: {
    verdict: 'FORWARDED',
    Type: 'L3_L4',
    is_reply: false,
    l4: tcp(80),
    source: end('shop', 'web'),
    destination: end('shop', 'api'),
    ...more,
  },
});

const wanted = (read: ReturnType<typeof log>, choice: object = {}) => {
  const bare = estateOfManifests([]);
  const estate = withSeenWorkloads(bare, [read], estateWorld(bare).world);
  const { world } = estateWorld(estate);
  const { flows, setAside } = wantedOfLogs([read], world, {
    wanted: ['forwarded'],
    names: false,
    ...choice,
  });
  return {
    world,
    flows: flows.map(
      ({ from, to, ports }) =>
        `${wantedEndText(from)} -> ${wantedEndText(to)} ${ports.map(({ port }) => port).join()}`,
    ),
    aside: setAside.map(({ from, to, port, why }) => `${from} -> ${to} ${port.port} ${why}`),
  };
};

describe('records of Hubble', () => {
  it.each([
    ['an answer', flow({ is_reply: true }), 'reply'],
    [
      'the answer to a first packet',
      flow({ is_reply: undefined, l4: tcp(80, { flags: { SYN: true, ACK: true } }) }),
      'reply',
    ],
    [
      'back to the higher port',
      flow({ is_reply: undefined, l4: { UDP: { source_port: 53, destination_port: 40001 } } }),
      'reply',
    ],
    ['no ports', flow({ l4: { ICMPv4: { type: 8 } } }), 'noTransport'],
    ['a request above the transport', flow({ Type: 'L7' }), 'otherKind'],
    ['a socket', flow({ verdict: 'TRACED' }), 'otherKind'],
    ['a node', { node_status: {} }, 'otherKind'],
  ] as const)('%s opens no connection', (_, record, why) => {
    const { flows, passedOver, diagnostics } = log(record);
    expect([flows.length, passedOver[why], diagnostics]).toEqual([0, 1, []]);
  });

  it.each([
    ['no JSON', '{oops'],
    ['a list', '[1]\n[2]'],
    ['a text', '"x"'],
    ['no verdict', flow({ verdict: undefined })],
    ['a port that is none', flow({ l4: tcp(70000) })],
    [
      'a prototype for a port',
      '{"flow":{"verdict":"FORWARDED","l4":{"TCP":{"__proto__":{"destination_port":80}}}}}',
    ],
  ])('%s is told with its line, and the rest is used', (_, bad) => {
    const { flows, diagnostics } = log(flow(), bad, flow());
    expect(flows).toHaveLength(2);
    expect(diagnostics[0]).toMatchObject({ code: 'unusable-flow', position: { line: 2 } });
  });

  it('lost events are told: the log is no proof that something is unused', () => {
    const { incomplete, diagnostics } = log(flow(), { lost_events: {} });
    expect([incomplete, diagnostics.map(({ code }) => code)]).toEqual([true, ['lost-flows']]);
  });
});

describe('what logs want', () => {
  it('is each connection of workloads once, by labels that last', () => {
    const { flows, world } = wanted(log(flow(), flow(), flow({ l4: tcp(443) })));
    expect(flows).toEqual(['shop/web -> shop/api 443,80']);
    expect(world.pods.map(({ labels }) => [...labels].filter(([, value]) => value))).toEqual([
      [['app', 'api']],
      [['app', 'web']],
    ]);
  });

  it('is not what the receiver refused, although it left the sender', () => {
    const read = log(
      flow({ traffic_direction: 'EGRESS' }),
      flow({ traffic_direction: 'INGRESS', verdict: 'DROPPED' }),
    );
    expect(wanted(read)).toMatchObject({ flows: [], aside: ['shop/web -> shop/api 80 dropped'] });
    expect(wanted(read, { wanted: ['forwarded', 'dropped'] }).flows).toHaveLength(1);
  });

  it('goes outside by address, or by name where the engine reads names', () => {
    const read = log(
      flow({
        IP: { destination: '198.51.100.7' },
        destination: { labels: ['reserved:world'] },
        destination_names: ['api.example.com.'],
      }),
    );
    expect(wanted(read).flows).toEqual(['shop/web -> 198.51.100.7/32 80']);
    expect(wanted(read, { names: true }).flows).toEqual(['shop/web -> api.example.com 80']);
  });

  it('names nothing that Kubernetes could not have', () => {
    const read = log(
      flow({ source: { namespace: 'a\nb', pod_name: '../x', labels: ['k8s:a b=c'] } }),
    );
    expect(wanted(read)).toMatchObject({ flows: [], aside: ['unknown -> shop/api 80 noEnd'] });
  });
});

it('rows of ContainerNetworkLogs are read alike, in every form that queries answer', () => {
  const row = {
    Verdict: 'FORWARDED',
    Reply: false,
    FlowType: 'L3_L4',
    TrafficDirection: 'INGRESS',
    Layer4: { TCP: { destination_port: 5432 } },
    SourceNamespace: 'shop',
    SourceWorkloads: [{ name: 'api', kind: 'Deployment' }],
    DestinationNamespace: 'data',
    DestinationWorkloads: [{ name: 'db', kind: 'StatefulSet' }],
  };
  const columns = Object.keys(row).map((name) => ({ name }));
  const cells = Object.values(row).map((one) =>
    typeof one === 'object' ? JSON.stringify(one) : one,
  );
  const forms = [[row], { tables: [{ columns, rows: [cells] }] }];
  for (const form of forms) {
    const { flows, diagnostics } = readObserved({
      id: 'rows',
      text: () => JSON.stringify(form, null, 1),
    });
    expect(diagnostics).toEqual([]);
    expect(flows).toMatchObject([
      {
        from: { namespace: 'shop', workload: { name: 'api' } },
        to: { namespace: 'data', workload: { name: 'db' } },
        protocol: 'TCP',
        port: 5432,
        seen: 'ingress',
      },
    ]);
  }
});

it('a plain table needs only names, a protocol and a port', () => {
  const row = {
    source_namespace: 'shop',
    source_workload: 'web',
    destination_ip: '10.9.0.1',
    protocol: 'udp',
    port: '53',
  };
  const { flows } = readObserved({ id: 'rows', text: () => JSON.stringify([row], null, 1) });
  expect(flows).toMatchObject([{ protocol: 'UDP', port: 53, verdict: 'forwarded' }]);
});
