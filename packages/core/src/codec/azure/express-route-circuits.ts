import type { CircuitPeering, ExpressRouteCircuit } from '../../estate/elements/on-premises.ts';
import { parentId } from '../../estate/id.ts';
import { unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, each, identity, isGiven, textOr } from './reading.ts';
import { fields, frame, given, ifGiven, noneIfEmpty } from './writing.ts';

const kind = {
  kind: 'expressRouteCircuit',
  spelledAs: 'Microsoft.Network/expressRouteCircuits',
  apiVersion: apiVersions.network,
} as const;

const peeringType = `${kind.spelledAs}/peerings` as const;

/** ExpressRoute circuits with their peerings. Lost by `encode`: what was ordered from the provider. */
export const expressRouteCircuits: Codec<'expressRouteCircuit'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const [tier, family] = [at.at('sku').string('tier'), at.at('sku').string('family')];
    const peerings = each(at, 'peerings', circuitPeering);
    const element: ExpressRouteCircuit = {
      ...own,
      peerings:
        peerings ?? unknown({ kind: 'notListed', what: 'peerings of the circuit', within: own.id }),
      ...(isGiven(tier) && isGiven(family) ? { sku: { tier, family } } : {}),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    ...(isGiven(element.sku) ? { sku: spellSku(element.sku) } : {}),
    properties: fields({
      peerings: ifGiven(element.peerings, (all) => noneIfEmpty(all.map(spellPeering))),
    }),
  }),
  parts: [
    {
      spelledAs: peeringType,
      decode: (at) => {
        const own = identity(at, { kind: kind.kind, spelledAs: peeringType });
        const { source } = own;
        const peerings = [circuitPeering(at)];
        return [{ kind: kind.kind, id: parentId(own.id), name: '', source, peerings }];
      },
    },
  ],
  fields: { peerings: 'properties.peerings', sku: 'sku' },
};

const spellSku = ({ tier, family }: { readonly tier: string; readonly family: string }) => ({
  name: `${tier}_${family}`,
  tier,
  family,
});

const types = ['AzurePrivatePeering', 'AzurePublicPeering', 'MicrosoftPeering'] as const;
const states = ['Enabled', 'Disabled'] as const;

function circuitPeering(at: Cursor): CircuitPeering {
  const state = absentIsUnknown(at.enumOf('state', states), 'state');
  return {
    name: textOr(at.string('name'), ''),
    type: absentIsUnknown(at.enumOf('peeringType', types), 'peeringType'),
    enabled: typeof state === 'string' ? state === 'Enabled' : state,
  };
}

const spellPeering = (one: CircuitPeering): ArmValue => ({
  name: one.name,
  properties: fields({
    peeringType: given(one.type),
    state: ifGiven(one.enabled, (enabled) => (enabled ? 'Enabled' : 'Disabled')),
  }),
});
