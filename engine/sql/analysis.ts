/** What analysing an expression finds out. */

import type { SqlType } from './sql-type.ts';
import type { Expression } from './syntax/expression.ts';
import type { ProblemDetails, Span, SqlProblem } from './syntax/sql-problem.ts';

export interface Analysis {
  readonly types: ReadonlyMap<Expression, SqlType>;
  /** Errors and warnings, in the order of the text. */
  readonly problems: readonly SqlProblem[];
}

/** What the rules for single nodes may ask and say. */
export interface AnalysisContext {
  typeOf(expression: Expression): SqlType;
  report(span: Span, message: string, details?: ProblemDetails): void;
}
