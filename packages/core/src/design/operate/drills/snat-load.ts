import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate, lookUp } from '../../../estate/estate.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { knownNeed } from '../../../evidence/ledger.ts';
import { amount, code, element, type Prose, prose } from '../../../evidence/prose.ts';
import { knownError } from '../../../facts/errors.ts';
import { snatDemands } from '../../../size/snat-demand.ts';
import { type SnatReport, snatReport } from '../../../size/snat-ledger.ts';
import { atWorkstation, customersHurt, type Drill, type DrillEntry, rehearsed } from '../drill.ts';
import { clearPlace, drillNamespace, makePlace, probeImage } from '../probe.ts';
import { kubectl, sh, variable } from '../shell.ts';

/** New connections a second that one pod of the drill opens: few enough for its own ports. */
const perPod = 10;

/** What each pod of the drill runs: a connection of its own every tenth of a second. */
const loop = 'while true; do curl --silent --output /dev/null --max-time 5 "$0" & sleep 0.1; done';

/** Open as many connections as the plan expects, then as many as the ports allow. */
export const snatLoad: DrillEntry = {
  drill: 'snat-load',
  drills: (estate) =>
    all(estate, 'cluster').flatMap((cluster) => {
      const report = snatReport(estate, cluster);
      return report === undefined || isUnknown(report) ? [] : [drillOf(estate, cluster, report)];
    }),
};

function drillOf(estate: Estate, cluster: Cluster, report: SnatReport): Drill {
  const { exit } = report;
  const exitName = element(exit.element, lookUp(estate, exit.element)?.name);
  const first = report.destinations[0];
  const rate = first === undefined ? undefined : plannedRate(estate, cluster, first.destination);
  const pods = Math.max(1, Math.ceil((rate ?? perPod) / perPod));
  const headroom = first === undefined ? undefined : knownOr(first.headroom, undefined);
  const scale = (replicas: number): string =>
    sh`${kubectl(cluster)} --namespace=${{ shell: drillNamespace }} scale deployment/drill-load --replicas=${replicas}`;
  return {
    id: `snat-load:${cluster.name}`,
    drill: 'snat-load',
    title: prose`outbound load of ${element(cluster.id, cluster.name)} through ${exitName}`,
    proves: prose`the exit has ports for the peak, and tells before it has none`,
    about: [cluster.id, exit.element],
    before: [
      rehearsed,
      prose`${code('ECHO_URL')} is an endpoint of your own on the internet: never load somebody else's`,
      prose`everybody who leaves through ${exitName} knows: its ports are shared`,
      ...probeImage,
    ],
    steps: [
      ...makePlace(cluster),
      atWorkstation(
        plannedSays(pods, rate, first?.destination),
        sh`${kubectl(cluster)} --namespace=${{ shell: drillNamespace }} create deployment drill-load --image=${variable('PROBE_IMAGE')} --replicas=${pods} -- sh -c ${loop} ${variable('ECHO_URL')}`,
      ),
      {
        says: prose`watch the metrics of ${exitName} for a quarter of an hour: closed connections hold their port a while`,
        where: 'portal',
      },
      ...(headroom === undefined || headroom <= 1
        ? []
        : [
            atWorkstation(
              prose`raise the load by ${Math.floor(headroom * 10) / 10} times, where refusals should begin`,
              scale(Math.ceil(pods * headroom)),
            ),
          ]),
    ],
    expected: [
      ...figures(report),
      prose`the alert on the exit rings before the first pod reports a timeout`,
    ],
    abort: [customersHurt, prose`another cluster behind ${exitName} reports timeouts`],
    undo: [clearPlace(cluster)],
    assumes: first?.ledger.lines.flatMap((line) => line.assumes ?? []) ?? [],
    cite: knownError('snat-exhaustion')?.cite ?? [],
  };
}

/** Stated new connections a second to a destination; undefined when none states any. */
function plannedRate(estate: Estate, cluster: Cluster, destination: string): number | undefined {
  const rates = snatDemands(estate, cluster)
    .filter((demand) => demand.destination === destination)
    .flatMap(({ rate }) => (isUnknown(rate) ? [] : [rate]));
  return rates.length === 0 ? undefined : rates.reduce((sum, rate) => sum + rate, 0);
}

function plannedSays(pods: number, rate: number | undefined, to: string | undefined): Prose {
  return rate === undefined || to === undefined
    ? prose`open ${amount(perPod, 'connections a second')}; no flow states a rate, so double the replicas until the alert rings`
    : prose`open ${amount(rate, 'connections a second')} from ${amount(pods, 'pods')}, as planned for ${code(to)}`;
}

function figures(report: SnatReport): readonly Prose[] {
  const first = report.destinations[0];
  const each = report.exit.portsPerIp === undefined ? prose` on each node` : prose``;
  const ports = isUnknown(report.ports)
    ? []
    : [prose`there are ${amount(report.ports, 'ports')} for one destination${each}`];
  return first === undefined
    ? ports
    : [
        ...ports,
        prose`${code(first.destination)} needs ${amount(knownNeed(first.ledger), 'ports')}${each} at the planned peak`,
      ];
}
