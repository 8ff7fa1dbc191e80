/** Tokens with a cursor, which remembers everything that could have stood at the cursor. */

import { SqlSyntaxError } from './sql-problem.ts';
import type { Token, TokenKind } from './lexer.ts';
import type { Keyword } from './words.ts';

/** What only continues a value: told as one thing where a value may be continued. */
const OPERATORS: ReadonlySet<string> = new Set(
  '= <> != < <= > >= + - * / % || -> [ ( IS IN LIKE BETWEEN NOT'.split(' '),
);
/** What begins a value, told as one thing. */
const VALUE_STARTS: ReadonlySet<string> = new Set('- + ( TRUE FALSE NULL CASE CAST NOT'.split(' '));

export class TokenStream {
  readonly #tokens: readonly Token[];
  #index = 0;
  readonly #expected = new Set<string>();

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get current(): Token {
    return this.#tokens[this.#index]!;
  }

  /** Where the last taken token ends. */
  get previousEnd(): number {
    return this.#tokens[this.#index - 1]?.end ?? 0;
  }

  /** The next token but one. */
  get following(): Token | undefined {
    return this.#tokens[this.#index + 1];
  }

  take(): Token {
    const token = this.current;
    if (token.kind !== 'end') this.#index++;
    this.#expected.clear();
    return token;
  }

  acceptKeyword(word: Keyword): boolean {
    return this.#accept('keyword', word);
  }

  acceptSymbol(symbol: string): boolean {
    return this.#accept('symbol', symbol);
  }

  /** A word that means something here only, and may name a field elsewhere. */
  acceptWord(word: string): boolean {
    this.#expected.add(word);
    const { kind, text } = this.current;
    if (kind !== 'name' || text.toUpperCase() !== word) return false;
    this.take();
    return true;
  }

  expectKeyword(word: Keyword): void {
    if (!this.acceptKeyword(word)) throw this.unexpected();
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) throw this.unexpected();
  }

  /** Adds to what could stand here, for whoever fails next. */
  wouldTake(...what: readonly string[]): void {
    for (const one of what) this.#expected.add(one);
  }

  unexpected(hint?: string): SqlSyntaxError {
    const { current } = this;
    const message = `Expected ${listed(this.#expected)}, but found ${describe(current)}.`;
    const expected = [...this.#expected].sort();
    return new SqlSyntaxError(current, message, { expected, hint: hint ?? hintFor(current) });
  }

  #accept(kind: TokenKind, text: string): boolean {
    this.#expected.add(text);
    const { current } = this;
    if (current.kind !== kind || current.text !== text) return false;
    this.take();
    return true;
  }
}

/** For people: `a value`, or `an operator, AND, OR or the end`. */
function listed(expected: ReadonlySet<string>): string {
  if (expected.has('a value')) {
    return joined([...expected].filter((word) => !VALUE_STARTS.has(word)));
  }
  if (!expected.has('*')) return joined([...expected]);
  return joined(['an operator', ...[...expected].filter((word) => !OPERATORS.has(word))]);
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? 'nothing more';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end';
    case 'string':
      return `the text '${shortened(token.text)}'`;
    case 'quoted-name':
      return `the name ${token.quote}${shortened(token.text)}${token.quote}`;
    case 'keyword':
    case 'name':
    case 'number':
    case 'symbol':
      return shortened(token.text);
  }
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

function hintFor(token: Token): string | undefined {
  if (token.kind !== 'keyword') return undefined;
  if (token.text === 'WHERE' || token.text === 'SELECT') {
    return 'Write only the condition, without SELECT and WHERE.';
  }
  const isOperator = ['AND', 'OR', 'IN', 'IS', 'LIKE', 'BETWEEN', 'NOT'].includes(token.text);
  if (isOperator) return undefined;
  return `${token.text} is a word of SQL. If it is the name of a field, write \`${token.text.toLowerCase()}\` in backquotes, spelt as in the data.`;
}
