import { code, joined, type Prose, prose, range, words } from '../../../evidence/prose.ts';
import type { Difference } from '../../../policy/differences.ts';
import { requirementText } from './selector.ts';

type Of<K extends Difference['kind']> = Extract<Difference, { readonly kind: K }>;

/** Why a peer does not mean the other end, or may not. */
export const differenceProse = (difference: Difference): Prose => {
  switch (difference.kind) {
    case 'namespace':
      return prose`wants namespace ${difference.wanted}, it is in ${difference.has}`;
    case 'label':
      return labelProse(difference);
    case 'notInBlock': {
      const { block, addresses } = difference;
      return addresses.length === 0
        ? prose`it has no address of the family of ${range(block)}`
        : [...joined(addresses.map(range)), ' is not in ', range(block)];
    }
    case 'excepted':
      return prose`${range(difference.hole)} is excepted`;
    case 'addressUnknown':
      return prose`no file tells whether its address is in ${range(difference.block)}`;
    case 'blockSkips':
      return words(`this engine never matches ${difference.what} by their addresses`);
    case 'seenAsNode':
      return words('it is on the network of its node, so no selector of pods means it');
    case 'otherSort':
      return words(`it is ${sorts[difference.has]}, wanted ${wanted[difference.wanted]}`);
    case 'otherNode':
      return words(difference.which === 'own' ? 'it is another node' : 'it is not such a node');
    case 'nodeUnknown':
      return words('no file tells which node it is, or where the pod runs');
    case 'otherName':
      return prose`it is not known to be ${joined(difference.patterns.map(code), ' or ')}`;
    case 'unread':
      return prose`${difference.why} is not read`;
  }
};

const sorts: Readonly<Record<Of<'otherSort'>['has'], string>> = {
  pod: 'a pod',
  node: 'a node',
  address: 'outside of the cluster',
  name: 'outside of the cluster',
};

const wanted: Readonly<Record<Of<'otherSort'>['wanted'], string>> = {
  everyone: 'anybody',
  pods: 'a pod',
  addresses: 'an address',
  nodes: 'a node',
  outside: 'somebody outside',
  names: 'a name outside',
  apiServer: 'the API server',
  unread: 'what is not read',
};

function labelProse(difference: Of<'label'>): Prose {
  const { of, key, operator, values, has } = difference;
  const whose = of === 'pod' ? 'pod' : 'namespace';
  const asked: Prose = [`wants ${whose} `, code(requirementText({ key, operator, values }))];
  if (has === 'absent') return prose`${asked}, it has no ${key}`;
  if (has === 'chosen') return prose`${asked}, and its ${key} is set when the pod is made`;
  return prose`${asked}, it has ${`${key}=${has.is}`}`;
}
