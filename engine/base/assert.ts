/** Programmer errors: a broken invariant stops the thread that broke it. Always on. */

export class AssertionError extends Error {
  override name = 'AssertionError';
}

/** Throws when `condition` does not hold; `sentence` says what should have held. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new AssertionError(sentence);
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new AssertionError(`Unreachable value: ${JSON.stringify(value)}.`);
}
