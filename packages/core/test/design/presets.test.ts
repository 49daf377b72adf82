import { describe, expect, it } from 'vitest';
import { design } from '../../src/design/design.ts';
import { provenIntents } from '../../src/design/intents.ts';
import { plain } from '../../src/evidence/prose.ts';
import { type PresetAnswers, preset, presetIds } from '../../src/requirements/presets.ts';
import { readRequirements } from '../../src/requirements/requirements.ts';
import { readYaml } from '../../src/text/yaml-text.ts';

/** Whoever begins with a pattern sees a plan that holds, with no question that the pattern could answer. */
describe.each(presetIds)('the pattern %s', (id) => {
  const answers: readonly PresetAnswers[] = [
    {},
    { regions: ['southeastasia', 'eastasia'], pools: ['10.0.0.0/9'], maxNodes: 300 },
  ];

  it.each(answers)('is designed with every path as asked: %o', (given) => {
    const { requirements } = readRequirements(readYaml({ id, text: () => preset(id, given) }));
    if (requirements === undefined) throw new Error('requirements were expected');
    const result = design({ requirements, day: '2026-11-23' });
    expect(result.obstacles).toEqual([]);
    expect(result.proof.result.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(result.proof.result.undetermined).toEqual([]);
    const otherwise = provenIntents(result).filter(({ holds }) => holds !== 'yes');
    expect(otherwise.map(({ intent }) => plain(intent.says))).toEqual([]);
    const asked = result.questions.map(({ says }) => plain(says)).join('\n');
    expect(asked).not.toMatch(/without a name|Kubernetes version|opens connections to pods/);
  });
});
