import { element, prose, words } from '../../../evidence/prose.ts';
import { prometheusFamilies } from '../../../facts/metrics/prometheus.ts';
import type { PolicyPod } from '../../pods.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { answerTo, closingPolicy, openedFor, refusedCall } from '../shut-out.ts';

const scrape = 'prometheus.io/scrape';
const scrapePort = 'prometheus.io/port';
/** The label that Kubernetes recommends for the name of an application. */
const nameKey = 'app.kubernetes.io/name';

function* judge(field: Field): Generator<LintVerdict> {
  const { world } = field.model;
  const scrapers = world.pods.filter(({ labels }) => labels.get(nameKey) === 'prometheus');
  const told = new Set<string>();
  for (const pod of world.pods) {
    const port = wantedPort(pod);
    const closing = closingPolicy(field, pod, 'ingress');
    if (port === undefined || closing === undefined || told.has(closing.id)) continue;
    if (scrapers.length === 0) {
      told.add(closing.id);
      yield {
        kind: 'undetermined',
        subject: closing.id,
        missing: [{ kind: 'notListed', what: 'workload' }],
      };
      continue;
    }
    const calls = scrapers.map(
      (from) =>
        ({
          from: { kind: 'pod', pod: from },
          to: { kind: 'pod', pod },
          protocol: 'TCP',
          port,
        }) as const,
    );
    const [call] = calls;
    if (call === undefined || calls.some((one) => answerTo(field, one) !== 'no')) continue;
    told.add(closing.id);
    yield blamed(closing, {
      path: ['spec'],
      says: prose`${element(pod.workload.id, pod.name)} wants to be read by Prometheus, which cannot reach it on TCP ${port}.`,
      fix: words('Allow the pods of Prometheus on the port of the metrics.'),
      witness: refusedCall(call),
      repair: openedFor(field, call, `allow-metrics-of-${pod.name}`),
    });
  }
}

/** The port that annotations of a pod ask to be read at. */
function wantedPort({ workload, ports }: PolicyPod): number | undefined {
  const { podAnnotations = {} } = workload;
  if (!Object.hasOwn(podAnnotations, scrape) || podAnnotations[scrape] !== 'true') return undefined;
  const written = Object.hasOwn(podAnnotations, scrapePort)
    ? Number(podAnnotations[scrapePort])
    : ports[0]?.port;
  return written !== undefined && Number.isInteger(written) && written > 0 && written < 65536
    ? written
    : undefined;
}

/** AKS-NP-019: metrics cannot be read. */
export const prometheus: LintQuestion = {
  code: 'AKS-NP-019',
  title: 'Prometheus is shut out',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: prometheusFamilies.flatMap(({ cite }) => cite).slice(0, 1),
  page: {
    what: 'Pods that ask by annotation to be read by Prometheus refuse it.',
    why: 'Metrics stop, and alerts that hang on them stay silent.',
    judged:
      'Pods with `prometheus.io/scrape: "true"`, on the port of `prometheus.io/port` or their first one, from the pods with `app.kubernetes.io/name: prometheus`, by the policies of both ends.',
    undetermined:
      'No pod of Prometheus is among the inputs: a managed one may read from elsewhere.',
    fix: 'Allow the pods of Prometheus on the port of the metrics.',
  },
};
