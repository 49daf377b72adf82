import { apiErrors } from './lifecycle/api-errors.ts';
import type { KnownError } from './lifecycle/known-error.ts';
import { nodeErrors } from './lifecycle/node-errors.ts';

export type { KnownError } from './lifecycle/known-error.ts';

/** Every failure that is known, codes of Azure and troubles without one. */
export const knownErrors: readonly KnownError[] = [...apiErrors, ...nodeErrors];

/** The failure with a code; case is forgiven, because logs differ. */
export function knownError(code: string): KnownError | undefined {
  const wanted = code.toLowerCase();
  return knownErrors.find((error) => error.code.toLowerCase() === wanted);
}

/** The failures with an exit status of the extension on the node. */
export function errorsWithExit(status: number): readonly KnownError[] {
  return knownErrors.filter((error) => error.exitStatus === status);
}
