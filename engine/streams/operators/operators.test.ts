import { expect, test } from 'vitest';
import type { JsonValue } from '../../serde/json-value.ts';
import type { StreamRecord } from '../stream-record.ts';
import { filter, operators } from './index.ts';

function record(value: JsonValue): StreamRecord {
  const source = {
    offset: 0,
    timestamp: 0,
    key: null,
    value: Buffer.from(JSON.stringify(value)),
    headers: [],
  };
  return { source, value, isOriginal: true };
}

test('every operator has a name of its own and says what it does', () => {
  expect(new Set(operators.map(({ name }) => name)).size).toBe(operators.length);
  for (const { description } of operators) expect(description).toMatch(/^[A-Z].*\.$/);
});

test('a filter passes on what is true, and neither what is false nor what cannot be known', () => {
  const passed: StreamRecord[] = [];
  const run = filter.build({ predicate: (value) => (typeof value === 'boolean' ? value : null) });
  const records = [record(true), record(false), record(null)];
  for (const one of records) run(one, (next) => passed.push(next));
  expect(passed).toEqual([records[0]]);
});
