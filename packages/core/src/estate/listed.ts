import type { ElementId } from '../evidence/source.ts';
import type { Kind } from './elements/kinds.ts';
import type { Estate } from './estate.ts';

/**
 * Whether somebody said that all elements of a kind that can matter to `subject` are among the
 * inputs: everywhere, within the subject, or within something that its id lies in (its VNet, its
 * cluster, its subscription).
 */
export const isListedFor = (estate: Estate, kind: Kind, subject: ElementId): boolean =>
  estate.coverage.some(
    ({ kind: listed, within }) =>
      listed === kind &&
      (within === undefined || within === subject || subject.startsWith(`${within}/`)),
  );
