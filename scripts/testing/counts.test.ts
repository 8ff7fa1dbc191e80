/** Counts are read from the runners' reports, and broken files count as failures. */

import { expect, test } from 'vitest';
import { addCounts, noTests, playwrightCounts, sayCounts, vitestCounts } from './counts.ts';

test('counts are said in the line that the summary ends with', () => {
  expect([
    sayCounts({ passed: 3, failed: 0, skipped: 0 }),
    sayCounts({ passed: 3, failed: 1, skipped: 2 }),
  ]).toEqual(['3 passed, 0 failed', '3 passed, 1 failed, 2 skipped']);
});

test('counts add up', () => {
  const counts = { passed: 1, failed: 2, skipped: 3 };
  expect(addCounts(counts, addCounts(counts, noTests))).toEqual({
    passed: 2,
    failed: 4,
    skipped: 6,
  });
});

test('a test file that vitest could not load is a failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test('a Playwright test that passed at a second try has failed, and so has a broken file', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
  expect(playwrightCounts(JSON.stringify(report))).toEqual({ passed: 4, failed: 3, skipped: 2 });
});
