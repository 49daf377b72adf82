import type { Path } from '../../evidence/source.ts';
import { limitValue } from '../../facts/limits.ts';
import { shown } from '../../text/scalar.ts';
import type { ClusterWish } from '../cluster.ts';
import type { Hub } from '../hub.ts';
import type { Requirements } from '../schema.ts';
import { type Concern, proposal } from './concern.ts';

/**
 * Places from which somebody may call, and what each needs to be connected. A new place is one entry.
 */
const places: Readonly<Record<string, (hub: Hub) => string | undefined>> = {
  onPremises: (hub) => (hub.gateway === 'none' ? 'hub.gateway: expressRoute or vpn' : undefined),
  vpn: (hub) => (hub.gateway === 'vpn' || hub.gateway === 'both' ? undefined : 'hub.gateway: vpn'),
  bastion: (hub) => (hub.bastion ? undefined : 'hub.bastion: true'),
  hub: (hub) => (hub.topology === 'none' ? 'hub.topology: hubVnet' : undefined),
  cluster: () => undefined,
  internet: () => undefined,
};

/** Whether everybody who must call an API server can, and whether anybody can at all. */
export function* access(requirements: Requirements): IterableIterator<Concern> {
  for (const [i, cluster] of requirements.clusters.entries()) {
    const path = ['clusters', i, 'apiServer'] as const;
    yield* callers(cluster, path, requirements);
    yield* wayIn(cluster, ['clusters', i], requirements);
  }
}

function* callers(
  { apiServer }: ClusterWish,
  path: Path,
  { hub, addresses }: Requirements,
): IterableIterator<Concern> {
  const outside = addresses.inUse.map(({ name }) => name);
  for (const kind of ['people', 'agents'] as const) {
    for (const [i, { name, from }] of apiServer[kind].entries()) {
      const place = [...path, kind, i, 'from'];
      if (Object.hasOwn(places, from)) {
        const missing = places[from]?.(hub);
        if (missing !== undefined) yield noPath(`${name} come from ${from}`, place, missing);
      } else if (!outside.includes(from)) {
        yield {
          severity: 'error',
          code: 'unknown-name',
          message: `where ${shown(from)} is, from where ${name} call the API server, is not said`,
          path: place,
          hint: proposal(from, [...Object.keys(places), ...outside]),
        };
      }
      if (from === 'internet' && apiServer.exposure === 'private') {
        yield {
          severity: 'error',
          code: 'private-from-internet',
          message: `${name} call from the internet, and the API server is private`,
          path: place,
          other: [...path, 'exposure'],
          hint: 'let them come through the bastion or the VPN, or write exposure: public with authorizedRanges',
        };
      }
    }
  }
  const emergency = apiServer.breakGlass;
  const missing = Object.hasOwn(places, emergency) ? places[emergency]?.(hub) : undefined;
  if (missing !== undefined) {
    yield noPath(`the way in for emergencies is ${emergency}`, [...path, 'breakGlass'], missing);
  }
}

const noPath = (who: string, path: Path, missing: string): Concern => ({
  severity: 'error',
  code: 'no-path',
  message: `${who}, and nothing connects that`,
  path,
  hint: `write ${missing}`,
});

function* wayIn(
  { name, apiServer }: ClusterWish,
  path: Path,
  requirements: Requirements,
): IterableIterator<Concern> {
  const { exposure, people, agents, breakGlass, authorizedRanges } = apiServer;
  const place = [...path, 'apiServer'];
  if (exposure === 'private') {
    if (people.length + agents.length === 0 && breakGlass === 'none') {
      yield {
        severity: 'error',
        code: 'no-way-in',
        message: `the API server of ${name} is private, and nobody is named who could reach it`,
        path: place,
        hint: 'name people or agents with the place they call from, or a breakGlass',
      };
    }
    if (authorizedRanges.length > 0) {
      yield {
        severity: 'warning',
        code: 'ranges-without-effect',
        message: `authorized ranges do nothing for ${name}, whose API server is private`,
        path: [...place, 'authorizedRanges'],
        hint: 'leave them out, or write exposure: public',
      };
    }
    return;
  }
  const { raisedLimits, assumptions } = requirements;
  const most = limitValue('authorized-ip-ranges-vnet-integration', raisedLimits, assumptions);
  if (authorizedRanges.length > most) {
    yield {
      severity: 'error',
      code: 'too-many-ranges',
      message: `the API server of ${name} has ${authorizedRanges.length} authorized ranges; ${most} are the most`,
      path: [...place, 'authorizedRanges'],
      hint: 'join ranges that lie beside each other',
    };
  }
  if (authorizedRanges.length === 0) {
    yield {
      severity: 'warning',
      code: 'open-api-server',
      message: `the API server of ${name} answers the whole internet`,
      path: [...place, 'exposure'],
      hint: 'add authorizedRanges, or write exposure: private',
    };
  }
}
