/** Numbers and times as people read them. */

import { expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatClockMs,
  formatCount,
  formatQuantity,
  formatRate,
} from './format.ts';

test('counts have thousands separators', () => {
  expect([0, 999, 10_482, 1_234_567].map((count) => formatCount(count))).toEqual([
    '0',
    '999',
    '10,482',
    '1,234,567',
  ]);
});

test('quantities agree in number', () => {
  expect([
    formatQuantity(1, 'record'),
    formatQuantity(2210, 'record'),
    formatQuantity(0, 'replica'),
  ]).toEqual(['1 record', '2,210 records', '0 replicas']);
  expect(formatQuantity(2, 'copy', 'copies')).toBe('2 copies');
});

test.each([
  [-1, '0/s'],
  [0, '0/s'],
  [0.04, '<0.1/s'],
  [0.42, '0.4/s'],
  [5, '5/s'],
  [412.4, '412/s'],
  [9999, '9,999/s'],
  [12_345, '12.3k/s'],
  [2_500_000, '2.5M/s'],
])('a rate of %d is %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1536, '1.5 KiB'],
  [5 * 1024 ** 3, '5 GiB'],
  [1024 ** 6, '1,048,576 TiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('milliseconds are kept in message times', () => {
  expect(formatClockMs(7)).toMatch(/^\d\d:\d\d:00\.007$/u);
});

const NOW = Date.UTC(2026, 0, 10, 12, 0, 0);

test.each([
  [0, 'just now'],
  [-5000, 'just now'],
  [12_000, '12 s ago'],
  [3 * 60_000, '3 min ago'],
  [5 * 3_600_000, '5 h ago'],
  [26 * 3_600_000, 'yesterday'],
  [50 * 3_600_000, '2 days ago'],
])('what was %d ms ago was %s', (age, text) => {
  expect(formatAgo(NOW - age, NOW)).toBe(text);
});

test('what was more than a week ago has its date', () => {
  expect(formatAgo(NOW - 9 * 86_400_000, NOW)).toContain('2026');
});
