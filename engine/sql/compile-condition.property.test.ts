// oxlint-disable complexity -- One case per kind of node.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../serde/json-value.ts';
import { compileCondition } from './compile-condition.ts';

/** A condition as its own small tree: rendered to SQL for the compiler, and evaluated here by a second, plain hand. */
type Tree =
  | { t: 'number'; value: number; text: string }
  | { t: 'string'; value: string }
  | { t: 'null' }
  | { t: 'field'; name: string }
  | { t: 'math'; op: '+' | '-' | '*'; a: Tree; b: Tree }
  | { t: 'compare'; op: '=' | '<>' | '<' | '<=' | '>' | '>='; a: Tree; b: Tree }
  | { t: 'and' | 'or'; list: Tree[] }
  | { t: 'not'; a: Tree }
  | { t: 'null?'; a: Tree; negated: boolean }
  | { t: 'distinct'; a: Tree; b: Tree }
  | { t: 'in'; a: Tree; list: Tree[]; negated: boolean }
  | { t: 'between'; a: Tree; low: Tree; high: Tree; negated: boolean }
  | { t: 'like'; a: Tree; pattern: string; negated: boolean };

const fieldName = fc.constantFrom('a', 'b', 'c', 'weight');
const field = fieldName.map((name): Tree => ({ t: 'field', name }));
const integer = fc
  .integer({ min: -5, max: 5 })
  .map((value): Tree => ({ t: 'number', value, text: `${value}` }));
const double = fc
  .constantFrom(-1.5, 0.5, 2.25)
  .map((value): Tree => ({ t: 'number', value, text: value.toFixed(2) }));
const letters = fc.string({ unit: fc.constantFrom('a', 'b', "'", '%', '_', '😀'), maxLength: 4 });
const text = letters.map((value): Tree => ({ t: 'string', value }));
const nothing = fc.constant<Tree>({ t: 'null' });

const { condition } = fc.letrec<{ number: Tree; value: Tree; condition: Tree }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    integer,
    double,
    field,
    fc.record({
      t: fc.constant('math' as const),
      op: fc.constantFrom('+', '-', '*'),
      a: fc.oneof(integer, double),
      b: tie('number'),
    }),
  ) as fc.Arbitrary<Tree>,
  value: fc.oneof(tie('number'), field, nothing),
  condition: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.record({
      t: fc.constant('compare' as const),
      op: fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
      a: tie('value'),
      b: tie('value'),
    }),
    fc.record({
      t: fc.constant('compare' as const),
      op: fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
      a: field,
      b: text,
    }),
    fc.record({ t: fc.constant('null?' as const), a: tie('value'), negated: fc.boolean() }),
    fc.record({ t: fc.constant('distinct' as const), a: tie('value'), b: tie('value') }),
    fc.record({
      t: fc.constant('in' as const),
      a: field,
      list: fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
      negated: fc.boolean(),
    }),
    fc.record({
      t: fc.constant('between' as const),
      a: tie('value'),
      low: tie('value'),
      high: tie('value'),
      negated: fc.boolean(),
    }),
    fc.record({
      t: fc.constant('like' as const),
      a: field,
      pattern: letters,
      negated: fc.boolean(),
    }),
    fc.record({ t: fc.constant('not' as const), a: tie('condition') }),
    fc.record({
      t: fc.constantFrom('and' as const, 'or' as const),
      list: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
    }),
  ) as fc.Arbitrary<Tree>,
}));

const scalar = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(0.5, 2.25),
  letters,
  fc.boolean(),
  fc.constant(null),
);
const row = fc.dictionary(fc.oneof(fieldName, fc.constantFrom('A', 'Weight')), scalar, {
  maxKeys: 5,
});

function render(tree: Tree): string {
  switch (tree.t) {
    case 'number':
      return tree.text;
    case 'string':
      return quote(tree.value);
    case 'null':
      return 'NULL';
    case 'field':
      return tree.name;
    case 'math':
    case 'compare':
      return `(${render(tree.a)} ${tree.op} ${render(tree.b)})`;
    case 'and':
    case 'or':
      return `(${tree.list.map(render).join(` ${tree.t} `)})`;
    case 'not':
      return `NOT (${render(tree.a)})`;
    case 'null?':
      return `(${render(tree.a)} IS ${tree.negated ? 'NOT ' : ''}NULL)`;
    case 'distinct':
      return `(${render(tree.a)} IS DISTINCT FROM ${render(tree.b)})`;
    case 'in':
      return `(${render(tree.a)} ${tree.negated ? 'NOT ' : ''}IN (${tree.list.map(render).join()}))`;
    case 'between':
      return `(${render(tree.a)} ${tree.negated ? 'NOT ' : ''}BETWEEN ${render(tree.low)} AND ${render(tree.high)})`;
    case 'like':
      return `(${render(tree.a)} ${tree.negated ? 'NOT ' : ''}LIKE ${quote(tree.pattern)})`;
  }
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

type Plain = number | string | boolean | undefined;

/** NULL is undefined here. */
function reference(tree: Tree, data: Record<string, JsonValue>): Plain {
  switch (tree.t) {
    case 'number':
    case 'string':
      return tree.value;
    case 'null':
      return undefined;
    case 'field': {
      const exact = Object.entries(data).find(([key]) => key === tree.name);
      const alike = Object.entries(data).find(
        ([key]) => key.toLowerCase() === tree.name.toLowerCase(),
      );
      return ((exact ?? alike)?.[1] ?? undefined) as Plain;
    }
    case 'math': {
      const [a, b] = [reference(tree.a, data), reference(tree.b, data)];
      if (typeof a !== 'number' || typeof b !== 'number') return undefined;
      return tree.op === '+' ? a + b : tree.op === '-' ? a - b : a * b;
    }
    case 'compare':
      return ordering(tree.op, reference(tree.a, data), reference(tree.b, data));
    case 'and':
      return all(tree.list.map((one) => reference(one, data)));
    case 'or':
      return negate(all(tree.list.map((one) => negate(reference(one, data)))));
    case 'not':
      return negate(reference(tree.a, data));
    case 'null?':
      return (reference(tree.a, data) === undefined) !== tree.negated;
    case 'distinct':
      return reference(tree.a, data) !== reference(tree.b, data);
    case 'in': {
      const a = reference(tree.a, data);
      const anyOf = negate(
        all(tree.list.map((one) => negate(ordering('=', a, reference(one, data))))),
      );
      return tree.negated ? negate(anyOf) : anyOf;
    }
    case 'between': {
      const a = reference(tree.a, data);
      const inside = all([
        ordering('>=', a, reference(tree.low, data)),
        ordering('<=', a, reference(tree.high, data)),
      ]);
      return tree.negated ? negate(inside) : inside;
    }
    case 'like': {
      const a = reference(tree.a, data);
      if (typeof a !== 'string') return undefined;
      const pattern = tree.pattern.replaceAll('%', '[^]*').replaceAll('_', '[^]');
      return new RegExp(`^${pattern}$`, 'u').test(a) !== tree.negated;
    }
  }
}

function ordering(op: string, a: Plain, b: Plain): boolean | undefined {
  if (a === undefined || b === undefined || typeof a !== typeof b) return undefined;
  if (op === '=') return a === b;
  if (op === '<>') return a !== b;
  if (typeof a === 'boolean') return undefined;
  const sign = a < b ? -1 : a > b ? 1 : 0;
  return { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[op];
}

function all(list: Plain[]): boolean | undefined {
  if (list.includes(false)) return false;
  return list.every((one) => one === true) ? true : undefined;
}

function negate(value: Plain): boolean | undefined {
  return typeof value === 'boolean' ? !value : undefined;
}

test('a compiled condition says what a plain evaluator of the same tree says', () => {
  let decided = 0;
  fc.assert(
    fc.property(condition, fc.array(row, { minLength: 1, maxLength: 4 }), (tree, rows) => {
      const source = render(tree);
      const compiled = compileCondition(source);
      if (!compiled.ok) throw new Error(`${source}: ${compiled.problems[0]?.message}`);
      for (const data of rows) {
        const wanted = reference(tree, data);
        if (wanted !== undefined) decided++;
        expect([source, data, compiled.test(data)]).toEqual([source, data, wanted ?? null]);
      }
    }),
    { numRuns: 1500 },
  );
  expect(decided).toBeGreaterThan(300);
});

test('any text at all is either a condition or a problem inside of it', () => {
  const words = fc.constantFrom(
    'a',
    '1',
    "'x'",
    'AND',
    'OR',
    'NOT',
    '(',
    ')',
    '=',
    '<',
    '->',
    '[',
    ']',
    'IN',
    'IS',
    'NULL',
    'LIKE',
    'CASE',
    'WHEN',
    'THEN',
    'END',
    'CAST',
    ',',
    '-',
    '`',
    '"',
    "'",
    'BETWEEN',
    'LEN',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(words, { maxLength: 15 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(anything, (source) => {
      const result = compileCondition(source);
      if (result.ok) {
        expect([true, false, null]).toContain(result.test({ a: 1 }));
        return;
      }
      for (const { offset, length, line, column } of result.problems) {
        expect(offset).toBeLessThanOrEqual(source.length);
        expect(offset + length).toBeLessThanOrEqual(source.length);
        const lines = source.slice(0, offset).split('\n');
        expect([line, column]).toEqual([lines.length, (lines.at(-1) ?? '').length + 1]);
      }
    }),
    { numRuns: 2000 },
  );
});
