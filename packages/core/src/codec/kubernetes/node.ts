import type { KubernetesCodec } from './entry.ts';
import { decodeMetadata, encodeMetadata } from './metadata.ts';
import { into, isThere, items, type Place, text, texts } from './place.ts';

/** v1 Node. Losses: taints, conditions, capacity, images, addresses outside the VNet and host names. */
export const nodeCodec: KubernetesCodec<'node'> = {
  kind: 'node',
  reads: (type) => type.apiVersion === 'v1' && type.kind === 'Node',
  decode: (at) => {
    const element = decodeMetadata('node', at, { namespaced: false });
    if (element === undefined) return undefined;
    const addresses = items(into(into(at, 'status'), 'addresses'))
      .filter((item) => into(item, 'type').value === 'InternalIP')
      .flatMap((item) => text(into(item, 'address')) ?? []);
    return { ...element, addresses, podRanges: podRangesOf(into(at, 'spec')) };
  },
  encode: (element) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: encodeMetadata(element),
    body: {
      ...(element.podRanges.length === 0 ? {} : { spec: { podCIDRs: element.podRanges } }),
      ...(element.addresses.length === 0
        ? {}
        : {
            status: {
              addresses: element.addresses.map((address) => ({ type: 'InternalIP', address })),
            },
          }),
    },
  }),
  fields: { addresses: 'status.addresses', podRanges: 'spec.podCIDRs' },
};

function podRangesOf(spec: Place): readonly string[] {
  const list = into(spec, 'podCIDRs');
  if (isThere(list)) return texts(list);
  const single = text(into(spec, 'podCIDR'));
  return single === undefined || single === '' ? [] : [single];
}
