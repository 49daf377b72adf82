import type { FindWritten, Written } from './scope.ts';

/**
 * Where the key and the value of an item are written, of what is walked over. The answer is asked with the
 * item: its key, or its index in a list.
 */
export const eachWritten =
  (over: Pick<Written, 'what' | 'scope'>) =>
  (at: string | number): FindWritten =>
  (_, [which, ...asked]) =>
    which === 'key' || which === 'value'
      ? { ...over, asked: [at, ...(which === 'value' ? asked : [])] }
      : undefined;
