/** Tokens → syntax tree: a recursive-descent parser of ksqlDB's expressions, loosest binding first. */

import type { Comparison, Expression } from './expression.ts';
import { tokenise } from './lexer.ts';
import { DEPTH_MAX, expressionOf, tooDeep } from './nesting.ts';
import { parseValue } from './parse-value.ts';
import type { Parser } from './parser.ts';
import { SqlSyntaxError, sqlProblem, type SqlProblem } from './sql-problem.ts';
import { TokenStream } from './token-stream.ts';

/** Longer texts are no conditions, and could keep the engine busy. */
export const SOURCE_LENGTH_MAX = 64 * 1024;

export type SyntaxResult =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problems: readonly SqlProblem[] };

/** Parses a whole text as one expression. Never throws. */
export function parseExpression(source: string): SyntaxResult {
  try {
    return { ok: true, expression: new ExpressionParser(source).parse() };
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    const problem = sqlProblem(source, error.span, { message: error.message, ...error.details });
    return { ok: false, problems: [problem] };
  }
}

class ExpressionParser implements Parser {
  readonly tokens: TokenStream;
  #depth = 0;

  constructor(source: string) {
    if (source.length > SOURCE_LENGTH_MAX) {
      const span = { offset: SOURCE_LENGTH_MAX, end: source.length };
      throw new SqlSyntaxError(span, `SQL has at most ${SOURCE_LENGTH_MAX} characters here.`);
    }
    this.tokens = new TokenStream(tokenise(source));
  }

  parse(): Expression {
    const expression = this.expression();
    if (this.tokens.current.kind === 'end') return expression;
    this.tokens.wouldTake('the end');
    throw this.tokens.unexpected();
  }

  expression(): Expression {
    return this.nested(() => this.#or());
  }

  nested<Result>(parse: () => Result): Result {
    if (this.#depth >= DEPTH_MAX) throw tooDeep(this.tokens.current);
    this.#depth++;
    const result = parse();
    this.#depth--;
    return result;
  }

  #or(): Expression {
    const operands = [this.#and()];
    while (this.tokens.acceptKeyword('OR')) operands.push(this.#and());
    return this.#joined('or', operands);
  }

  #and(): Expression {
    const operands = [this.#not()];
    while (this.tokens.acceptKeyword('AND')) operands.push(this.#not());
    return this.#joined('and', operands);
  }

  /** A chain is one node with many operands, so that long chains are not deep. */
  #joined(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
    const first = operands[0]!;
    if (operands.length === 1) return first;
    const end = operands.at(-1)!.span.end;
    return expressionOf({ kind, operands }, { offset: first.span.offset, end });
  }

  #not(): Expression {
    const { offset } = this.tokens.current;
    if (!this.tokens.acceptKeyword('NOT')) return this.#predicate();
    const of = this.nested(() => this.#not());
    return expressionOf({ kind: 'not', of }, { offset, end: of.span.end });
  }

  #predicate(): Expression {
    const left = parseValue(this);
    const operator = this.#comparison();
    if (operator !== undefined) {
      const right = parseValue(this);
      this.#refuseSecondComparison();
      return this.#built({ kind: 'compare', operator, left, right }, left);
    }
    if (this.tokens.acceptKeyword('IS')) return this.#is(left);
    const isNegated = this.tokens.acceptKeyword('NOT');
    if (this.tokens.acceptKeyword('IN')) return this.#in(left, isNegated);
    if (this.tokens.acceptKeyword('BETWEEN')) return this.#between(left, isNegated);
    if (this.tokens.acceptKeyword('LIKE')) return this.#like(left, isNegated);
    if (isNegated) throw this.tokens.unexpected();
    return left;
  }

  #comparison(): Comparison | undefined {
    for (const symbol of ['=', '<>', '!=', '<=', '>=', '<', '>'] as const) {
      if (this.tokens.acceptSymbol(symbol)) return symbol === '!=' ? '<>' : symbol;
    }
    return undefined;
  }

  #refuseSecondComparison(): void {
    const { current } = this.tokens;
    const second = this.#comparison();
    if (second === undefined) return;
    throw new SqlSyntaxError(current, 'Comparisons cannot be chained.', {
      expected: ['AND', 'OR'],
      hint: 'Write a < b AND b < c, or b BETWEEN a AND c.',
    });
  }

  #is(of: Expression): Expression {
    const isNegated = this.tokens.acceptKeyword('NOT');
    if (this.tokens.acceptKeyword('NULL')) {
      return this.#built({ kind: 'is-null', isNegated, of }, of);
    }
    if (!this.tokens.acceptKeyword('DISTINCT')) {
      throw this.tokens.unexpected('For TRUE and FALSE, write = TRUE and = FALSE.');
    }
    this.tokens.expectKeyword('FROM');
    const right = parseValue(this);
    return this.#built({ kind: 'distinct', isNegated, left: of, right }, of);
  }

  #in(of: Expression, isNegated: boolean): Expression {
    this.tokens.expectSymbol('(');
    const list = [this.expression()];
    while (this.tokens.acceptSymbol(',')) list.push(this.expression());
    this.tokens.expectSymbol(')');
    return this.#built({ kind: 'in', isNegated, of, list }, of);
  }

  #between(of: Expression, isNegated: boolean): Expression {
    const low = parseValue(this);
    this.tokens.expectKeyword('AND');
    const high = parseValue(this);
    return this.#built({ kind: 'between', isNegated, of, low, high }, of);
  }

  #like(of: Expression, isNegated: boolean): Expression {
    const pattern = parseValue(this);
    const escape = this.tokens.acceptWord('ESCAPE') ? this.#escapeCharacter() : null;
    return this.#built({ kind: 'like', isNegated, of, pattern, escape }, of);
  }

  #escapeCharacter(): string {
    this.tokens.wouldTake('a text');
    if (this.tokens.current.kind !== 'string') throw this.tokens.unexpected();
    const token = this.tokens.take();
    if (Array.from(token.text).length !== 1) {
      throw new SqlSyntaxError(token, 'ESCAPE takes one character.', { hint: "Such as '\\'." });
    }
    return token.text;
  }

  #built(part: Parameters<typeof expressionOf>[0], first: Expression): Expression {
    return expressionOf(part, { offset: first.span.offset, end: this.tokens.previousEnd });
  }
}
