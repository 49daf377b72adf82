import type { NetworkPolicy } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { withHash } from './name.ts';
import type { PolicyElement } from './request.ts';

/**
 * Gives a name of its own to each object whose name another one has already: `a` to `b-c` and `a-to-b` to
 * `c` end in one spelling, and the later object would replace the earlier. An object that is there twice
 * is kept once.
 */
export function keptApart(elements: readonly PolicyElement[]): readonly PolicyElement[] {
  const taken = new Map<string, string>();
  return elements.flatMap((element) => {
    const content = JSON.stringify(contentOf(element));
    const isTaken = taken.has(element.id) && taken.get(element.id) !== content;
    const own = isTaken ? renamed(element, content) : element;
    if (taken.has(own.id)) return [];
    taken.set(own.id, content);
    return [own];
  });
}

function renamed(element: PolicyElement, content: string): PolicyElement {
  const name = withHash(element.name, content);
  const { cluster, namespace } = element;
  const place = {
    name,
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  switch (element.kind) {
    case 'networkPolicy':
      return { ...element, name, id: kubernetesId(element.kind, place) };
    case 'kubernetesObject': {
      const type = `${element.apiVersion.split('/')[0]}/${element.objectKind}`;
      return { ...element, name, id: kubernetesId(element.kind, { ...place, type }) };
    }
    case 'namespace':
      return element;
  }
}

function contentOf(element: PolicyElement): unknown {
  if (element.kind === 'kubernetesObject') return element.body;
  if (element.kind === 'namespace') return element.labels;
  const { podSelector, ingress, egress }: NetworkPolicy = element;
  return { podSelector, ingress, egress };
}
