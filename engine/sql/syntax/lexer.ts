/** SQL text → tokens. Comments and spaces fall away; each token keeps its place. */

import { SqlSyntaxError, type Span } from './sql-problem.ts';
import { reservedWords } from './words.ts';

export type TokenKind = 'keyword' | 'name' | 'quoted-name' | 'string' | 'number' | 'symbol' | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Keywords in upper case, quoted names and strings without their quotes, all else as written. */
  readonly text: string;
  /** For quoted names: the quote. */
  readonly quote?: '`' | '"';
}

/** Longest first. */
const SYMBOLS = [
  '->',
  '<>',
  '!=',
  '<=',
  '>=',
  '||',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '(',
  ')',
  '[',
  ']',
  ',',
];

/** What people write who come from another language, and what SQL says instead. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['===', 'SQL compares with a single =.'],
  ['!==', 'SQL writes <> for "not equal".'],
  ['==', 'SQL compares with a single =.'],
  ['&&', 'SQL writes AND.'],
  ['!', 'SQL writes NOT, or <> for "not equal".'],
  ['.', 'Fields inside a field are reached with ->, as in address->city.'],
  [';', 'Leave the ; away.'],
];

const SPACE = /[\s\u{feff}]+/uy;
const LINE_COMMENT = /--[^\n]*/y;
const NUMBER = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const NAME = /[A-Za-z0-9_@][A-Za-z0-9_@]*/y;

export function tokenise(source: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    offset = skipSpace(source, offset);
    if (offset >= source.length) break;
    const token = nextToken(source, offset);
    tokens.push(token);
    offset = token.end;
  }
  tokens.push({ kind: 'end', text: '', offset: source.length, end: source.length });
  return tokens;
}

function skipSpace(source: string, start: number): number {
  let offset = start;
  for (;;) {
    const space = match(SPACE, source, offset) ?? match(LINE_COMMENT, source, offset);
    if (space !== undefined) {
      offset += space.length;
      continue;
    }
    if (!source.startsWith('/*', offset)) return offset;
    const close = source.indexOf('*/', offset + 2);
    if (close < 0) {
      const span = { offset, end: source.length };
      throw new SqlSyntaxError(span, 'This comment is not closed.', { hint: 'End it with */.' });
    }
    offset = close + 2;
  }
}

function nextToken(source: string, offset: number): Token {
  const character = source[offset];
  if (character === "'") return quotedToken(source, offset, 'string');
  if (character === '`' || character === '"') return quotedToken(source, offset, 'quoted-name');
  const number = match(NUMBER, source, offset);
  const name = match(NAME, source, offset);
  if (number !== undefined && number.length >= (name?.length ?? 0)) {
    return { kind: 'number', text: number, offset, end: offset + number.length };
  }
  if (name !== undefined) return nameToken(name, offset);
  return symbolToken(source, offset);
}

function symbolToken(source: string, offset: number): Token {
  const foreign = FOREIGN.find(([text]) => source.startsWith(text, offset));
  const symbol = SYMBOLS.find((text) => source.startsWith(text, offset));
  if (symbol !== undefined && (foreign === undefined || foreign[0].length <= symbol.length)) {
    return { kind: 'symbol', text: symbol, offset, end: offset + symbol.length };
  }
  const [text, hint] = foreign ?? [
    String.fromCodePoint(source.codePointAt(offset) ?? 0),
    'A field whose name has other characters is written in backquotes, as `größe`.',
  ];
  const span = { offset, end: offset + text.length };
  throw new SqlSyntaxError(span, `SQL does not know "${text}".`, { hint });
}

function nameToken(name: string, offset: number): Token {
  const end = offset + name.length;
  const upper = name.toUpperCase();
  return reservedWords.has(upper)
    ? { kind: 'keyword', text: upper, offset, end }
    : { kind: 'name', text: name, offset, end };
}

/** A doubled quote stands for itself. */
function quotedToken(source: string, offset: number, kind: 'string' | 'quoted-name'): Token {
  const quote = source.charAt(offset);
  let text = '';
  let from = offset + 1;
  for (;;) {
    const close = source.indexOf(quote, from);
    if (close < 0) throw unclosed(source, offset, kind);
    text += source.slice(from, close);
    if (source[close + 1] !== quote) {
      const token: Token = { kind, text, offset, end: close + 1 };
      if (kind === 'string') return token;
      if (text === '') throw new SqlSyntaxError(token, 'A field name cannot be empty.');
      return { ...token, quote: quote === '"' ? '"' : '`' };
    }
    text += quote;
    from = close + 2;
  }
}

function unclosed(source: string, offset: number, kind: 'string' | 'quoted-name'): SqlSyntaxError {
  const quote = source.charAt(offset);
  const what = kind === 'string' ? 'text' : 'name';
  return new SqlSyntaxError({ offset, end: source.length }, `This ${what} is not closed.`, {
    expected: [quote],
    hint:
      kind === 'string'
        ? "End it with '. A ' inside of a text is written twice, as 'it''s'."
        : `End it with ${quote}.`,
  });
}

function match(pattern: RegExp, source: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(source)?.[0];
}
