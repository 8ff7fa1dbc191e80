/** Operating errors: what the world did to us (disk, socket, foreign system), with what to try. */

/** A stable `code` for programs, a sentence for people, a `hint` that the IDE and the command line show. */
export class EngineError extends Error {
  override name = 'EngineError';
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The sentence of whatever was thrown; never a stack trace. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
