import { type PresetAnswers, presetIds } from '@aksnet/core/requirements';
import { describe, expect, it } from 'vitest';
import { complaintOf, listOf, nodesIn } from './init-answers.ts';

describe('answers to the questions', () => {
  it.each([
    ['westeurope', ['westeurope']],
    [' westeurope,  northeurope ;eastasia', ['westeurope', 'northeurope', 'eastasia']],
    ['', []],
  ])('%j names %j', (text, words) => {
    expect(listOf(text)).toEqual(words);
  });

  it.each([
    ['60', 60],
    [' 4 ', 4],
    ['3', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['many', undefined],
    ['999999', undefined],
  ])('%j is %j nodes', (text, nodes) => {
    expect(nodesIn(text)).toBe(nodes);
  });

  const wrong: readonly (readonly [PresetAnswers, RegExp])[] = [
    [{ regions: ['West', 'Europe'] }, /region name without blanks/],
    [{ pools: ['10.0.0.1/8'] }, /10\.0\.0\.0\/8/],
    [{ pools: ['10.0.0.0/8', '10.64.0.0/12'] }, /10\.64\.0\.0\/12/],
  ];
  it.each(wrong)('%j is refused at once, with what to write', (answers, words) => {
    for (const preset of presetIds) expect(complaintOf({ preset, answers })).toMatch(words);
  });

  it.each(presetIds)('%s is fine with usual ones', (preset) => {
    const answers = { name: 'A "B" #c', regions: ['westeurope', 'northeurope'], maxNodes: 4 };
    expect(complaintOf({ preset, answers })).toBeUndefined();
  });
});
