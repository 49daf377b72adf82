import { applianceRules } from '../../design/appliance-rules.ts';
import type { DesignResult } from '../../design/design.ts';
import { provenIntents } from '../../design/intents.ts';
import type { Drill } from '../../design/operate/drill.ts';
import { guards } from '../../design/operate/guards.ts';
import { tracingPlan } from '../../design/operate/tracing.ts';
import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { drillsOf } from '../derived.ts';
import { figuresOf } from '../figures.ts';
import type { Page } from '../page.ts';
import { applianceRulesPage } from '../pages/appliance-rules.ts';
import { checklistPage } from '../pages/checklist.ts';
import { decisionsPage } from '../pages/decisions.ts';
import { drillsBlocks, drillsPage } from '../pages/drills.ts';
import { guardsPage } from '../pages/guards.ts';
import { intentsPage } from '../pages/intents.ts';
import { migrationPage } from '../pages/migration.ts';
import { migrationsOf, planPage } from '../pages/plan.ts';
import { tracingPage } from '../pages/tracing.ts';
import { printHtml } from '../print/html.ts';
import { printMarkdown } from '../print/markdown.ts';
import { nameOf } from '../words/shown.ts';
import { below, fileNames, type PlanFile } from './plan-file.ts';

/** The report and every page that somebody reads by itself. */
export function pageFiles(result: DesignResult): readonly PlanFile[] {
  const { estate, decisions, proof, requirements } = result;
  return [
    ...reportFiles(result),
    markdownFile('decisions', decisionsPage(decisions, estate)),
    markdownFile('checklist', checklistPage(proof.checklist)),
    ...unlessEmpty('paths', intentsPage(provenIntents(result))),
    ...unlessEmpty(
      'appliance-rules',
      applianceRulesPage(applianceRules(estate, requirements), estate),
    ),
    ...drillFiles(estate),
    ...unlessEmpty('tracing', tracingPage(tracingPlan(estate))),
    ...unlessEmpty('guards', guardsPage(guards({ estate, requirements }))),
    ...fileNames(migrationsOf(result), ({ legacy }) => legacy).map(([name, plan]) =>
      markdownFile(`migration-${name}`, migrationPage(plan)),
    ),
  ];
}

function reportFiles(result: DesignResult): readonly PlanFile[] {
  const page = planPage(result);
  return [
    { path: 'report.html', text: printHtml(page) },
    { path: 'report.md', text: printMarkdown(page) },
    ...figuresOf(page).map(({ name, svg }) => ({ path: `${name}.svg`, text: svg })),
  ];
}

/** So many drills are one file; of more, each thing has a file with its own. */
const drillsInOneFile = 40;

function drillFiles(estate: Estate): readonly PlanFile[] {
  const found = drillsOf(estate);
  const whole = drillsPage(found);
  if (found.length <= drillsInOneFile) return unlessEmpty('drills', whole);
  const byThing = [...grouped(found, aboutFirst)];
  return [
    markdownFile('drills', { ...whole, blocks: drillsBlocks(found) }),
    ...below(
      'drills',
      fileNames(byThing, ([id, [first]]) =>
        id === '' ? (first?.id ?? '') : nameOf(estate, id),
      ).map(([name, [, members]]) => markdownFile(name, drillsPage(members))),
    ),
  ];
}

const aboutFirst = ({ about }: Drill): string => about[0] ?? '';

const markdownFile = (name: string, page: Page): PlanFile => ({
  path: `${name}.md`,
  text: printMarkdown(page),
});

const unlessEmpty = (name: string, page: Page): readonly PlanFile[] =>
  page.blocks.length === 0 ? [] : [markdownFile(name, page)];
