import { formatPrefix } from '@aksnet/net';
import type { WantedEnd } from '../../estate/wanted-flow.ts';

/** An end as people write it. */
export function wantedEndText(end: WantedEnd): string {
  switch (end.kind) {
    case 'workload':
      return `${end.namespace}/${end.name}`;
    case 'pods':
      return `${end.namespace}/${labelsText(end.labels) || '*'}`;
    case 'namespaces':
      return `namespaces ${labelsText(end.labels) || '*'}`;
    case 'range':
      return formatPrefix(end.prefix);
    case 'name':
      return end.name;
    case 'internet':
    case 'nodes':
      return end.kind;
  }
}

const labelsText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
