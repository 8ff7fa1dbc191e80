/** What the parts of the parser ask of each other. */

import type { Expression } from './expression.ts';
import type { TokenStream } from './token-stream.ts';

export interface Parser {
  readonly tokens: TokenStream;
  /** A whole expression, as within parentheses. */
  expression(): Expression;
  /** Runs `parse` one level deeper. */
  nested<Result>(parse: () => Result): Result;
}
