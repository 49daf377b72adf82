import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { FlowLog } from '../../estate/elements/logs.ts';
import type { VirtualNetwork } from '../../estate/elements/network.ts';
import { canonical, parseArmId, spelledArmId } from '../../estate/id.ts';
import { designed } from '../../evidence/source.ts';
import { networkWatcher } from '../../facts/flow-tuples.ts';
import type { Requirements } from '../../requirements/schema.ts';

/**
 * Flow logs of the VNets that are made here, where somebody names a storage account to take them. Azure
 * makes the watcher of a region, and keeps it in a group of its own, with the first VNet there.
 */
export function flowLogs(
  requirements: Requirements,
  laidOut: readonly AnyElement[],
): readonly FlowLog[] {
  return laidOut.flatMap((element): readonly FlowLog[] => {
    if (element.kind !== 'virtualNetwork' || element.existing === true) return [];
    const storage = storageOf(requirements, element);
    return storage === undefined ? [] : [flowLog(element, storage)];
  });
}

/** An account takes logs of its own region only: with several regions it must say which. */
function storageOf(
  { existing, regions }: Requirements,
  { location }: VirtualNetwork,
): string | undefined {
  const only = regions.length === 1 ? regions[0]?.name : undefined;
  return existing.find(
    (entry) => entry.kind === 'storageAccount' && (entry.region ?? only) === location,
  )?.id;
}

function flowLog(network: VirtualNetwork, storage: string): FlowLog {
  const { subscription } = parseArmId(network.spelled ?? network.id) ?? {};
  const { location = '', layer, owner } = network;
  const name = `fl-${network.name}`;
  const spelled = spelledArmId({
    ...(subscription === undefined ? {} : { subscription }),
    resourceGroup: networkWatcher.value.resourceGroup,
    type: 'Microsoft.Network/networkWatchers/flowLogs',
    names: [`${networkWatcher.value.name}${location}`, name],
  });
  return {
    kind: 'flowLog',
    id: canonical(spelled),
    name,
    spelled,
    ...(layer === undefined ? {} : { layer }),
    ...(owner === undefined ? {} : { owner }),
    location,
    source: designed('flow log', network.name),
    target: network.id,
    storage: canonical(storage),
    enabled: true,
    retentionDays: undefined,
  };
}
