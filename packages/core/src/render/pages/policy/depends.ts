import { type Prose, prose, words } from '../../../evidence/prose.ts';
import type { Explanation } from '../../../policy/explain/explain.ts';
import { type LookUp, lookUpVerdict } from '../../../policy/explain/look-ups.ts';
import type { WayByEntry, WayByService } from '../../../policy/explain/ways.ts';
import { type Block, list, paragraph, section } from '../../page.ts';
import type { Locate } from '../../words/place.ts';
import { becauseProse } from '../../words/policy/because.ts';
import { verdictStatus, verdictWord } from '../../words/policy/party.ts';

interface Told {
  readonly explanation: Explanation;
  readonly locate: Locate;
}

const answered: Readonly<Record<LookUp['by'], string>> = {
  clusterDns: 'DNS of the cluster',
  localDns: 'LocalDNS of the node',
};

/** What a connection hangs on beside itself: names, the ports of Services, the leg of a controller. */
export function dependsBlocks({ explanation, locate }: Told): readonly Block[] {
  const { lookUps, services, entries, connections } = explanation;
  const notes = [
    ...services.map(serviceNote),
    ...services.flatMap((way) => mistaken(way, connections)),
    ...entries.map(entryNote),
  ];
  if (lookUps.length === 0 && notes.length === 0) return [];
  return [
    section('depends', words('What hangs on it'), [
      ...(lookUps.length === 0 ? [] : [lookUpTable(lookUps, locate)]),
      ...(lookUps.some(({ standsIn }) => standsIn)
        ? [
            paragraph(
              words(
                'No DNS pod is among the inputs; one with label k8s-app=kube-dns in kube-system stands in.',
              ),
            ),
          ]
        : []),
      ...(notes.length === 0 ? [] : [list(notes)]),
    ]),
  ];
}

const lookUpTable = (lookUps: readonly LookUp[], locate: Locate): Block => ({
  kind: 'table',
  caption: words('Looking a name up'),
  quiet: true,
  columns: [
    { title: 'answer', keep: true },
    { title: 'look-up' },
    { title: 'on', keep: true },
    { title: 'because' },
  ],
  rows: lookUps.flatMap((lookUp) =>
    [lookUp.udp, lookUp.tcp].map((one) => [
      verdictStatus(lookUpVerdict(lookUp, one)),
      words(answered[lookUp.by]),
      words(`${one.protocol} ${one.port}`),
      one.egress === undefined ? words('no pod') : becauseProse(one.egress, locate),
    ]),
  ),
});

/** `TCP 5432 is allowed, but the look-up of a name before it is not`; undefined where both fare well. */
export function lookUpWords({ lookUps, answers }: Explanation): string | undefined {
  const [cluster] = lookUps;
  if (cluster === undefined) return undefined;
  const [udp, tcp] = [cluster.udp, cluster.tcp].map((one) => lookUpVerdict(cluster, one));
  if (udp === 'allowed' && tcp === 'allowed') return undefined;
  const which =
    udp === 'allowed' ? 'a look-up that falls back to TCP' : 'the look-up of a name before it';
  const verdict = udp === 'allowed' ? tcp : udp;
  const isAllowed =
    answers.length > 0 && answers.every(({ example }) => example.verdict === 'allowed');
  const word = verdictWord(verdict ?? 'undetermined');
  return isAllowed ? `It is allowed, but ${which} is ${word}.` : `Also, ${which} is ${word}.`;
}

const nameOf = ({ service }: WayByService): string =>
  `svc:${service.namespace ?? 'default'}/${service.name}`;

function serviceNote(way: WayByService): Prose {
  const targets = way.targets.join(' and ');
  return prose`Service ${nameOf(way)} leads there: its ${words(`${way.protocol} ${way.port}`)} is port ${targets} of the pods`;
}

/** The port of a Service was asked of the pods, which listen on another one. */
function mistaken(way: WayByService, connections: Explanation['connections']): readonly Prose[] {
  const isMistaken = connections.some(
    ({ port, protocol }) =>
      port === way.port && protocol === way.protocol && !way.targets.includes(port),
  );
  return isMistaken
    ? [
        prose`${words(`${way.protocol} ${way.port}`)} is the port of Service ${nameOf(way)}; policies see the port of the pods, ${way.targets.join(' and ')}`,
      ]
    : [];
}

const passes = { yes: 'allowed', maybe: 'undetermined', no: 'denied' } as const;

function entryNote({ entry, controller, backends }: WayByEntry): Prose {
  const said = [
    ...new Set(backends.map((leg) => `${passes[leg.passes]} on ${leg.protocol} ${leg.port}`)),
  ];
  const who =
    controller.kind === 'unknown' ? 'a controller that is not known' : controller.known.title;
  return prose`${words(entry.objectKind)} ${`${entry.namespace ?? 'default'}/${entry.name}`} leads there by ${words(who)}: its leg to the pods is ${words(said.join(', '))}`;
}
