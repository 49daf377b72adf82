import type { ForwardingRuleset } from '../../estate/elements/dns.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Requirements } from '../../requirements/schema.ts';
import type { Places } from '../places.ts';
import type { NamedRegion } from './names.ts';

/** Port on which DNS servers answer. */
const dnsPort = 53;

/**
 * Which servers answer for names of others, as rules of the resolver of each region. A ruleset is linked
 * to the spokes that ask Azure for names themselves. Never to the VNet of the resolver: linked beside its
 * own inbound endpoint, a ruleset may send questions in a circle.
 */
export function forwardingSkeleton(
  { hub }: Requirements,
  places: Places,
  regions: readonly NamedRegion[],
): readonly ForwardingRuleset[] {
  const rules = rulesFor(hub.forwarded);
  if (rules.length === 0) return [];
  return regions.flatMap((near): readonly ForwardingRuleset[] => {
    const [resolver] = (near.hub?.elements ?? []).flatMap((element) =>
      element.kind === 'dnsResolver' ? element : [],
    );
    // Which outbound endpoints a resolver of others has only its owners know.
    if (resolver === undefined || resolver.existing === true) return [];
    const asking = near.spokes.flatMap(({ spoke: { network } }) =>
      network.dnsVia === undefined && network.id !== near.hub?.network?.id ? [network.id] : [],
    );
    return [
      {
        ...places.head({
          kind: 'forwardingRuleset',
          type: 'Microsoft.Network/dnsForwardingRulesets',
          names: [`dnsfrs-${near.region}`],
          place: places.hub(near.region),
        }),
        resolver: resolver.id,
        rules,
        links: [...new Set(asking)],
      },
    ];
  });
}

type Rules = Extract<ForwardingRuleset['rules'], readonly unknown[]>;

/** One rule per domain, for a ruleset knows each domain once. */
function rulesFor(forwarded: Requirements['hub']['forwarded']): Rules {
  const byDomain = grouped(forwarded, ({ domain }) => domain.toLowerCase().replace(/^\*\./, ''));
  const taken = new Set<string>();
  return [...byDomain].map(([domain, entries]) => ({
    name: ruleName(domain, taken),
    // The dot at the end is part of the name here.
    domain: `${domain}.`,
    servers: entries.flatMap(({ servers }) =>
      servers.map((address) => ({ address, port: dnsPort })),
    ),
    enabled: true,
  }));
}

/** `corp.example.com` is called `corp-example-com`, with a number when another is called so. */
function ruleName(domain: string, taken: Set<string>): string {
  const plain = domain.replaceAll('.', '-');
  let name = plain;
  for (let i = 2; taken.has(name); i++) name = `${plain}-${i}`;
  taken.add(name);
  return name;
}
