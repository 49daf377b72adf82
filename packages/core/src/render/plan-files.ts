import type { AnyKubernetesElement } from '../codec/kubernetes.ts';
import type { DesignResult } from '../design/design.ts';
import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate } from '../estate/estate.ts';
import { bicep } from '../write/bicep.ts';
import { deployment } from '../write/deployment.ts';
import { manifestFiles } from '../write/manifests.ts';
import { planText } from '../write/plan.ts';
import { terraform } from '../write/terraform.ts';
import { figuresOf } from './figures.ts';
import { decisionsPage } from './pages/decisions.ts';
import { planLedgers, planPage } from './pages/plan.ts';
import { printHtml } from './print/html.ts';
import { printMarkdown } from './print/markdown.ts';

/** A file of a plan: where it goes, relative with `/`, and what is in it. */
export interface PlanFile {
  readonly path: string;
  readonly text: string;
}

/** The plan itself: the file from which all others can be made again. */
export const planFile = (result: DesignResult): PlanFile => ({
  path: 'plan.json',
  text: planText({ ...result, ledgers: planLedgers(result) }),
});

/** Groups of files, each made from the finished design. A new kind of file is one entry. */
const makers: readonly ((result: DesignResult) => readonly PlanFile[])[] = [
  (result) => [planFile(result)],
  (result) => [
    { path: 'decisions.md', text: printMarkdown(decisionsPage(result.decisions, result.estate)) },
  ],
  (result) => {
    const page = planPage(result);
    return [
      { path: 'report.html', text: printHtml(page) },
      { path: 'report.md', text: printMarkdown(page) },
      ...figuresOf(page).map(({ name, svg }) => ({ path: `${name}.svg`, text: svg })),
    ];
  },
  ({ estate }) => {
    const made = deployment(estate);
    return [...below('bicep', bicep(made)), ...below('terraform', terraform(made).files)];
  },
  ({ estate }) =>
    all(estate, 'cluster').flatMap((cluster) =>
      below(`kubernetes/${cluster.name}`, manifestFiles(objectsOf(estate, cluster))),
    ),
];

/** Every file of a plan. Nothing is written here. */
export const planFiles = (result: DesignResult): readonly PlanFile[] =>
  makers.flatMap((make) => make(result));

const below = (folder: string, files: readonly PlanFile[]): readonly PlanFile[] =>
  files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));

/** What is applied to a cluster. Workloads are the applications' own. */
const objectsOf = (estate: Estate, cluster: Cluster): readonly AnyKubernetesElement[] =>
  [
    ...all(estate, 'namespace'),
    ...all(estate, 'service'),
    ...all(estate, 'networkPolicy'),
    ...all(estate, 'kubernetesObject'),
  ].filter((object) => object.cluster === cluster.id);
