/** The table of what is served is written from the handlers, and kept. */

import { expect, test } from 'vitest';
import { api } from '../engine/protocol/api.ts';
import { coverage, currentCoverage, isCurrent } from './protocol-coverage.ts';
import { repositoryRoot } from './repository.ts';

function declared(key: number, name: string, listener: 'broker' | 'controller') {
  const versions = [1, key === 0 ? 1 : 3] as const;
  const fields = { request: {}, response: {} };
  return api({ key, name, versions, flexibleFrom: 2, listeners: [listener], ...fields });
}

test('each API has a row in the table of its listener, and what is missing is said and not counted', () => {
  const known = [
    declared(9, 'Later', 'broker'),
    declared(0, 'Produce', 'broker'),
    declared(71, 'GetTelemetrySubscriptions', 'broker'),
    declared(52, 'Vote', 'controller'),
  ];
  const document = coverage(known, { broker: new Set([0]), controller: new Set([52]) });
  expect(document.split('\n').filter((line) => /^Brokers|^\| \d/.test(line))).toEqual([
    "Brokers serve 1 of the 2 APIs that Kafka's brokers advertise.",
    '| 0 | Produce | 1 | 1 |',
    '| 9 | Later | not yet | 1-3 |',
    '| 71 | GetTelemetrySubscriptions | no, as Kafka | only with a plugin |',
    '| 52 | Vote | 1-3 | 1-3 |',
  ]);
});

test('the handlers of this engine fill it', () => {
  const rows = currentCoverage().split('\n');
  expect(rows).toContain('| 3 | Metadata | 0-13 | 0-13 |');
  expect(rows.filter((row) => /^\| \d+ /.test(row)).length).toBeGreaterThan(80);
});

test('the document is what the script writes', () => {
  expect(isCurrent(repositoryRoot), 'Run `npm run catalogue`.').toBe(true);
});
