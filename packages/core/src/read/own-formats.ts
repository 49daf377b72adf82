import { everything } from '../estate/estate.ts';
import type { SingleFormat } from './format.ts';
import { isOwnKind, type OwnKind, readOwnFile } from './own-files.ts';
import { nothing, type Understood } from './understood.ts';

const says: Readonly<Record<OwnKind, string>> = {
  Requirements: 'requirements of aksnet',
  AddressPlan: 'a hand-written address plan',
  Plan: 'a plan of aksnet',
};

/** Files of our own, by the `kind` that they state. */
export const ownFiles: readonly SingleFormat[] = (
  ['Requirements', 'AddressPlan', 'Plan'] as const
).map((kind) => ({
  id: kind.charAt(0).toLowerCase() + kind.slice(1),
  says: says[kind],
  recognises: ({ value }) => isOwnKind(value, kind),
  read({ document }): Understood {
    const { content, diagnostics } = readOwnFile(document);
    if (content === undefined) return { ...nothing, diagnostics };
    const own = { ...nothing, diagnostics, own: content, tense: 'designed' } as const;
    switch (content.kind) {
      case 'requirements':
        return own;
      case 'addressPlan':
        return { ...own, elements: content.fragment };
      case 'plan':
        return {
          ...own,
          tense: content.estate.tense,
          elements: [...everything(content.estate)],
          coverage: content.estate.coverage,
        };
    }
  },
}));
