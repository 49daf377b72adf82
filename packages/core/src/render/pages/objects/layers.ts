import { all, type Estate } from '../../../estate/estate.ts';
import { policyEngines } from '../../../facts/policy-engines.ts';
import { counted, shown } from '../../words/shown.ts';

/** A layer of control, and the one question that only it answers. */
export interface Layer {
  readonly title: string;
  readonly where: 'Kubernetes' | 'Azure network' | 'Azure identity';
  readonly answers: string;
  /** What of it is here. */
  readonly here: (estate: Estate) => string;
}

const count =
  (kind: Parameters<typeof all>[1], word: string) =>
  (estate: Estate): string => {
    const found = all(estate, kind).length;
    return found === 0 ? 'none among the inputs' : counted(found, word);
  };

/** Layers from the pod outwards. None of them replaces another. */
export const layers: readonly Layer[] = [
  {
    title: 'NetworkPolicy',
    where: 'Kubernetes',
    answers: 'Should this pod talk to that pod or range?',
    here: (estate) => {
      const engines = all(estate, 'cluster').map((cluster) =>
        shown(cluster.network.policyEngine, (id) => policyEngines[id].title),
      );
      const policies = all(estate, 'networkPolicy').length;
      const enforced = engines.length === 0 ? 'no cluster' : [...new Set(engines)].join(', ');
      return `${enforced}; ${counted(policies, 'policy', 'policies')} among the inputs`;
    },
  },
  {
    title: 'admission policy',
    where: 'Kubernetes',
    answers: 'May a workload run without an approved policy and configuration?',
    here: (estate) => {
      const found = all(estate, 'kubernetesObject').filter((one) =>
        /admission/i.test(one.objectKind),
      );
      return found.length === 0 ? 'none among the inputs' : counted(found.length, 'object');
    },
  },
  {
    title: 'RBAC of Kubernetes',
    where: 'Kubernetes',
    answers: 'Who may create or change a policy?',
    here: (estate) => {
      const found = all(estate, 'kubernetesObject').filter((one) =>
        /^(Cluster)?Role(Binding)?$/.test(one.objectKind),
      );
      return found.length === 0 ? 'none among the inputs' : counted(found.length, 'object');
    },
  },
  {
    title: 'network security group',
    where: 'Azure network',
    answers: 'May this subnet exchange packets with that range, whatever runs there?',
    here: count('networkSecurityGroup', 'group'),
  },
  {
    title: 'routes',
    where: 'Azure network',
    answers: 'Which way must a packet take?',
    here: count('routeTable', 'table'),
  },
  {
    title: 'firewall',
    where: 'Azure network',
    answers: 'Which destinations may be reached from here, by name, and who saw it?',
    here: count('firewall', 'firewall'),
  },
  {
    title: 'private endpoint and private DNS',
    where: 'Azure network',
    answers: 'Does the service have a private address, and does its name lead there?',
    here: (estate) =>
      `${counted(all(estate, 'privateEndpoint').length, 'endpoint')}, ${counted(all(estate, 'privateDnsZone').length, 'zone')}`,
  },
  {
    title: 'identity and its roles',
    where: 'Azure identity',
    answers: 'May this workload use the service once it has reached it?',
    here: () => 'not seen: reaching a service is no permission to use it',
  },
];
