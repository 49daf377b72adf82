import { grouped } from '../../../estate/grouped.ts';
import type { ElementId } from '../../../evidence/source.ts';
import type { Link, RegionScene, Scene } from './scene.ts';

/** A connection between two networks. */
export type PeeringLink = Extract<Link, { kind: 'peering' }>;

/** A connection to the internet or to the networks outside. */
export type SideLink = Exclude<Link, { kind: 'peering' }>;

/** A hub that has networks hanging on it in a region, of the region itself or of another. */
export interface Feed {
  readonly hub: ElementId;
  readonly isLocal: boolean;
  readonly links: readonly PeeringLink[];
}

/** Lines that a region needs room for. */
export interface RegionPlan {
  /** Local hubs first; one lane each beside the networks. */
  readonly feeds: readonly Feed[];
  /** Links of networks that are no hubs to what lies outside, by kind; one lane each. */
  readonly sides: readonly (readonly SideLink[])[];
}

/** A lane across all regions, and the hubs that it joins. */
export interface TopLane {
  readonly kind: Link['kind'] | 'broken';
  readonly hubs: readonly ElementId[];
  /** Set for the lane through which a hub reaches networks in other regions. */
  readonly feeds?: true;
}

/** Which lanes there are; `layout.ts` says where. */
export interface Corridors {
  readonly regions: ReadonlyMap<string, RegionPlan>;
  readonly top: readonly TopLane[];
}

/** The kinds of what lies outside, in the order of their lanes. */
export const sideKinds: readonly SideLink['kind'][] = ['internet', 'outside'];

/** Plans the lanes of a scene. */
export function planCorridors(scene: Scene): Corridors {
  const hubs = new Set(scene.regions.flatMap((region) => region.hubs.map((hub) => hub.id)));
  const regions = new Map(
    scene.regions.map((region) => [region.name, planRegion(scene, region, hubs)]),
  );
  const remote = [...regions.values()].flatMap((plan) =>
    plan.feeds.filter((feed) => !feed.isLocal),
  );
  return {
    regions,
    top: [
      ...sideKinds
        .filter((kind) => scene.links.some((link) => link.kind === kind))
        .map(
          (kind): TopLane => ({
            kind,
            hubs: scene.links.flatMap((link) =>
              link.kind === kind && hubs.has(link.a) ? [link.a] : [],
            ),
          }),
        ),
      ...meshLanes(scene, hubs),
      ...[...new Set(remote.map((feed) => feed.hub))].map(
        (hub): TopLane => ({ kind: 'peering', hubs: [hub], feeds: true }),
      ),
    ],
  };
}

function planRegion(scene: Scene, region: RegionScene, hubs: ReadonlySet<ElementId>): RegionPlan {
  const spokes = new Set(region.spokes.map((spoke) => spoke.id));
  const local = region.hubs.map((hub) => hub.id);
  const fed = scene.links.flatMap((link) => {
    if (link.kind !== 'peering') return [];
    if (spokes.has(link.b) && hubs.has(link.a)) return [{ hub: link.a, link }];
    if (spokes.has(link.a) && hubs.has(link.b)) return [{ hub: link.b, link }];
    return [];
  });
  const byHub = grouped(fed, (one) => one.hub);
  const feeds = [...byHub].map(
    ([hub, found]): Feed => ({
      hub,
      isLocal: local.includes(hub),
      links: found.map((one) => one.link),
    }),
  );
  const sides = sideKinds.map((kind) =>
    scene.links.filter((link): link is SideLink => link.kind === kind && spokes.has(link.a)),
  );
  return {
    feeds: [...feeds.filter((feed) => feed.isLocal), ...feeds.filter((feed) => !feed.isLocal)],
    sides: sides.filter((links) => links.length > 0),
  };
}

/** Hubs that all know each other share one lane; every other pair has its own. */
function meshLanes(scene: Scene, hubs: ReadonlySet<ElementId>): readonly TopLane[] {
  const between = scene.links.filter(
    (link): link is PeeringLink => link.kind === 'peering' && hubs.has(link.a) && hubs.has(link.b),
  );
  const whole = between.filter((link) => link.whole);
  const halves = between
    .filter((link) => !link.whole)
    .map((link): TopLane => ({ kind: 'broken', hubs: [link.a, link.b] }));
  const meshes = components(whole).flatMap((links): readonly TopLane[] => {
    const members = [...new Set(links.flatMap((link) => [link.a, link.b]))];
    return links.length === (members.length * (members.length - 1)) / 2
      ? [{ kind: 'peering', hubs: members }]
      : links.map((link) => ({ kind: 'peering', hubs: [link.a, link.b] }));
  });
  return [...meshes, ...halves];
}

/** Links parted into groups that share no network. */
function components(links: readonly PeeringLink[]): readonly (readonly PeeringLink[])[] {
  const leader = new Map<ElementId, ElementId>();
  const find = (id: ElementId): ElementId => {
    const above = leader.get(id) ?? id;
    return above === id ? id : find(above);
  };
  for (const { a, b } of links) leader.set(find(a), find(b));
  return [...grouped(links, (link) => find(link.a)).values()];
}
