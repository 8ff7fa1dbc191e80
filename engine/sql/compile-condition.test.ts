import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../serde/json-value.ts';
import { compileCondition } from './compile-condition.ts';
import { functions } from './functions/index.ts';
import type { Truth } from './value.ts';

function evaluate(source: string, row: JsonValue): Truth | string {
  const result = compileCondition(source);
  return result.ok ? result.test(row) : (result.problems[0]?.message ?? 'no problem');
}

const widget = {
  reading_ts: '2026-01-01T00:00:00Z',
  sensor_id: 'a-1',
  production_line: 'line-7',
  widget_type: 'acme C',
  temp_celcius: 85.5,
  widget_weight_g: 121,
  colour: 'RED',
  checked: true,
  faulty: null,
  box: { size: { w: 3, h: 4 }, tags: ['new', 'heavy'] },
  Mixed: 1,
  mixed: 2,
};

describe('a condition over a JSON value', () => {
  test.each<[string, Truth]>([
    ["colour = 'RED' AND widget_weight_g > 120", true],
    ["colour = 'RED' AND widget_weight_g > 121", false],
    ["colour <> 'BLUE'", true],
    ["COLOUR = 'RED'", true],
    ["`COLOUR` = 'RED'", null],
    ["`colour` = 'RED'", true],
    ["colour = 'red'", false],
    ["colour < 'REE'", true],
    ['mixed = 2', true],
    ['MIXED = 1', true],
    ['checked', true],
    ['NOT checked', false],
    ['checked = TRUE', true],
    ['colour', null],
    ['faulty', null],
    ['widget_weight_g + 1 = 122', true],
    ['widget_weight_g / 2 = 60.5', true],
    ['7 / 2 = 3', true],
    ['-7 / 2 = -3', true],
    ['7 / 2.0 = 3.5', true],
    ['CAST(widget_weight_g AS INT) / 2 = 60', true],
    ['-7 % 3 = -1', true],
    ['7 / 0 = 1', null],
    ['7 % 0 IS NULL', true],
    ['temp_celcius / 0 > 1000', true],
    ['- widget_weight_g = -121', true],
    ['- colour IS NULL', true],
    ["colour + '!' = 'RED!'", true],
    ["colour || '-' || sensor_id = 'RED-a-1'", true],
    ['colour + faulty IS NULL', true],
    ['colour * 2 IS NULL', true],
    ['box->size->w = 3', true],
    ['BOX->SIZE->W = 3', true],
    ['box->`SIZE` IS NULL', true],
    ['box->nothing->w IS NULL', true],
    ['colour->length IS NULL', true],
    ["box->tags[1] = 'new'", true],
    ["box->tags[-1] = 'heavy'", true],
    ['box->tags[3] IS NULL', true],
    ['box->tags[0] IS NULL', true],
    ['box->tags[1.5] IS NULL', true],
    ["box['size']->h = 4", true],
    ["box['SIZE'] IS NULL", true],
    ['temp_celcius BETWEEN 80 AND 90', true],
    ['temp_celcius NOT BETWEEN 80 AND 90', false],
    ["colour BETWEEN 'A' AND 'Z'", true],
    ["colour IN ('BLUE', 'RED')", true],
    ["colour NOT IN ('BLUE', 'RED')", false],
    ['widget_weight_g IN (1, 121.0)', true],
    ["CASE WHEN checked THEN colour ELSE 'x' END = 'RED'", true],
    ["CASE colour WHEN 'BLUE' THEN 1 WHEN 'RED' THEN 2 END = 2", true],
    ['CASE faulty WHEN NULL THEN 1 ELSE 2 END = 2', true],
    ["CASE colour WHEN 'BLUE' THEN 1 END IS NULL", true],
    ['box = box', true],
    ['box->tags <> box->size', null],
    ['box->size IS DISTINCT FROM box', true],
    ["ARRAY_CONTAINS(box->tags, 'new')", true],
    ['checked AND colour = temp_celcius', null],
  ])('%s', (source, truth) => {
    expect(evaluate(source, widget)).toBe(truth);
  });

  test.each<[JsonValue]>([[null], [5], ['text'], [true], [[1, 2]]])(
    'a value that is no object (%j) has no fields',
    (row) => {
      expect([evaluate('colour IS NULL', row), evaluate('length > 0', row)]).toEqual([true, null]);
    },
  );

  test('what every JavaScript object has is no field', () => {
    const row = JSON.parse('{"a": 1, "__proto__": {"b": 2}}') as JsonValue;
    expect([
      evaluate('constructor IS NULL', row),
      evaluate('toString IS NULL', row),
      evaluate('b IS NULL', row),
      evaluate("a['__proto__'] IS NULL", row),
      evaluate('__proto__->b = 2', row),
    ]).toEqual([true, true, true, true, true]);
  });

  test('values nested deeper than the stack compare', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const row = JSON.parse(`{"a": ${deep}, "b": ${deep}}`) as JsonValue;
    expect(evaluate('a = b', row)).toBe(true);
    expect([true, false]).toContain(evaluate('CAST(a AS STRING) IS NULL', row));
  });
});

describe('NULL is "cannot be known"', () => {
  const row = { n: null, t: true, f: false, one: 1 };
  test.each<[string, Truth]>([
    ['n = 1', null],
    ['n <> 1', null],
    ['n = n', null],
    ['missing > 1', null],
    ['NOT (n = 1)', null],
    ['n = 1 AND t', null],
    ['n = 1 AND f', false],
    ['f AND n = 1', false],
    ['n = 1 OR t', true],
    ['n = 1 OR f', null],
    ['n IN (1, 2)', null],
    ['one IN (1, NULL)', true],
    ['one IN (2, NULL)', null],
    ['one NOT IN (2, NULL)', null],
    ['one NOT IN (2, 3)', true],
    ['n BETWEEN 1 AND 2', null],
    ['one BETWEEN n AND 0', false],
    ['one BETWEEN n AND 2', null],
    ['one NOT BETWEEN 5 AND n', true],
    ["n LIKE '%'", null],
    ['n IS NULL', true],
    ['n IS NOT NULL', false],
    ['n IS DISTINCT FROM 1', true],
    ['n IS DISTINCT FROM NULL', false],
    ['n IS NOT DISTINCT FROM missing', true],
    ['n + 1 IS NULL', true],
    ["one = '1'", null],
    ["one <> '1'", null],
    ["one > '0'", null],
    ['one IS DISTINCT FROM t', true],
  ])('%s', (source, truth) => {
    expect(evaluate(source, row)).toBe(truth);
  });
});

describe('LIKE', () => {
  test.each<[string, string, Truth]>([
    ['line-7', "'line-7'", true],
    ['line-7', "'line%'", true],
    ['line-7', "'%7'", true],
    ['line-7', "'%ne-%'", true],
    ['line-7', "'l_ne__'", true],
    ['line-7', "'l%n%7'", true],
    ['line-7', "'l%x%7'", false],
    ['line-7', "'LINE%'", false],
    ['line-7', "'_'", false],
    ['', "'%'", true],
    ['', "'_'", false],
    ['', "''", true],
    ['a%b', "'a!%b' ESCAPE '!'", true],
    ['axb', "'a!%b' ESCAPE '!'", false],
    ['a!', "'a!!' ESCAPE '!'", true],
    ['a.c', "'a.c'", true],
    ['abc', "'a.c'", false],
    ['x😀y', "'x_y'", true],
    ['a\nb', "'a_b'", true],
    ['aaab', "'%a%ab'", true],
  ])('%s LIKE %s', (text, pattern, truth) => {
    expect(evaluate(`t LIKE ${pattern}`, { t: text })).toBe(truth);
  });

  test('the pattern may come from the data', () => {
    expect([
      evaluate('t LIKE p', { t: 'abc', p: 'a%' }),
      evaluate('t LIKE p', { t: 'abc', p: 5 }),
      evaluate("t LIKE p ESCAPE '!'", { t: 'abc', p: 'a!' }),
    ]).toEqual([true, null, null]);
  });

  test('a pattern of many % does not take for ever', () => {
    const row = { t: `${'a'.repeat(20_000)}b` };
    expect(evaluate(`t LIKE '${'%a'.repeat(50)}%c'`, row)).toBe(false);
  });
});

describe('CAST', () => {
  test.each<[string, Truth]>([
    ["CAST('12' AS INT) = 12", true],
    ["CAST(' 12.9 ' AS INT) = 12", true],
    ['CAST(-2.9 AS BIGINT) = -2', true],
    ['CAST(3000000000.0 AS INT) IS NULL', true],
    ['CAST(3000000000.0 AS BIGINT) = 3000000000', true],
    ["CAST('0x10' AS DOUBLE) IS NULL", true],
    ["CAST('' AS DOUBLE) IS NULL", true],
    ["CAST('1e2' AS DOUBLE) = 100", true],
    ['CAST(1.005 AS DECIMAL(10, 2)) = 1.01', true],
    ["CAST(12 AS STRING) = '12'", true],
    ["CAST(0.5 AS STRING) = '0.5'", true],
    ["CAST(0.00001 AS STRING) = '1.0E-5'", true],
    ["CAST(12345678.5 AS STRING) = '1.23456785E7'", true],
    ["CAST(TRUE AS STRING) = 'true'", true],
    ["CAST('TRUE' AS BOOLEAN)", true],
    ["CAST('yes' AS BOOLEAN) IS NULL", true],
    ['CAST(1 AS BOOLEAN) IS NULL', true],
    ['CAST(o AS STRING) = \'{"a":[1]}\'', true],
    ['CAST(o AS INT) IS NULL', true],
    ['CAST(NULL AS STRING) IS NULL', true],
  ])('%s', (source, truth) => {
    expect(evaluate(source, { o: { a: [1] } })).toBe(truth);
  });
});

describe('functions', () => {
  test.each(functions.map((entry) => [entry.name, entry] as const))(
    '%s does what its example says, and NULL for what it does not take',
    (_, { example, parameters }) => {
      const row = { tags: ['old', 'new'] };
      const [call, result] = example;
      expect(evaluate(`${call} IS NOT DISTINCT FROM ${result}`, row)).toBe(true);
      if (parameters[0]?.type === 'any') return;
      const name = call.slice(0, call.indexOf('('));
      const wrong = parameters.map(() => 'wrong').join(', ');
      const given = evaluate(`COALESCE(${name}(${wrong}), '') = ''`, { wrong: {} });
      expect(given).toBe(true);
    },
  );

  test.each<[string, Truth]>([
    ["SUBSTRING('stream', 3) = 'ream'", true],
    ["SUBSTRING('stream', -3) = 'eam'", true],
    ["SUBSTRING('stream', -30, 2) = 'st'", true],
    ["SUBSTRING('stream', 0, 2) = 'st'", true],
    ["SUBSTRING('stream', 99) = ''", true],
    ["SUBSTRING('stream', 2, -1) = ''", true],
    ['ROUND(2.5) = 3', true],
    ['ROUND(-2.5) = -2', true],
    ['ROUND(1234.5, -2) = 1200', true],
    ['ROUND(1e300, 2) = 1e300', true],
    ["REPLACE('aaa', '', 'b') = 'bababa'", false],
    ['GREATEST(n, NULL, 2) = 3', true],
    ['LEAST(NULL, NULL) IS NULL', true],
    ["CONCAT('n=', CAST(n AS STRING)) = 'n=3'", true],
    ['NULLIF(n, 4) = 3', true],
    ['ARRAY_CONTAINS(n, 3) IS NULL', true],
    ['ABS(-5) / 2 = 2', true],
    ['LEN(NULL) IS NULL', true],
    ["IFNULL(missing, 'x') = 'x'", true],
  ])('%s', (source, truth) => {
    expect(evaluate(source, { n: 3 })).toBe(truth);
  });
});

describe('what cannot be meant is refused before there is data', () => {
  test.each([
    ['5', 1, 1, 'A condition is true or false; this is a whole number.'],
    ["colour = 'RED' AND 5", 1, 20, 'Expected true or false here, but this is a whole number.'],
    ["'a' > 5", 1, 7, 'A text and a whole number do not compare.'],
    ['LEN(a) IN (1, TRUE)', 1, 15, 'A whole number and true or false do not compare.'],
    ["NOT 'x'", 1, 5, 'Expected true or false here, but this is a text.'],
    ["a + 1 = 2 OR b * 'x' = 2", 1, 18, 'Expected a number here, but this is a text.'],
    ["'x' || 1 = 'x1'", 1, 8, 'Expected a text here, but this is a whole number.'],
    ['TRUE > FALSE', 1, 1, 'Expected a number or a text here, but this is true or false.'],
    ['5 LIKE a', 1, 1, 'Expected a text here, but this is a whole number.'],
    ["'x'->b = 1", 1, 1, 'Expected an object here, but this is a text.'],
    ["a LIKE 'x!' ESCAPE '!'", 1, 8, 'The pattern ends with its escape character !.'],
    ["CASE WHEN a THEN 1 ELSE 'x' END = 1", 1, 25, 'A whole number and a text do not compare.'],
    ['UPPER(a) = b', 1, 1, 'There is no function UPPER.'],
    ["UCASE(a, b) = 'x'", 1, 1, 'UCASE takes 1 argument, but here are 2.'],
    ["SUBSTRING(a) = 'x'", 1, 1, 'SUBSTRING takes 2 to 3 arguments, but here are 1.'],
    ['COALESCE() = 1', 1, 1, 'COALESCE takes at least 1 argument, but here are 0.'],
    ["a = 1\nAND ABS('x') = 1", 2, 9, 'ABS takes a number as its number, but this is a text.'],
  ])('%s', (source, line, column, message) => {
    const result = compileCondition(source);
    const [problem] = result.ok ? [] : result.problems;
    expect({ line: problem?.line, column: problem?.column, message: problem?.message }).toEqual({
      line,
      column,
      message,
    });
  });

  test('every mistake is told, in the order of the text', () => {
    const result = compileCondition("FOO(a) = 1 AND 'x' > 1 AND LENN(b) = 2");
    expect(result.ok || result.problems.map(({ message, hint }) => [message, hint])).toEqual([
      ['There is no function FOO.', expect.stringContaining('Functions: ABS')],
      [
        'A text and a whole number do not compare.',
        'Convert one of them, as in CAST(a AS DOUBLE).',
      ],
      ['There is no function LENN.', 'Did you mean LEN?'],
    ]);
  });

  test('what is legal but hardly meant is a warning', () => {
    const result = compileCondition('colour = "RED" AND a <> NULL');
    expect(
      result.ok &&
        result.warnings.map(({ severity, message, hint, column }) => ({
          severity,
          message,
          hint,
          column,
        })),
    ).toEqual([
      {
        severity: 'warning',
        column: 10,
        message: '"RED" in double quotes is the name of a field, not a text.',
        hint: "Write 'RED' for the text, or `RED` for the field.",
      },
      {
        severity: 'warning',
        column: 20,
        message: 'Comparing with NULL is never true.',
        hint: 'Write IS NOT NULL.',
      },
    ]);
  });
});
