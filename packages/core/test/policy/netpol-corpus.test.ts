import { describe, expect, it } from 'vitest';
import {
  casesIn,
  expectedExposureLines,
  expectedLines,
  exposureLines,
  hasCorpus,
  modelOfFolder,
  relationLines,
} from './netpol-corpus.ts';

if (!hasCorpus) console.warn('skipped: these cases need ../shared/corpus/netpol');

const sorted = (lines: readonly string[]): readonly string[] => [...lines].sort();

const all = [...casesIn('plain.json'), ...casesIn('exposure.json')];

describe.skipIf(!hasCorpus)('as the other analyser reads policies', () => {
  it.each(all.map((one) => [one.case, one] as const))('%s: who may talk to whom', (_, one) => {
    const lines = relationLines(modelOfFolder(one.inputDir));
    expect(sorted(lines)).toEqual(sorted(expectedLines(one)));
  });

  const exposed = all.filter(({ expectedExposure }) => expectedExposure !== undefined);
  it.each(exposed.map((one) => [one.case, one] as const))('%s: exposure', (_, one) => {
    const lines = exposureLines(modelOfFolder(one.inputDir));
    expect(sorted(lines)).toEqual(sorted(expectedExposureLines(one)));
  });
});
