import type { WantedFlow, WantedPort } from '../../estate/wanted-flow.ts';
import type { PolicyWorld } from '../world.ts';
import { podsOfEnd } from './pods-of-end.ts';

/** The flows with the ports that the receiving pods declare where a flow names none; none declared, every port. */
export const settledFlows = (
  flows: readonly WantedFlow[],
  world: PolicyWorld,
): readonly WantedFlow[] =>
  flows.map((flow) => (flow.ports.length > 0 ? flow : { ...flow, ports: declared(flow, world) }));

function declared({ to }: WantedFlow, world: PolicyWorld): readonly WantedPort[] {
  const found = new Map<string, WantedPort>();
  for (const at of podsOfEnd(to, world))
    for (const { protocol, port } of world.pods[at]?.ports ?? [])
      found.set(`${protocol} ${port}`, { protocol, port });
  return [...found.values()];
}
