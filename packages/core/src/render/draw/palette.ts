import type { Attributes } from './svg.ts';

/** A colour on light paper and on dark. */
type Tone = readonly [light: string, dark: string];

interface Paint {
  readonly fill?: Tone;
  readonly line?: Tone;
}

/** What a shape stands for; its colours follow. */
export type Role =
  | 'paper'
  | 'ink'
  | 'soft'
  | 'rule'
  | 'region'
  | 'pool'
  | 'hub'
  | 'spoke'
  | 'ghost'
  | 'cluster'
  | 'subnet'
  | 'nodes'
  | 'pods'
  | 'services'
  | 'private'
  | 'guard'
  | 'gateway'
  | 'entry'
  | 'other'
  | 'outside'
  | 'forbidden'
  | 'held'
  | 'heldGround'
  | 'heldMark'
  | 'outsideGround'
  | 'outsideMark'
  | 'forbiddenGround'
  | 'forbiddenMark'
  | 'tag'
  | 'leader'
  | 'badge'
  | 'badgeInk'
  | 'peeringWire'
  | 'outsideWire'
  | 'internetWire'
  | 'brokenWire'
  | 'peeringEnd'
  | 'outsideEnd'
  | 'internetEnd'
  | 'brokenEnd';

/*
 * One palette for all drawings. Every role has a class whose colours are variables, so that a page
 * around the drawing can set them, with the light colour as fallback; the same light colour stands
 * in the attributes for viewers that know no variables. Text keeps at least 4.5:1 on its ground.
 */
const roles: Readonly<Record<Role, Paint>> = {
  paper: { fill: ['#ffffff', '#12181f'] },
  ink: { fill: ['#1b2530', '#e6ebf0'] },
  soft: { fill: ['#51606d', '#a9b6c1'] },
  rule: { line: ['#c6d0d9', '#3c4956'] },
  region: { fill: ['#f6f8fa', '#171e26'], line: ['#dce3e9', '#2b3641'] },
  pool: { fill: ['#e7edf5', '#1d2938'], line: ['#5a7ba6', '#7f9dc6'] },
  hub: { fill: ['#eaf2fb', '#14263b'], line: ['#6f9fd4', '#4c83bf'] },
  spoke: { fill: ['#ffffff', '#1b242e'], line: ['#9db0c2', '#4b5c6d'] },
  ghost: { fill: ['#ffffff', '#12181f'], line: ['#9aa7b3', '#5b6a78'] },
  cluster: { fill: ['#e4f4f0', '#10302b'], line: ['#55a797', '#3d8e7e'] },
  subnet: { fill: ['#f4f6f8', '#222c36'], line: ['#d3dbe2', '#394652'] },
  nodes: { fill: ['#d5efe8', '#16443c'], line: ['#55a797', '#3d8e7e'] },
  pods: { fill: ['#e3f3d9', '#23401a'], line: ['#79ad5a', '#62933f'] },
  services: { fill: ['#fbeed0', '#42350f'], line: ['#c99a2e', '#a67f22'] },
  private: { fill: ['#ece5fa', '#2d2349'], line: ['#9a82d1', '#7d64b8'] },
  guard: { fill: ['#fde4d3', '#43240f'], line: ['#d98648', '#bb6c30'] },
  gateway: { fill: ['#dbe9fa', '#183352'], line: ['#6f9fd4', '#4c83bf'] },
  entry: { fill: ['#fbe2ec', '#451c31'], line: ['#cf7199', '#ab5079'] },
  other: { fill: ['#e9edf1', '#2b3641'], line: ['#aebac5', '#566573'] },
  outside: { fill: ['#f1eee8', '#2c2820'], line: ['#a99d86', '#7f755f'] },
  forbidden: { fill: ['#fbe0e0', '#471b1d'], line: ['#c75c5c', '#b04a4a'] },
  held: { line: ['#7d8d9b', '#71818f'] },
  heldGround: { fill: ['#ffffff', '#171e26'] },
  heldMark: { line: ['#aab6c1', '#4d5b68'] },
  outsideGround: { fill: ['#f1eee8', '#2c2820'] },
  outsideMark: { line: ['#cfc6b4', '#5a5241'] },
  forbiddenGround: { fill: ['#fbe0e0', '#471b1d'] },
  forbiddenMark: { line: ['#dd9a9a', '#8a3d3d'] },
  tag: { fill: ['#ffffff', '#12181f'], line: ['#7d8d9b', '#71818f'] },
  leader: { line: ['#7d8d9b', '#71818f'] },
  badge: { fill: ['#1f6f61', '#7fd6c4'] },
  badgeInk: { fill: ['#ffffff', '#0c1f1b'] },
  peeringWire: { line: ['#2868ad', '#70aeec'] },
  outsideWire: { line: ['#6d42a8', '#bb9ff2'] },
  internetWire: { line: ['#ab5200', '#f2a65a'] },
  brokenWire: { line: ['#b3232a', '#ff8a8a'] },
  peeringEnd: { fill: ['#2868ad', '#70aeec'] },
  outsideEnd: { fill: ['#6d42a8', '#bb9ff2'] },
  internetEnd: { fill: ['#ab5200', '#f2a65a'] },
  brokenEnd: { fill: ['#b3232a', '#ff8a8a'] },
};

/** The attributes that give a shape the colours of its role. */
export function painted(role: Role): Attributes {
  const { fill, line } = roles[role];
  return {
    class: `ak-${role}`,
    fill: fill?.[0] ?? 'none',
    ...(line === undefined ? {} : { stroke: line[0] }),
  };
}

/** The style of every drawing: the same text each time, so that several on one page agree. */
export const drawingStyle: string = [
  `.ak-drawing{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}`,
  `.ak-mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}`,
  `.ak-drawing{${variables(0)}}`,
  `@media screen and (prefers-color-scheme:dark){.ak-drawing{${variables(1)}}}`,
  ...Object.entries(roles).map(([role, paint]) => `.ak-${role}{${ruleOf(role, paint)}}`),
].join('\n');

function variables(tone: 0 | 1): string {
  return Object.entries(roles)
    .flatMap(([role, { fill, line }]) => [
      ...(fill === undefined ? [] : [`--ak-${role}:${fill[tone]}`]),
      ...(line === undefined ? [] : [`--ak-${role}-line:${line[tone]}`]),
    ])
    .join(';');
}

function ruleOf(role: string, { fill, line }: Paint): string {
  return [
    fill === undefined ? 'fill:none' : `fill:var(--ak-${role},${fill[0]})`,
    ...(line === undefined ? [] : [`stroke:var(--ak-${role}-line,${line[0]})`]),
  ].join(';');
}
