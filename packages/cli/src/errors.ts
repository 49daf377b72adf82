/** What can go wrong around an analysis: files, folders, arguments. Never a fact about a network. */
export type FailureCode =
  | 'not-found'
  | 'not-readable'
  | 'not-writable'
  | 'too-large'
  | 'usage'
  | 'user-changed'
  | 'not-a-plan';

/** An operational failure of the command line; the cause is kept. */
export class CliFailure extends Error {
  readonly code: FailureCode;
  /** The next step for the user. */
  readonly hint: string | undefined;

  constructor(
    code: FailureCode,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'CliFailure';
    this.code = code;
    this.hint = options.hint;
  }
}

/** Exit codes, documented in `aksnet --help`. */
export const exitCodes = { clean: 0, findings: 1, unusable: 2, failure: 3 } as const;

/** An exit code. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
