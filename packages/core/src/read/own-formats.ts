import { everything } from '../estate/estate.ts';
import { readFlows } from '../requirements/flows-file.ts';
import { readAssertions } from '../requirements/assertions.ts';
import { readSnapshot } from '../requirements/snapshot.ts';
import type { SingleFormat } from './format.ts';
import { isOwnKind, type OwnKind, readOwnFile } from './own-files.ts';
import { inTheirPlan } from './plan-places.ts';
import { nothing, type Understood } from './understood.ts';

const says: Readonly<Record<OwnKind, string>> = {
  Requirements: 'requirements of aksnet',
  AddressPlan: 'a hand-written address plan',
  Plan: 'a plan of aksnet',
};

/** What says when a folder was collected: of itself it tells which lists are whole. */
const snapshotFormat: SingleFormat = {
  id: 'snapshot',
  says: 'what a folder of collected files is',
  recognises: ({ value }) => isOwnKind(value, 'Snapshot'),
  read({ document }): Understood {
    const { coverage, diagnostics } = readSnapshot(document);
    return { ...nothing, coverage, diagnostics };
  },
};

/** What must and must not be reached: it says nothing about what is there. */
const assertionsFormat: SingleFormat = {
  id: 'assertions',
  says: 'assertions of connections',
  recognises: ({ value }) => isOwnKind(value, 'Assertions'),
  read: ({ document }): Understood => ({
    ...nothing,
    diagnostics: readAssertions(document).diagnostics,
  }),
};

/** What shall be reached: it says nothing about what is there. */
const flowsFormat: SingleFormat = {
  id: 'flows',
  says: 'wanted connections',
  recognises: ({ value }) => isOwnKind(value, 'Flows'),
  read: ({ document }): Understood => ({
    ...nothing,
    diagnostics: readFlows(document).diagnostics,
  }),
};

const statedKinds = ['Requirements', 'AddressPlan', 'Plan'] as const;

const statedFormats = statedKinds.map(
  (kind): SingleFormat => ({
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
          return { ...own, elements: content.fragment, coverage: content.coverage };
        case 'plan':
          return {
            ...own,
            tense: content.estate.tense,
            elements: inTheirPlan([...everything(content.estate)], document),
            coverage: content.estate.coverage,
          };
      }
    },
  }),
);

/** Files of our own, by the `kind` that they state. */
export const ownFiles: readonly SingleFormat[] = [
  ...statedFormats,
  snapshotFormat,
  assertionsFormat,
  flowsFormat,
];
