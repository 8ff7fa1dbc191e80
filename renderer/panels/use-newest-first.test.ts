/** A list that is held still counts what is newer. */

import { expect, test } from 'vitest';
import { newerThan } from './use-newest-first.ts';

const keyOf = (row: { id: number }): number => row.id;
const rows = (...ids: number[]): { id: number }[] => ids.map((id) => ({ id }));

test.each([
  [rows(3, 2, 1), rows(3, 2, 1), 0],
  [rows(5, 4, 3, 2), rows(3, 2, 1), 2],
  [rows(9, 8), rows(3, 2), 2],
  [rows(2, 1), [], 2],
  [[], [], 0],
])('%j over %j: %i newer', (now, held, newer) => {
  expect(newerThan(now, held, keyOf)).toBe(newer);
});
