import {
  type PresetAnswers,
  type PresetId,
  preset,
  readRequirements,
} from '@aksnet/core/requirements';
import { readYaml } from '@aksnet/core/text';

/** A pattern with what was answered so far. */
export interface Asked {
  readonly preset: PresetId;
  readonly answers: PresetAnswers;
}

/** Fewest nodes with which a cluster has a system pool that survives a node, and room for workloads. */
export const fewestNodes = 4;

/** Words of an answer that names several things. */
export const listOf = (text: string): readonly string[] =>
  text.split(/[\s,;]+/).filter((word) => word !== '');

/** The number of nodes in an answer; undefined for what is none, or too small for a cluster. */
export function nodesIn(text: string): number | undefined {
  const count = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return count >= fewestNodes ? count : undefined;
}

/** What is wrong with the answers so far, in the words in which the file would be complained about. */
export function complaintOf(asked: Asked): string | undefined {
  const text = preset(asked.preset, asked.answers);
  const { diagnostics } = readRequirements(readYaml({ id: 'these answers', text: () => text }));
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  if (wrong === undefined) return undefined;
  return wrong.hint === undefined ? wrong.message : `${wrong.message}; ${wrong.hint}`;
}
