/** The parser of values: sums, products, fields and what is inside of them, literals, CASE, CAST and calls. */

import type { ArithmeticOperator, CaseBranch, CastTarget, Expression, Name } from './expression.ts';
import { expressionOf } from './nesting.ts';
import type { Parser } from './parser.ts';
import { SqlSyntaxError } from './sql-problem.ts';
import type { Token } from './lexer.ts';

/** A value, up to where a comparison could stand. */
export function parseValue(parser: Parser): Expression {
  let left = sum(parser);
  while (parser.tokens.acceptSymbol('||')) {
    const right = sum(parser);
    left = joined({ kind: 'concatenate', left, right });
  }
  return left;
}

function sum(parser: Parser): Expression {
  return chain(parser, ['+', '-'], () => chain(parser, ['*', '/', '%'], () => unary(parser)));
}

function chain(
  parser: Parser,
  operators: readonly ArithmeticOperator[],
  operand: () => Expression,
): Expression {
  let left = operand();
  for (;;) {
    const operator = operators.find((symbol) => parser.tokens.acceptSymbol(symbol));
    if (operator === undefined) return left;
    left = joined({ kind: 'arithmetic', operator, left, right: operand() });
  }
}

function joined(
  part: Extract<Parameters<typeof expressionOf>[0], { kind: 'arithmetic' | 'concatenate' }>,
): Expression {
  return expressionOf(part, { offset: part.left.span.offset, end: part.right.span.end });
}

function unary(parser: Parser): Expression {
  const { tokens } = parser;
  const { offset } = tokens.current;
  if (tokens.acceptSymbol('-')) {
    const of = parser.nested(() => unary(parser));
    return expressionOf({ kind: 'negate', of }, { offset, end: of.span.end });
  }
  if (tokens.acceptSymbol('+')) return parser.nested(() => unary(parser));
  return postfix(parser);
}

/** A value with `->field` and `[index]` after it. */
function postfix(parser: Parser): Expression {
  const { tokens } = parser;
  let of = primary(parser);
  const { offset } = of.span;
  for (;;) {
    if (tokens.acceptSymbol('->')) {
      const field = memberName(parser);
      of = expressionOf({ kind: 'member', of, field }, { offset, end: tokens.previousEnd });
    } else if (tokens.acceptSymbol('[')) {
      const index = parser.expression();
      tokens.expectSymbol(']');
      of = expressionOf({ kind: 'element', of, index }, { offset, end: tokens.previousEnd });
    } else return of;
  }
}

function memberName(parser: Parser): Name {
  const { tokens } = parser;
  tokens.wouldTake('a name');
  const { kind } = tokens.current;
  if (kind !== 'name' && kind !== 'quoted-name') throw tokens.unexpected();
  return nameOf(tokens.take());
}

function nameOf(token: Token): Name {
  return { name: token.text, isExact: token.kind === 'quoted-name' };
}

function primary(parser: Parser): Expression {
  const { tokens } = parser;
  const token = tokens.current;
  tokens.wouldTake('a value', '(', 'TRUE', 'FALSE', 'NULL', 'CASE', 'CAST');
  switch (token.kind) {
    case 'string':
      tokens.take();
      return expressionOf({ kind: 'literal', value: token.text }, token);
    case 'number':
      return numberLiteral(tokens.take());
    case 'quoted-name':
      tokens.take();
      return expressionOf({ kind: 'field', field: nameOf(token) }, token);
    case 'name':
      return fieldOrCall(parser);
    case 'keyword':
      return keywordValue(parser);
    case 'symbol':
      return parenthesised(parser);
    case 'end':
      throw tokens.unexpected();
  }
}

function numberLiteral(token: Token): Expression {
  const value = Number(token.text);
  const isInteger = /^[0-9]+$/.test(token.text);
  if (!Number.isFinite(value)) throw new SqlSyntaxError(token, 'This number is too large.');
  if (isInteger && !Number.isSafeInteger(value)) {
    throw new SqlSyntaxError(token, 'Whole numbers are exact only up to 9007199254740991.', {
      hint: 'Write it with a decimal point to compare approximately.',
    });
  }
  return expressionOf({ kind: 'number', value, isInteger }, token);
}

function parenthesised(parser: Parser): Expression {
  const { tokens } = parser;
  if (!tokens.acceptSymbol('(')) throw tokens.unexpected();
  const inside = parser.expression();
  tokens.expectSymbol(')');
  return inside;
}

function fieldOrCall(parser: Parser): Expression {
  const { tokens } = parser;
  const name = tokens.take();
  if (!tokens.acceptSymbol('(')) {
    return expressionOf({ kind: 'field', field: nameOf(name) }, name);
  }
  const operands: Expression[] = [];
  if (!tokens.acceptSymbol(')')) {
    do operands.push(parser.expression());
    while (tokens.acceptSymbol(','));
    tokens.expectSymbol(')');
  }
  const span = { offset: name.offset, end: tokens.previousEnd };
  return expressionOf(
    { kind: 'call', name: name.text.toUpperCase(), nameSpan: name, operands },
    span,
  );
}

function keywordValue(parser: Parser): Expression {
  const { tokens } = parser;
  const token = tokens.current;
  if (tokens.acceptKeyword('TRUE')) return expressionOf({ kind: 'literal', value: true }, token);
  if (tokens.acceptKeyword('FALSE')) return expressionOf({ kind: 'literal', value: false }, token);
  if (tokens.acceptKeyword('NULL')) return expressionOf({ kind: 'literal', value: null }, token);
  if (tokens.acceptKeyword('CASE')) return caseOf(parser, token);
  if (tokens.acceptKeyword('CAST')) return castOf(parser, token);
  throw tokens.unexpected();
}

function caseOf(parser: Parser, start: Token): Expression {
  const { tokens } = parser;
  const isSearched = tokens.current.kind === 'keyword' && tokens.current.text === 'WHEN';
  const of = isSearched ? null : parser.expression();
  const branches: CaseBranch[] = [];
  tokens.expectKeyword('WHEN');
  do {
    const when = parser.expression();
    tokens.expectKeyword('THEN');
    branches.push({ when, result: parser.expression() });
  } while (tokens.acceptKeyword('WHEN'));
  const otherwise = tokens.acceptKeyword('ELSE') ? parser.expression() : null;
  tokens.expectKeyword('END');
  const span = { offset: start.offset, end: tokens.previousEnd };
  return expressionOf({ kind: 'case', of, branches, otherwise }, span);
}

const castTargets: ReadonlyMap<string, CastTarget> = new Map([
  ['BOOLEAN', 'BOOLEAN'],
  ['INT', 'INTEGER'],
  ['INTEGER', 'INTEGER'],
  ['BIGINT', 'BIGINT'],
  ['DOUBLE', 'DOUBLE'],
  ['DECIMAL', 'DECIMAL'],
  ['STRING', 'STRING'],
  ['VARCHAR', 'STRING'],
]);

function castOf(parser: Parser, start: Token): Expression {
  const { tokens } = parser;
  tokens.expectSymbol('(');
  const of = parser.expression();
  tokens.expectKeyword('AS');
  tokens.wouldTake(...castTargets.keys());
  const to = castTargets.get(tokens.current.text.toUpperCase());
  if (to === undefined || tokens.current.kind !== 'name') throw tokens.unexpected();
  tokens.take();
  const scale = to === 'DECIMAL' ? decimalScale(parser) : 0;
  tokens.expectSymbol(')');
  const span = { offset: start.offset, end: tokens.previousEnd };
  return expressionOf({ kind: 'cast', of, to, scale }, span);
}

/** The scale of `DECIMAL(precision, scale)`. */
function decimalScale(parser: Parser): number {
  parser.tokens.expectSymbol('(');
  const precision = wholeNumber(parser);
  parser.tokens.expectSymbol(',');
  const token = parser.tokens.current;
  const scale = wholeNumber(parser);
  parser.tokens.expectSymbol(')');
  if (precision < 1 || scale > precision) {
    throw new SqlSyntaxError(
      token,
      'A DECIMAL has a precision of at least 1, and a scale within it.',
    );
  }
  return scale;
}

function wholeNumber(parser: Parser): number {
  const { tokens } = parser;
  tokens.wouldTake('a whole number');
  const { kind, text } = tokens.current;
  if (kind !== 'number' || !/^[0-9]{1,2}$/.test(text)) throw tokens.unexpected();
  tokens.take();
  return Number(text);
}
