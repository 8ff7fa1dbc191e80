/** Forms follow their declaration. */

import { describe, expect, test } from 'vitest';
import type { Fields } from '../../../engine/contract/fields.ts';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { controlText, fieldError, shownForm, typedNumber } from './form-logic.ts';

const fields: Fields = {
  mode: {
    kind: 'choice',
    label: 'Sends',
    default: 'manual',
    options: [
      { value: 'manual', label: 'By hand' },
      { value: 'steady', label: 'Steadily' },
    ],
  },
  rate: {
    kind: 'number',
    label: 'Rate',
    default: 1,
    min: 0.01,
    when: { field: 'mode', oneOf: ['steady'] },
  },
  file: { kind: 'path', label: 'File', required: true },
  acks: { kind: 'text', label: 'Waits for', advanced: true },
};

const names = (config: Parameters<typeof shownForm>[1]): [string[], string[]] => {
  const { plain, advanced } = shownForm(fields, config);
  return [plain.map(({ name }) => name), advanced.map(({ name }) => name)];
};

describe('which fields are shown', () => {
  test('those that apply, the advanced apart', () => {
    expect(names({})).toEqual([['mode', 'file'], ['acks']]);
    expect(names({ mode: 'steady' })).toEqual([['mode', 'rate', 'file'], ['acks']]);
  });

  test('the default counts until something is set', () => {
    const [mode] = shownForm(fields, {}).plain;
    expect([mode?.own, mode?.value]).toEqual([undefined, 'manual']);
    const [changed] = shownForm(fields, { mode: 'steady' }).plain;
    expect([changed?.own, changed?.value]).toEqual(['steady', 'steady']);
  });
});

describe('numbers as they are typed', () => {
  test.each([
    ['5', 5],
    [' 0.25 ', 0.25],
    ['1,000', 1000],
    ['1 000 000', 1_000_000],
    ['-3', -3],
    ['', undefined],
    ['   ', undefined],
    ['ten', 'ten'],
    ['1,5', '1,5'],
    ['1e999', '1e999'],
  ])('"%s" is %s', (text, value) => {
    expect(typedNumber(text)).toBe(value);
  });
});

test('a control shows text, numbers and nothing', () => {
  expect([
    controlText('a'),
    controlText(3),
    controlText(undefined),
    controlText({ a: 'b' }),
  ]).toEqual(['a', '3', '', '']);
});

describe('errors under a field', () => {
  const shown = (config: Parameters<typeof shownForm>[1], name: string) => {
    const { plain } = shownForm(fields, config);
    const found = plain.find((field) => field.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  const problem: Problem = {
    code: 'bad-condition',
    severity: 'error',
    field: 'file',
    message: 'Sink: the folder is not there.',
    hint: 'Make it.',
  };

  test('the rule of the field comes first', () => {
    expect(fieldError(shown({}, 'file'), [problem], 'Sink')).toBe('File is needed.');
    expect(fieldError(shown({ mode: 'steady', rate: 'ten' }, 'rate'), [], 'Sink')).toBe(
      'Rate must be a number.',
    );
  });

  test('then what the checks found, without the name of the node, with what to try', () => {
    expect(fieldError(shown({ file: 'a' }, 'file'), [problem], 'Sink')).toBe(
      'The folder is not there. Make it.',
    );
  });

  test('a place inside the field is kept', () => {
    const inside = { ...problem, message: 'Sink, line 1, column 3: a value is missing.' };
    expect(fieldError(shown({ file: 'a' }, 'file'), [inside], 'Sink')).toBe(
      'Line 1, column 3: a value is missing. Make it.',
    );
  });

  test('warnings and problems of other fields stay away', () => {
    const others: Problem[] = [
      { ...problem, severity: 'warning' },
      { ...problem, field: 'mode' },
    ];
    expect(fieldError(shown({ file: 'a' }, 'file'), others, 'Sink')).toBeUndefined();
  });
});
