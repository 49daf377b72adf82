import type { Estate } from '../../estate/estate.ts';
import { counted } from '../words/shown.ts';
import { printDrawing } from './drawing.ts';
import { layoutOf } from './topology/layout.ts';
import type { Scene } from './topology/scene.ts';
import { shapesOf } from './topology/shapes.ts';
import { sceneOf } from './topology/stage.ts';

/** A drawing with its description. */
export interface Drawn {
  readonly svg: string;
  readonly alt: string;
}

/**
 * The topology of an estate: regions as columns, hubs and the networks on them, subnets with what
 * lives there, clusters with their mode, peerings, ways to the internet and to the networks outside.
 */
export function drawTopology(estate: Estate, name = 'topology'): Drawn {
  const scene = sceneOf(estate);
  const layout = layoutOf(scene);
  const alt = describe(scene);
  const svg = printDrawing({
    name,
    width: layout.width,
    height: layout.height,
    title: 'Topology',
    description: alt,
    shapes: shapesOf(layout, scene),
  });
  return { svg, alt };
}

/** The picture in sentences. */
function describe(scene: Scene): string {
  const regions = scene.regions.map((region) => {
    const networks = [...region.hubs, ...region.spokes];
    const clusters = networks.flatMap((network) => network.clusters.map((one) => one.name));
    const holding =
      clusters.length === 0
        ? ''
        : ` with ${counted(clusters.length, 'cluster')}: ${clusters.join(', ')}`;
    return `${region.name} has ${counted(region.hubs.length, 'hub')} and ${counted(region.spokes.length, 'other network')}${holding}.`;
  });
  const outside = scene.outside.map((one) => one.name);
  return [
    `${counted(scene.regions.length, 'region')}.`,
    ...regions,
    ...(outside.length === 0 ? [] : [`Outside: ${outside.join(', ')}.`]),
  ].join(' ');
}
