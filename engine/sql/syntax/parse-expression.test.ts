// oxlint-disable complexity -- One case per kind of node.
import { describe, expect, test } from 'vitest';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';

/** The tree with every grouping written out. */
function grouped(source: string): string {
  const result = parseExpression(source);
  return result.ok ? show(result.expression) : `! ${result.problems[0]?.message}`;
}

function show(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return JSON.stringify(node.value);
    case 'number':
      return node.isInteger ? `${node.value}` : `${node.value}d`;
    case 'field':
      return node.field.isExact ? `\`${node.field.name}\`` : node.field.name;
    case 'member':
      return `${show(node.of)}->${node.field.name}`;
    case 'element':
      return `${show(node.of)}[${show(node.index)}]`;
    case 'negate':
      return `(- ${show(node.of)})`;
    case 'arithmetic':
    case 'compare':
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
    case 'concatenate':
      return `(${show(node.left)} || ${show(node.right)})`;
    case 'distinct':
      return `(${show(node.left)} ${node.isNegated ? '==' : 'distinct'} ${show(node.right)})`;
    case 'and':
    case 'or':
      return `(${node.operands.map(show).join(` ${node.kind} `)})`;
    case 'not':
      return `(not ${show(node.of)})`;
    case 'is-null':
      return `(${show(node.of)} ${node.isNegated ? 'is not null' : 'is null'})`;
    case 'in':
      return `(${show(node.of)} ${node.isNegated ? 'not in' : 'in'} ${node.list.map(show).join()})`;
    case 'between':
      return `(${show(node.of)} ${node.isNegated ? 'not ' : ''}${show(node.low)}..${show(node.high)})`;
    case 'like':
      return `(${show(node.of)} ${node.isNegated ? 'un' : ''}like ${show(node.pattern)} ${node.escape})`;
    case 'case':
      return `case(${[
        node.of,
        ...node.branches.flatMap((branch) => [branch.when, branch.result]),
        node.otherwise,
      ]
        .map((part) => (part === null ? '-' : show(part)))
        .join()})`;
    case 'cast':
      return `${node.to}${node.to === 'DECIMAL' ? node.scale : ''}(${show(node.of)})`;
    case 'call':
      return `${node.name}(${node.operands.map(show).join()})`;
  }
}

describe('what binds tighter', () => {
  test.each([
    ['a OR b AND NOT c = 1', '(a or (b and (not (c = 1))))'],
    ['a = 1 AND b = 2 AND c = 3', '((a = 1) and (b = 2) and (c = 3))'],
    ['(a OR b) AND c', '((a or b) and c)'],
    ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
    ['8 / 4 / 2', '((8 / 4) / 2)'],
    ['-a * +b', '((- a) * b)'],
    ['-1 - -2', '((- 1) - (- 2))'],
    ["a + 1 || 'x' = b", '(((a + 1) || "x") = b)'],
    ['a->b->c[1]->d = 2', '(a->b->c[1]->d = 2)'],
    ["m['k'] IS NULL", '(m["k"] is null)'],
    ['NOT NOT a', '(not (not a))'],
    ['a NOT IN (1, 2 + 3) OR b', '((a not in 1,(2 + 3)) or b)'],
    ['a BETWEEN 1 AND 2 AND b', '((a 1..2) and b)'],
    ['a NOT BETWEEN x - 1 AND x + 1', '(a not (x - 1)..(x + 1))'],
    ["a LIKE 'x!%' ESCAPE '!'", '(a like "x!%" !)'],
    ['a NOT LIKE b', '(a unlike b null)'],
    ['a IS DISTINCT FROM b', '(a distinct b)'],
    ['a IS NOT DISTINCT FROM NULL', '(a == null)'],
    ['a IS NOT NULL', '(a is not null)'],
    ["CASE a WHEN 1 THEN 'x' ELSE 'y' END = 'x'", '(case(a,1,"x","y") = "x")'],
    ['CASE WHEN a THEN b END', 'case(-,a,b,-)'],
    ['CAST(a AS varchar) = b', '(STRING(a) = b)'],
    ['CAST(a AS DECIMAL(4, 2)) > 1', '(DECIMAL2(a) > 1)'],
    ['ucase(a) <> len ( b )', '(UCASE(a) <> LEN(b))'],
    ['f() = 1', '(F() = 1)'],
  ])('%s', (source, tree) => {
    expect(grouped(source)).toBe(tree);
  });
});

describe('words and signs', () => {
  test.each([
    ["a = 'it''s'", '(a = "it\'s")'],
    ["a = ''", '(a = "")'],
    ['`a b` = "c""d"', '(`a b` = `c"d`)'],
    ['a != 1', '(a <> 1)'],
    ['a = 1.', '(a = 1d)'],
    ['a = .5', '(a = 0.5d)'],
    ['a = 1e3', '(a = 1000d)'],
    ['a = 2.5E-1', '(a = 0.25d)'],
    ['1st = 2', '(1st = 2)'],
    ['a_b@c = tRuE', '(a_b@c = true)'],
    ['a = 1 -- the rest\n AND /* and\n more */ b', '((a = 1) and b)'],
    ['escape = 1', '(escape = 1)'],
    ['date = time', '(date = time)'],
    ['a\u{a0}=\u{feff}1', '(a = 1)'],
  ])('%s', (source, tree) => {
    expect(grouped(source)).toBe(tree);
  });
});

describe('what does not parse says where, what was expected, and what to try', () => {
  test.each([
    ['', 1, 1, 'Expected a value, but found the end.', undefined],
    ['colour =', 1, 9, 'Expected a value, but found the end.', undefined],
    ["colour = 'RED'\n  AND", 2, 6, 'Expected a value, but found the end.', undefined],
    ['a b', 1, 3, 'Expected an operator, AND, OR or the end, but found b.', undefined],
    ['(a = 1', 1, 7, 'Expected an operator, AND, OR or ), but found the end.', undefined],
    ['a = 1)', 1, 6, 'Expected an operator, AND, OR or the end, but found ).', undefined],
    ['a == 1', 1, 3, 'SQL does not know "==".', 'SQL compares with a single =.'],
    ['a && b', 1, 3, 'SQL does not know "&&".', 'SQL writes AND.'],
    ['a = 1;', 1, 6, 'SQL does not know ";".', 'Leave the ; away.'],
    [
      'a.b = 1',
      1,
      2,
      'SQL does not know ".".',
      'Fields inside a field are reached with ->, as in address->city.',
    ],
    [
      'a < b < c',
      1,
      7,
      'Comparisons cannot be chained.',
      'Write a < b AND b < c, or b BETWEEN a AND c.',
    ],
    [
      'WHERE a = 1',
      1,
      1,
      'Expected a value, but found WHERE.',
      'Write only the condition, without SELECT and WHERE.',
    ],
    [
      'limit > 3',
      1,
      1,
      'Expected a value, but found LIMIT.',
      'LIMIT is a word of SQL. If it is the name of a field, write `limit` in backquotes, spelt as in the data.',
    ],
    [
      'a IS TRUE',
      1,
      6,
      'Expected NOT, NULL or DISTINCT, but found TRUE.',
      'For TRUE and FALSE, write = TRUE and = FALSE.',
    ],
    ['a NOT 1', 1, 7, 'Expected IN, BETWEEN or LIKE, but found 1.', undefined],
    [
      "a = 'x",
      1,
      5,
      'This text is not closed.',
      "End it with '. A ' inside of a text is written twice, as 'it''s'.",
    ],
    ['`a = 1', 1, 1, 'This name is not closed.', 'End it with `.'],
    ['`` = 1', 1, 1, 'A field name cannot be empty.', undefined],
    ['a /* b', 1, 3, 'This comment is not closed.', 'End it with */.'],
    ["a LIKE 'x' ESCAPE 'ab'", 1, 19, 'ESCAPE takes one character.', "Such as '\\'."],
    ["a LIKE 'x' ESCAPE b", 1, 19, 'Expected a text, but found b.', undefined],
    ['a IN ()', 1, 7, 'Expected a value, but found ).', undefined],
    ['a BETWEEN 1 OR 2', 1, 13, 'Expected an operator or AND, but found OR.', undefined],
    [
      'CASE a END',
      1,
      8,
      'Expected an operator, AND, OR or WHEN, but found END.',
      'END is a word of SQL. If it is the name of a field, write `end` in backquotes, spelt as in the data.',
    ],
    [
      'CAST(a AS FOO)',
      1,
      11,
      'Expected BOOLEAN, INT, INTEGER, BIGINT, DOUBLE, DECIMAL, STRING or VARCHAR, but found FOO.',
      undefined,
    ],
    [
      'CAST(a AS DECIMAL(2, 3))',
      1,
      22,
      'A DECIMAL has a precision of at least 1, and a scale within it.',
      undefined,
    ],
    ['a->1', 1, 4, 'Expected a name, but found 1.', undefined],
    [
      'größe = 1',
      1,
      3,
      'SQL does not know "ö".',
      'A field whose name has other characters is written in backquotes, as `größe`.',
    ],
    [
      'a = 12345678901234567890',
      1,
      5,
      'Whole numbers are exact only up to 9007199254740991.',
      'Write it with a decimal point to compare approximately.',
    ],
    ['a = 1e999', 1, 5, 'This number is too large.', undefined],
  ])('%s', (source, line, column, message, hint) => {
    const result = parseExpression(source);
    const [problem] = result.ok ? [] : result.problems;
    expect({
      line: problem?.line,
      column: problem?.column,
      message: problem?.message,
      hint: problem?.hint,
    }).toEqual({ line, column, message, hint });
  });

  test('what could stand at the place is kept for completion', () => {
    const result = parseExpression('a ');
    const afterValue = parseExpression('a !');
    const missing = parseExpression('a = ');
    expect(result.ok).toBe(true);
    expect(afterValue.ok || afterValue.problems[0]?.expected).toEqual([]);
    expect(missing.ok || missing.problems[0]?.expected).toEqual([
      '(',
      '+',
      '-',
      'CASE',
      'CAST',
      'FALSE',
      'NULL',
      'TRUE',
      'a value',
    ]);
  });
});

describe('hostile text is refused, not followed', () => {
  test.each([
    ['parentheses', '('.repeat(60_000)],
    ['NOT', 'NOT '.repeat(15_000)],
    ['signs', `a = ${'-'.repeat(1).concat('+ '.repeat(20_000))}1`],
    ['a long sum', `a${'+a'.repeat(30_000)} = 1`],
    ['members', `a${'->b'.repeat(20_000)} = 1`],
    ['elements', `a${'[1]'.repeat(20_000)} = 1`],
    ['CASE', 'CASE WHEN '.repeat(6_000)],
    ['calls', 'ABS('.repeat(16_000)],
  ])('%s nested without end', (_, source) => {
    const result = parseExpression(source);
    expect(result.ok || result.problems[0]?.message).toBe(
      'This is nested more than 200 levels deep.',
    );
  });

  test('a text of more than 64 KiB is refused', () => {
    const result = parseExpression(`a = '${'x'.repeat(70_000)}'`);
    expect(result.ok || result.problems[0]?.message).toBe('SQL has at most 65536 characters here.');
  });

  test('a long chain is not deep', () => {
    const result = parseExpression(Array.from({ length: 5000 }, (_, n) => `a = ${n}`).join(' OR '));
    expect(result.ok && result.expression.depth).toBe(3);
  });
});
