import { meets, parsePrefix, prefix } from '@aksnet/net';
import { limitValue } from '../facts/limits.ts';

/** What is known when a requirements file is begun; what is left out gets an example value. */
export interface PresetAnswers {
  /** Name of the organisation. */
  readonly name?: string;
  /** Regions of Azure; the first is primary, the second stands in for it. */
  readonly regions?: readonly string[];
  /** Ranges from which VNets may be cut. */
  readonly pools?: readonly string[];
  /** Most nodes of a cluster. */
  readonly maxNodes?: number;
}

/**
 * A text as a YAML scalar in double quotes. JSON's escapes are YAML's; characters that nobody sees are
 * spelled by number, and controls become blanks, because no text of a requirements file may hold any.
 */
export const yamlText = (text: string): string =>
  JSON.stringify(text.replace(/\p{Cc}/gu, ' ')).replace(
    /[\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (char) => `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
  );

const yamlList = (texts: readonly string[]): string => `[${texts.map(yamlText).join(', ')}]`;

/** Names of the regions that were answered, or an example. */
export function regionsOf(answers: PresetAnswers): readonly [string, ...string[]] {
  const [first, ...rest] = [...new Set(answers.regions ?? [])];
  return first === undefined ? ['westeurope'] : [first, ...rest];
}

/** The regions as a list in one line. */
export const regionList = (answers: PresetAnswers): string => yamlList(regionsOf(answers));

const leastSystemNodes = 3;
const mostSystemNodes = 6;

const nodesOf = ({ maxNodes }: PresetAnswers): number => Math.floor(maxNodes ?? 60);

/** Nodes of the system pool at most: half of a small cluster. */
const systemNodes = (answers: PresetAnswers): number =>
  Math.min(mostSystemNodes, Math.max(leastSystemNodes, Math.floor(nodesOf(answers) / 2)));

/** Nodes that are left for workloads. */
const workloadNodes = (answers: PresetAnswers): number =>
  Math.max(1, nodesOf(answers) - systemNodes(answers));

/** Everything up to the hub: who, which addresses, which regions. */
export function head(
  title: readonly string[],
  answers: PresetAnswers,
  site: string | undefined,
): string {
  const name = answers.name?.trim() || 'Example Company';
  const pools = poolsOf(answers);
  return `${title.map((line) => `# ${line}`).join('\n')}
# Check it with: aksnet check requirements.yaml    Design with: aksnet design requirements.yaml
apiVersion: aksnet/v1
kind: Requirements

organisation:
  name: ${yamlText(name)}
  # Retirements and expiries are judged against this day; without it, against today.
  # day: 2026-11-23
  owners: # who answers for what; what is written is split by these
    hub: network
    network: network
    cluster: platform

addresses:
  domains: # within one routing domain, routed ranges never overlap
    - name: corp
      pools: ${yamlList(pools)} # VNets are cut from here
${clusterRanges(pools)}
  inUse: # what others hold: on-premises, VPN clients, other clouds, networks that are there already
${siteLines(site)}

regions:
${regionLines(answers)}
`;
}

const defaultPools: readonly string[] = ['10.64.0.0/12'];

/** Pools that were answered, or an example. */
const poolsOf = ({ pools }: PresetAnswers): readonly string[] =>
  pools === undefined || pools.length === 0 ? defaultPools : pools;

/** Whether a range is clear of pools. */
function clearOf(pools: readonly string[]): (text: string) => boolean {
  const routed = pools.flatMap((text) => {
    const parsed = parsePrefix(text);
    return parsed.ok ? [parsed.value] : [];
  });
  return (text) => !routed.some((pool) => meets(pool, prefix(text)));
}

/** What the network outside Azure is called in patterns that have one. */
export const siteName = 'datacentre';

/** A range for that network, clear of what was answered; undefined when every usual one is taken. */
export const siteOf = (answers: PresetAnswers): string | undefined =>
  ['192.168.0.0/16', '172.16.0.0/14', '10.0.0.0/12', '10.240.0.0/12'].find(
    clearOf(poolsOf(answers)),
  );

const siteLines = (site: string | undefined): string =>
  site === undefined
    ? `    []\n    # - { name: ${siteName}, as: onPremises, ranges: [192.168.0.0/16] }`
    : `    - { name: ${siteName}, as: onPremises, ranges: [${site}] } # put the ranges that it announces`;

/** The flow from that network to pods, where there is one. */
export const siteFlow = (answers: PresetAnswers): string =>
  siteOf(answers) === undefined
    ? ''
    : `      - { from: ${siteName}, to: trading/orders, port: 8443, reason: sessions of the order routers }\n`;

/** Ranges that stay inside clusters, where they are clear of what was answered. */
function clusterRanges(pools: readonly string[]): string {
  const isClear = clearOf(pools);
  const pods = '100.64.0.0/10';
  const services = '172.20.0.0/14';
  return [
    ...(isClear(pods)
      ? [
          `      # Pods of overlay clusters: outside every VNet, one range per cluster.`,
          `      overlayPods: { pools: [${pods}], sharing: unique }`,
        ]
      : []),
    ...(isClear(services)
      ? [
          `      # Services never leave their cluster, so all clusters may share one range.`,
          `      services: { pools: [${services}], sharing: shared }`,
        ]
      : []),
  ].join('\n');
}

function regionLines(answers: PresetAnswers): string {
  const [primary, ...others] = regionsOf(answers);
  const first = `  - { name: ${yamlText(primary)}, role: primary }`;
  return [
    first,
    ...others.map((name) => `  - { name: ${yamlText(name)}, role: dr, of: ${yamlText(primary)} }`),
  ].join('\n');
}

/** Room beyond today. */
export const growthSection = `growth:
  years: 2 # how far the maxima below look ahead
  factor: 1.25 # headroom beyond them, held back and given up when somebody else needs it
  emergencyNodes: 5 # nodes beyond every maximum, per cluster
  migrationOverlap: blueGreenPool # much of a pool changes only by a new pool beside it
  clustersPerRegion: 2 # room for a second cluster of each kind
`;

/** Share of a pool that upgrades add meanwhile, in percent. */
const surgePercent = 10;

/** Node pools: system, and as many for workloads as it takes to leave each room for its surge. */
export function poolLines(answers: PresetAnswers, maxPods: number): string {
  const mostInPool = Math.floor(limitValue('nodes-per-pool') / (1 + surgePercent / 100));
  const nodes = workloadNodes(answers);
  const pools = Math.ceil(nodes / mostInPool);
  const lines = Array.from({ length: pools }, (_, i) => {
    const name = pools === 1 ? 'general' : `general${i + 1}`;
    const maxNodes = Math.floor(nodes / pools) + (i < nodes % pools ? 1 : 0);
    return `      - { name: ${name}, purpose: general, minNodes: 1, maxNodes: ${maxNodes}, maxPods: ${maxPods}, surge: ${surgePercent}% }`;
  });
  return `    pools:
      # A system pool of its own keeps cluster services apart; surge is what upgrades add meanwhile.
      - { name: system, purpose: system, minNodes: 3, maxNodes: ${systemNodes(answers)}, maxPods: ${maxPods}, surge: 33% }
${lines.join('\n')}
      # zones: [1, 2, 3] spreads a pool over availability zones, where the region has them`;
}
