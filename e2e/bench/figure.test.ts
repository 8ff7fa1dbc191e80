import { expect, test } from 'vitest';
import { barFigure, median, tableOf } from './figure.ts';

test('a figure says whether it has reached its bar', () => {
  expect([
    barFigure({ name: 'start', value: 812.4, unit: 'ms', atMost: 1000 }),
    barFigure({ name: 'rate', value: 1.234, unit: 'of Kafka', digits: 2, atLeast: 2 }),
    barFigure({ name: 'free', value: 3, unit: '' }),
  ]).toEqual([
    { name: 'start', measured: '812 ms', bar: '≤ 1000 ms', isReached: true },
    { name: 'rate', measured: '1.23 of Kafka', bar: '≥ 2 of Kafka', isReached: false },
    { name: 'free', measured: '3', bar: '' },
  ]);
});

test('the table lines its columns up', () => {
  const table = tableOf([
    { name: 'a', measured: '1 ms', bar: '≤ 2 ms', isReached: true },
    { name: 'longer', measured: '3 ms', bar: '' },
  ]);
  expect(table.split('\n')).toEqual([
    'figure  measured  bar',
    'a       1 ms      ≤ 2 ms  reached',
    'longer  3 ms',
  ]);
});

test('the median of an even count lies between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
});
