import type { FlowEnd } from '../../estate/elements/flow.ts';
import type { Labels, Workload } from '../../estate/elements/kubernetes.ts';
import { code, element, prose, words } from '../../evidence/prose.ts';
import { asMap } from '../pods.ts';
import { selects } from '../selector.ts';
import { abilitiesOf } from './abilities.ts';
import { endName } from './connection.ts';
import type { Connection, End, PodsEnd } from './connection-ends.ts';
import type { PolicyNote, PolicyRequest } from './request.ts';

/** What the policies of a request cannot hold, apart from single connections. */
export const doubtsOf = (
  request: PolicyRequest,
  connections: readonly Connection[],
): readonly PolicyNote[] => [
  ...unenforced(request),
  ...unfiltered(request),
  ...namesBehindListener(request, connections),
  ...onHostNetwork(request),
  ...alikeLabels(request),
  ...forbiddenButOpen(request, connections),
];

function unenforced(request: PolicyRequest): readonly PolicyNote[] {
  const without = request.engines.filter((engine) => !engine.enforces);
  return without.map((engine) => ({
    kind: 'condition',
    about: request.cluster,
    says: prose`Nothing enforces policies on ${code(engine.os)} nodes of this cluster: the objects are stored and block nothing there.`,
  }));
}

/** A family that an engine does not filter passes whatever the policies say. */
function unfiltered(request: PolicyRequest): readonly PolicyNote[] {
  const passing = request.families.filter((family) =>
    request.engines.some((engine) => engine.enforces && !engine.families.includes(family)),
  );
  return passing.map((family) => ({
    kind: 'condition',
    about: request.cluster,
    says: prose`Not every engine of this cluster filters IPv${family}: there such traffic passes.`,
  }));
}

function namesBehindListener(
  request: PolicyRequest,
  connections: readonly Connection[],
): readonly PolicyNote[] {
  const uses = connections.some((connection) => connection.to.kind === 'name');
  if (!uses || !abilitiesOf(request).names || request.dns.nodeListener === undefined) return [];
  const says = words(
    'Policies by name learn addresses from the answers they see; no document says that answers of the listener on the node are seen. Test a named destination before the listener is switched on.',
  );
  return [{ kind: 'condition', about: request.cluster, says }];
}

function onHostNetwork(request: PolicyRequest): readonly PolicyNote[] {
  return request.workloads
    .filter((w) => w.hostNetwork && request.isolated.includes(w.namespace ?? ''))
    .map((w) => ({
      kind: 'omitted',
      about: w.id,
      says: prose`${element(w.id, w.name)} uses the node's own network: no policy selects it.`,
    }));
}

/** Two workloads of a namespace of which one's labels are all among the other's. */
function alikeLabels(request: PolicyRequest): readonly PolicyNote[] {
  return request.workloads.flatMap((narrow) =>
    request.workloads
      .filter((wide) => wide.id !== narrow.id && wide.namespace === narrow.namespace)
      .filter((wide) => within(wide.podLabels, narrow.podLabels))
      .map((wide): PolicyNote => {
        const says = prose`The labels of ${element(wide.id, wide.name)} also select the pods of ${element(narrow.id, narrow.name)}: what is open for the one is open for the other.`;
        return { kind: 'wider', about: wide.id, says };
      }),
  );
}

const within = (few: Labels, many: Labels): boolean =>
  Object.entries(few).every(([key, value]) => Object.hasOwn(many, key) && many[key] === value);

/** Forbidden flows that a wanted connection opens all the same. */
function forbiddenButOpen(
  request: PolicyRequest,
  connections: readonly Connection[],
): readonly PolicyNote[] {
  const forbidden = request.flows.filter(({ flow }) => !flow.wanted);
  return forbidden.flatMap(({ flow }) => {
    const opening = connections.find(
      (c) =>
        touches(flow.from, c.from, request.workloads) && touches(flow.to, c.to, request.workloads),
    );
    if (opening === undefined) return [];
    const says = prose`${element(flow.id, flow.name)} is forbidden, but ${element(opening.about)} opens it.`;
    return [{ kind: 'conflict', about: flow.id, says }];
  });
}

/** Whether the words of a flow and the end of a connection may mean the same. */
function touches(end: FlowEnd, other: End, workloads: readonly Workload[]): boolean {
  switch (end.kind) {
    case 'internet':
      return ['outside', 'name', 'loadBalancer'].includes(other.kind);
    case 'fqdn':
      return other.kind === 'outside' || (other.kind === 'name' && other.fqdn === end.name);
    case 'pool':
      return other.kind === 'nodes';
    case 'workload':
      return other.kind === 'pods' && maySelect(other, end, workloads);
    case 'range':
    case 'outside':
    case 'paas':
    case 'ingress':
    case 'apiServer':
    case 'people':
      return other.kind === 'ranges' && other.name === endName(end);
  }
}

/** Whether pods of the end may be among those that the flow's words mean. */
function maySelect(
  pods: PodsEnd,
  end: FlowEnd & { readonly kind: 'workload' },
  workloads: readonly Workload[],
): boolean {
  if (end.namespace !== pods.namespace) return false;
  if (end.workload === undefined || pods.workload === undefined) return true;
  const named = workloads.find((w) => w.namespace === end.namespace && w.name === end.workload);
  return (
    end.workload === pods.workload ||
    (named !== undefined && selects(pods.pods, asMap(named.podLabels)) === 'yes')
  );
}
