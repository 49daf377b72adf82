import { systemNamespaces } from '../../facts/system-namespaces.ts';
import type { PolicyWorld } from '../world.ts';

/** Namespaces that hold pods and are not the platform's, sorted: what is closed unless somebody says otherwise. */
export function closedByDefault({ pods }: PolicyWorld): readonly string[] {
  const system = new Set(systemNamespaces.value);
  const held = new Set(pods.map(({ namespace }) => namespace));
  return [...held].filter((name) => !system.has(name)).sort();
}
