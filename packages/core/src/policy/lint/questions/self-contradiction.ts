import { prose, words } from '../../../evidence/prose.ts';
import type { Path } from '../../../evidence/source.ts';
import { issue, sourceFile } from '../../../facts/documents.ts';
import { isContradiction } from '../../implication.ts';
import { blamed, rulesOf, subjectPath } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { farWord, removal, withoutPeer } from '../repair.ts';

const says = prose`Nothing can have labels as this selector wants them: its words exclude one another.`;
const fix = words('Correct the values, or take what hangs on the selector away.');

function* judge(field: Field): Generator<LintVerdict> {
  for (const policy of new Map(field.policies.map((one) => [one.id, one])).values())
    if (policy.subjects.length > 0 && policy.subjects.every(({ pods }) => isContradiction(pods)))
      yield blamed(policy, { path: subjectPath(policy), says, fix, repair: removal(policy.id) });
  for (const { policy, rule, direction, place } of rulesOf(field))
    for (const [j, peer] of rule.peers.entries()) {
      if (peer.kind !== 'pods') continue;
      const { namespaces, pods } = peer;
      const isNowhere = namespaces.kind === 'matching' && isContradiction(namespaces.selector);
      if (!isNowhere && !isContradiction(pods)) continue;
      const far: Path = [...rule.path, farWord[direction], j];
      yield blamed(policy, {
        path:
          place === undefined
            ? rule.path
            : [...far, isNowhere ? 'namespaceSelector' : 'podSelector'],
        says,
        fix,
        repair: place === undefined ? [] : withoutPeer(place, j),
      });
    }
}

/** AKS-NP-003: a selector that contradicts itself. */
export const selfContradiction: LintQuestion = {
  code: 'AKS-NP-003',
  title: 'Selector contradicts itself',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [
    sourceFile('kubernetes/website:network-policies.md'),
    issue('np-guard/network-config-analyzer#274'),
  ],
  page: {
    what: 'The words of a selector cannot hold together: `In` and `NotIn` with the same value, `Exists` and `DoesNotExist` of one key, `In` without values.',
    why: 'It selects nothing now and never will, whatever labels pods are given.',
    judged:
      'By logic alone, whatever the inputs hold: all words about one key are held against one another.',
    undetermined: 'Never.',
    fix: 'Correct the values, or take what hangs on the selector away.',
  },
};
