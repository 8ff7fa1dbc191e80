/** What is wrong with SQL text, and where. */

export interface SqlProblem {
  /** One sentence. */
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** From 1; columns count UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
  /** Where in the text, from 0, and how much of it. */
  readonly offset: number;
  readonly length: number;
  /** What could stand here instead, for completion: words, symbols, and `a value`, `a name`. */
  readonly expected: readonly string[];
  /** What to try. */
  readonly hint?: string;
}

/** A part of the text: from `offset` up to, not including, `end`. */
export interface Span {
  readonly offset: number;
  readonly end: number;
}

export interface ProblemDetails {
  readonly severity?: 'error' | 'warning';
  readonly expected?: readonly string[];
  readonly hint?: string | undefined;
}

export function sqlProblem(
  source: string,
  span: Span,
  details: ProblemDetails & { readonly message: string },
): SqlProblem {
  const before = source.slice(0, span.offset);
  const { message, severity = 'error', expected = [], hint } = details;
  return {
    message,
    severity,
    line: before.split('\n').length,
    column: span.offset - before.lastIndexOf('\n'),
    offset: span.offset,
    length: Math.max(span.end - span.offset, 0),
    expected,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Carries a problem out of the depth of the lexer or parser; caught where parsing begins. */
export class SqlSyntaxError extends Error {
  override name = 'SqlSyntaxError';
  readonly span: Span;
  readonly details: ProblemDetails;

  constructor(span: Span, message: string, details: ProblemDetails = {}) {
    super(message);
    this.span = span;
    this.details = details;
  }
}
