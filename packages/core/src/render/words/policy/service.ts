import { type Prose, prose, words } from '../../../evidence/prose.ts';
import type { AskedLeg, ServiceAsked } from '../../../policy/connections-asked.ts';
import type { ServiceLeg } from '../../../policy/services.ts';
import { counted } from '../shown.ts';
import { partyText } from './party.ts';

/** `shop/web`. */
export const serviceName = ({ service }: ServiceAsked): string =>
  `${service.namespace ?? 'default'}/${service.name}`;

/** How ports of a Service translate: `Service port 80 is targetPort 8080 on 2 pods`. */
export function translations({ legs }: ServiceAsked): readonly Prose[] {
  const groups = new Map<string, { readonly leg: ServiceLeg; readonly ends: Set<string> }>();
  for (const { leg } of legs) {
    const key = `${leg.servicePort?.port} ${leg.servicePort?.targetPort} ${leg.protocol} ${leg.port}`;
    const group = groups.get(key) ?? { leg, ends: new Set<string>() };
    group.ends.add(endKey(leg));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ leg, ends }) => {
    const { servicePort, port } = leg;
    const on = counted(ends.size, leg.to.kind === 'pod' ? 'pod' : 'endpoint');
    const named =
      typeof servicePort?.targetPort === 'string' ? prose` (${servicePort.targetPort})` : [];
    return servicePort === undefined || servicePort.port === port
      ? prose`Service port ${String(port)} is the same port${named} on ${words(on)}`
      : prose`Service port ${String(servicePort.port)} is targetPort ${String(port)}${named} on ${words(on)}`;
  });
}

const endKey = ({ to }: ServiceLeg): string =>
  to.kind === 'pod' ? to.pod.workload.id : partyText(to);

/** By which door a Service is entered, where that is not its address in the cluster. */
export function doorProse({ doors, service }: ServiceAsked): Prose | undefined {
  const [door] = doors.filter((one) => one !== 'inside');
  if (door === undefined) return undefined;
  const what = { nodePort: 'a port of the nodes', loadBalancer: 'its load balancer' } as const;
  const policy = service.externalTrafficPolicy ?? 'Cluster';
  return prose`From outside it is entered by ${words(what[door])}, with ${`externalTrafficPolicy: ${policy}`}.`;
}

/** Whom a pod behind a Service sees. */
export function seenProse({ leg }: AskedLeg): Prose {
  if (leg.hairpin) return words('the pod itself, back through the Service');
  const seen = {
    client: 'who asks',
    node: 'the node that took the packet',
    unfiltered: 'anybody: the engine does not filter such traffic',
  } as const;
  return words(seen[leg.seen]);
}

/** Why a Service leads nowhere, or not everywhere. */
export function problemProse(problem: ServiceAsked['problems'][number]): Prose {
  switch (problem.kind) {
    case 'noSuchPort': {
      const has = problem.has.map(({ port, protocol, name }) =>
        name === undefined ? `${protocol} ${port}` : `${protocol} ${port} (${name})`,
      );
      const asked = String(problem.ask.port ?? 'of that protocol');
      return prose`the Service has no port ${asked}; it has ${words(has.join(', ') || 'none')}`;
    }
    case 'selectsNothing':
      return words('its selector selects no pod');
    case 'noEndpoints':
      return words('it has no selector, and no EndpointSlice of it is among the inputs');
    case 'noNamedPort':
      return prose`${`${problem.pod.namespace}/${problem.pod.name}`} has no ${words(problem.protocol)} port called ${problem.name}`;
    case 'notTranslated':
      return prose`it is headless, so nothing translates port ${String(problem.servicePort.port)} to ${String(problem.servicePort.targetPort)}`;
    case 'externalName':
      return prose`it is only a name for ${problem.name ?? 'another one'}`;
    case 'unreadable':
      return prose`its ${words(problem.object.objectKind)} has another shape than it should`;
    case 'noDoor':
      return words('it has no door to the outside: neither a load balancer nor a port of nodes');
  }
}
