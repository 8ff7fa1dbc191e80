import { expect, test } from 'vitest';
import { duration, properties, wholeNumber } from './values.ts';

const where = { option: 'for', command: 'run' };

test.each([
  ['30s', 30_000],
  ['500ms', 500],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['10', 10_000],
])('the time %s is %d ms', (text, ms) => {
  expect(duration(text, where)).toBe(ms);
});

test.each(['', 'soon', '-5s', '5 d', '1e3'])(
  '"%s" is no time, and the error shows what is',
  (text) => {
    expect(() => duration(text, where)).toThrow(/--for must be a time such as 30s/);
  },
);

test('a property keeps what stands behind the first equals sign', () => {
  expect(properties(['a=1', 'b = x=y', 'c='], where)).toEqual({ a: '1', b: 'x=y', c: '' });
  expect(() => properties(['=1'], where)).toThrow(/key=value/);
});

test('a number out of bounds is refused with its bounds', () => {
  const bounds = { option: 'brokers', command: 'serve', min: 1, max: 9 };
  expect(wholeNumber('9', bounds)).toBe(9);
  for (const text of ['0', '10', '2.5', 'three', ''])
    expect(() => wholeNumber(text, bounds)).toThrow(/from 1 to 9/);
});
