import type { Service } from '../../estate/elements/kubernetes.ts';
import { type EntryReach, entryReach } from '../entries.ts';
import type { PortAsked } from '../evaluation.ts';
import type { Party } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import type { PolicyPod } from '../pods.ts';
import { serviceTargets } from '../service-backends.ts';

/** A Service that leads to the receivers. */
export interface WayByService {
  readonly service: Service;
  readonly port: number;
  readonly protocol: PortAsked['protocol'];
  /** The ports of the receivers that it stands for. */
  readonly targets: readonly number[];
}

/** An Ingress or a route that leads to the receivers. */
export type WayByEntry = EntryReach;

const isOneOf = (pods: ReadonlySet<PolicyPod>, to: Party): boolean =>
  to.kind === 'pod' && pods.has(to.pod);

/** Services by which the receivers are reached. */
export function servicesTo(
  { world }: PolicyModel,
  receivers: ReadonlySet<PolicyPod>,
): readonly WayByService[] {
  return world.objects.services.flatMap((service) =>
    service.ports.flatMap(({ port, protocol }): readonly WayByService[] => {
      const targets = serviceTargets(world, service, { port, protocol })
        .backends.filter(({ to }) => isOneOf(receivers, to))
        .map((backend) => backend.port);
      return targets.length === 0
        ? []
        : [{ service, port, protocol, targets: [...new Set(targets)] }];
    }),
  );
}

/** Ingresses and routes by which the receivers are reached, with what their controllers may do. */
export function entriesTo(
  model: PolicyModel,
  receivers: ReadonlySet<PolicyPod>,
): readonly WayByEntry[] {
  return entryReach(model).flatMap((reach) => {
    const backends = reach.backends.filter(({ to }) => isOneOf(receivers, to));
    return backends.length === 0 ? [] : [{ ...reach, backends }];
  });
}
