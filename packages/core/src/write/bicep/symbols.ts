import { nameInId } from '../../estate/id.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { DeployedResource, ExistingResource } from '../deployment/resource.ts';

/** Words that Bicep reads for something else where a name may stand, and namespaces of functions. */
const taken: ReadonlySet<string> = new Set(
  [
    'as, assert, az, deployment, environment, existing, extension, false, for, func, if, import, in, lambda',
    'metadata, module, none, null, output, param, provider, resource, resourcegroup, subscription, sys',
    'targetscope, tenant, true, type, using, var, with',
  ]
    .join(', ')
    .split(', '),
);

/**
 * A name for every resource, made or referred to: letters, digits and underscores, unlike any other in
 * the deployment.
 */
export function symbolsOf(
  resources: readonly DeployedResource[],
  existing: readonly ExistingResource[],
): ReadonlyMap<ElementId, string> {
  const names = uniqueNames();
  const own = resources.map((resource) => [resource.id, names(wanted(resource))] as const);
  const others = existing.map(({ id, place }) => {
    const name = (place?.names ?? [nameInId(id)]).map(camel).join('_');
    return [id, names(name)] as const;
  });
  return new Map([...own, ...others]);
}

/** Hands out names, each once, whatever the case of their letters. */
export function uniqueNames(): (wanted: string) => string {
  const used = new Set(taken);
  const counts = new Map<string, number>();
  return (text) => {
    const base = identifier(text);
    let name = base;
    while (used.has(name.toLowerCase())) {
      const count = (counts.get(base) ?? 1) + 1;
      counts.set(base, count);
      name = `${base}_${count}`;
    }
    used.add(name.toLowerCase());
    return name;
  };
}

/** What is named by a number (an assignment) is called by a part of it, all else by its names. */
function wanted({ body }: DeployedResource): string {
  const [name = ''] = body.names;
  return body.scope !== undefined && numbered.test(name)
    ? `assignment_${name.slice(0, 8)}`
    : body.names.map(camel).join('_');
}

const numbered = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const camel = (name: string): string =>
  name.replace(/[^A-Za-z0-9]+([A-Za-z0-9])?/g, (_, next: string | undefined) =>
    (next ?? '').toUpperCase(),
  );

/** Bicep takes at most 255 letters; a hundred leave room for endings. */
export const identifier = (text: string): string => {
  const letters = text.replace(/[^A-Za-z0-9_]/g, '').slice(0, 100);
  return /^[A-Za-z_]/.test(letters) ? letters : `r_${letters}`;
};

/** The name with its first letter large. */
export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
