import { formatAddress } from '@aksnet/net';
import { code, type Prose, prose } from '../../../evidence/prose.ts';
import type { Evaluation, Verdict } from '../../../policy/evaluation.ts';
import type { Party } from '../../../policy/match.ts';
import type { Mark, Status } from '../../page.ts';
import { status } from '../../page.ts';

/** What people call an end: the workload that made a pod, and the pod itself where that is another. */
export const partyText = (party: Party): string => {
  switch (party.kind) {
    case 'pod':
      return `${party.pod.namespace}/${party.pod.owner.name}`;
    case 'node':
      return `node ${party.node.name}`;
    case 'address':
      return formatAddress(party.address);
    case 'name':
      return party.name;
  }
};

/** The end with what kind of thing it is: `shop/web (Deployment)`. */
export function partyProse(party: Party): Prose {
  if (party.kind !== 'pod') return [code(partyText(party))];
  const { owner, name } = party.pod;
  const pod = name === owner.name ? [] : prose`, pod ${name}`;
  return [code(partyText(party)), ` (${owner.kind}`, ...pod, ')'];
}

/** `TCP 5432`. */
export const portText = ({ protocol, port }: Pick<Evaluation, 'protocol' | 'port'>): string =>
  `${protocol} ${port}`;

const verdicts: Readonly<Record<Verdict, { readonly mark: Mark; readonly word: string }>> = {
  allowed: { mark: 'good', word: 'allowed' },
  allowedSubjectToRule: { mark: 'warning', word: 'allowed subject to a rule' },
  undetermined: { mark: 'unknown', word: 'undetermined' },
  denied: { mark: 'bad', word: 'denied' },
};

/** How a verdict is marked and called. */
export const verdictStatus = (verdict: Verdict): Status =>
  status(verdicts[verdict].mark, verdicts[verdict].word);

/** The word for a verdict. */
export const verdictWord = (verdict: Verdict): string => verdicts[verdict].word;
