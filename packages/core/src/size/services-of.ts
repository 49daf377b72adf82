import type { Service } from '../estate/elements/kubernetes.ts';
import { all, type Estate } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { view } from '../estate/view.ts';

const byCluster: (estate: Estate) => ReadonlyMap<Id<'cluster'> | undefined, readonly Service[]> =
  view((estate) => grouped(all(estate, 'service'), ({ cluster }) => cluster));

/** The Services of a cluster among the inputs. */
export const suppliedServices = (estate: Estate, cluster: Id<'cluster'>): readonly Service[] =>
  byCluster(estate).get(cluster) ?? [];
