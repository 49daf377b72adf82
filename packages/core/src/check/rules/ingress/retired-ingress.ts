import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster } from '../../../estate/sketch.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { hasPassed } from '../../../facts/calendar.ts';
import { ingressOptions, isIngressId } from '../../../facts/ingress.ts';
import { retirements } from '../../../facts/lifecycle/retirements.ts';
import { factsEvidence, finding, pass, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) yield* judgeCluster(estate, each);
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  if (isUnknown(each.ingress)) {
    yield undetermined(each.id, each.ingress.unknown);
    return;
  }
  let isClean = true;
  for (const id of each.ingress.filter(isIngressId)) {
    const { title, retires } = ingressOptions[id];
    if (retires === undefined) continue;
    isClean = false;
    const isOver = hasPassed(retires.value, estate.day);
    yield finding(each.id, {
      field: 'ingress',
      severity: isOver ? 'error' : 'warning',
      says: prose`${called(estate, each.id)} is entered through ${words(title)}, whose support ${words(isOver ? 'ended with' : 'ends with')} ${words(retires.value)}. After that it gets no fixes of security.`,
      evidence: factsEvidence(
        ...retires.cite.map(({ document }) => prose`source: ${words(document)}`),
      ),
      fix: prose`Move to ${words(retirements['app-routing-nginx'].instead)}, beside the present entry, and change names over one by one.`,
    });
  }
  if (isClean) yield pass(each.id);
}

/** AKS-ING-002: a cluster is entered through an ingress that retires. */
export const retiredIngress: Rule = {
  code: 'AKS-ING-002',
  title: 'Ingress retires',
  severity: 'warning',
  topic: 'ingress',
  judge,
  cite: retirements['app-routing-nginx'].cite,
  page: {
    what: 'A cluster uses the managed NGINX of application routing.',
    why: 'Upstream maintenance of ingress-nginx ended in March 2026, and the managed one is supported until November 2026. An entry without security fixes is open to whatever is found next.',
    judged:
      'By the ingress options of the cluster, on the day of the network: an error once support has ended, a warning before. A month counts as over when the next one has begun. An ingress-nginx that somebody installed as a workload is not seen here.',
    undetermined: 'The ingress options of the cluster are not known.',
    fix: 'Move to the Gateway API of application routing, or to another entry.',
    example: {
      given: 'A cluster with application routing by NGINX in November 2026.',
      elements: () => [cluster('pay', { ingress: ['app-routing-nginx'] })],
    },
  },
};
