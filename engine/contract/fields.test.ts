import { expect, test } from 'vitest';
import { fieldApplies, fieldProblem, fieldValue, type Fields } from './fields.ts';

const fields: Fields = {
  mode: {
    kind: 'choice',
    label: 'Mode',
    default: 'a',
    options: [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ],
  },
  rate: {
    kind: 'number',
    label: 'Rate',
    min: 1,
    max: 10,
    integer: true,
    when: { field: 'mode', oneOf: ['b'] },
  },
  name: {
    kind: 'text',
    label: 'Name',
    required: true,
    lengthMax: 3,
    pattern: { source: '[a-z]+', message: 'Letters only.' },
  },
  configs: { kind: 'map', label: 'Configs' },
  on: { kind: 'boolean', label: 'On' },
  file: { kind: 'path', label: 'File' },
};

test('a field has the value that was set, else its default', () => {
  expect(fieldValue(fields, {}, 'mode')).toBe('a');
  expect(fieldValue(fields, { mode: 'b' }, 'mode')).toBe('b');
  expect(fieldValue(fields, {}, 'toString')).toBeUndefined();
});

test('a field applies only beside the value that it depends on', () => {
  expect(fieldApplies(fields, {}, 'rate')).toBe(false);
  expect(fieldApplies(fields, { mode: 'b' }, 'rate')).toBe(true);
  expect(fieldApplies(fields, {}, 'name')).toBe(true);
});

test.each([
  ['mode', 'c', 'Mode must be one of a, b.'],
  ['rate', 'fast', 'Rate must be a number.'],
  ['rate', Number.NaN, 'Rate must be a number.'],
  ['rate', 1.5, 'Rate must be a whole number.'],
  ['rate', 0, 'Rate must be at least 1.'],
  ['rate', 11, 'Rate must be at most 10.'],
  ['name', undefined, 'Name is needed.'],
  ['name', '', 'Name is needed.'],
  ['name', 'abcd', 'Name must be at most 3 characters long.'],
  ['name', 'A', 'Letters only.'],
  ['name', 7, 'Name must be text.'],
  ['configs', [], 'Configs must be a list of names with text values.'],
  ['configs', { a: 1 }, 'Configs must be a list of names with text values.'],
  ['on', 'yes', 'On must be true or false.'],
  ['file', {}, 'File must be text.'],
  ['mode', 'a', undefined],
  ['rate', undefined, undefined],
  ['name', 'abc', undefined],
  ['configs', { a: 'b' }, undefined],
])('%s = %o: %s', (name, value, problem) => {
  expect(fieldProblem(fields[name]!, value)).toBe(problem);
});
