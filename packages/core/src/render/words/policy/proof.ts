import type { PortSetId, PortSets } from '../../../policy/port-set.ts';
import type { ProofReason } from '../../../policy/proof/difference.ts';
import type { Proof } from '../../../policy/proof/proof.ts';
import type { Mark } from '../../page.ts';

/** What a proof came to, in a word and a sentence. */
export const verdicts: Readonly<
  Record<Proof['verdict'], { readonly mark: Mark; readonly word: string; readonly says: string }>
> = {
  equal: {
    mark: 'good',
    word: 'equal',
    says: 'What these policies let pass is what is wanted, and nothing else.',
  },
  undetermined: {
    mark: 'unknown',
    word: 'undetermined',
    says: 'What these policies let pass is what is wanted as far as the inputs tell; the rest hangs on what no input tells.',
  },
  different: {
    mark: 'bad',
    word: 'different',
    says: 'These policies do not give exactly what is wanted.',
  },
  unenforced: {
    mark: 'bad',
    word: 'unenforced',
    says: 'Nothing enforces policies on this cluster: whatever is written, everything passes.',
  },
};

/** Why policies give more or less than was wanted. */
export const reasons: Readonly<Record<ProofReason, string>> = {
  seenAsNode:
    'on the network of a node: policies see the node and do not tell what runs there apart',
  names: 'the engine is given no names, so addresses outside are open instead',
  kept: 'a policy that stays in place has its own say',
  untold: 'hangs on an address, a label or a node that no input tells',
  words: 'no labels, or no ports as this engine spells them, tell it apart from what is wanted',
};

/** Ports of a set, short. */
export const portsText = (set: PortSetId, sets: PortSets): string =>
  sets
    .intervals(set)
    .map(({ protocol, first, last }) => {
      if (first === 1 && last === 65535) return `${protocol} all ports`;
      return first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
    })
    .join(', ');
