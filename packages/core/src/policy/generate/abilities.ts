import type { EngineProfile } from '../../facts/policy-engines.ts';
import type { PolicyRequest } from './request.ts';

/** Whether an engine's own kinds have words for nodes and names, as CiliumNetworkPolicy has. */
const entityWords: Readonly<Record<EngineProfile['extraKinds'], boolean>> = {
  none: false,
  calico: false,
  cilium: true,
};

/** What generation may rely on: what every engine of the cluster can do. */
export interface Abilities {
  /** Exceptions of an address block are honoured. */
  readonly except: boolean;
  /** Ranges of ports are honoured. */
  readonly endPort: boolean;
  /** NotIn and DoesNotExist are honoured. */
  readonly negativeSelectors: boolean;
  /** Address blocks match nodes. */
  readonly nodesByAddress: boolean;
  /** Address blocks match pods. */
  readonly podsByAddress: boolean;
  /** CiliumNetworkPolicy is read. */
  readonly cilium: boolean;
  /** Destinations by name. */
  readonly names: boolean;
  /** Egress to a pod's own node needs a rule. */
  readonly ownNodeFiltered: boolean;
}

/** A dialect that hangs on an assumption is not relied upon. */
export const abilitiesOf = ({ engines, names }: PolicyRequest): Abilities => ({
  except: engines.every((engine) => engine.except === 'honoured'),
  endPort: engines.every((engine) => engine.endPort === 'honoured'),
  negativeSelectors: engines.every((engine) => engine.negativeSelectors === 'honoured'),
  nodesByAddress: engines.every((engine) => engine.ipBlockMatchesNodes === true),
  podsByAddress: engines.every((engine) => engine.ipBlockMatchesPods === true),
  cilium: engines.every((engine) => entityWords[engine.extraKinds]),
  names: names && engines.every((engine) => engine.names && entityWords[engine.extraKinds]),
  ownNodeFiltered: engines.some((engine) => engine.ownNodeEgress === 'filtered'),
});
