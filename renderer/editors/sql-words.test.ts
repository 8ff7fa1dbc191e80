/** A condition is completed with the fields that records really have. */

import { expect, test } from 'vitest';
import type { MessageView } from '../../engine/contract/views/messages.ts';
import { fieldNames, setSqlFields, sqlSuggestions } from './sql-words.ts';

function message(value: string | null, change: Partial<MessageView> = {}): MessageView {
  return {
    partition: 0,
    offset: 0,
    timestamp: 0,
    key: null,
    value,
    json: true,
    valueSize: 0,
    cut: false,
    headers: [],
    ...change,
  };
}

test('fields of all messages are named once, in order, those inside others by an arrow', () => {
  expect(
    fieldNames([
      message('{"colour":"RED","place":{"line":1,"tags":["a"]}}'),
      message('{"colour":"BLUE","odd name":2}'),
    ]),
  ).toEqual(['`odd name`', 'colour', 'place', 'place->line', 'place->tags']);
});

test('what is no JSON object has no fields', () => {
  expect(
    fieldNames([
      message(null),
      message('7'),
      message('[{"a":1}]'),
      message('plain', { json: false }),
      message('{"a":', { cut: true }),
    ]),
  ).toEqual([]);
});

test('depth has an end', () => {
  const [deepest] = fieldNames([message('{"a":{"b":{"c":{"d":{"e":{"f":1}}}}}}')]).toReversed();
  expect(deepest?.split('->').length).toBeLessThanOrEqual(5);
});

test('fields come before words', () => {
  setSqlFields(['colour']);
  const sorted = sqlSuggestions().toSorted((one, other) =>
    one.sortText < other.sortText ? -1 : 1,
  );
  expect(sorted[0]).toEqual({ label: 'colour', kind: 'field', sortText: '0colour' });
  expect(sorted.map(({ label }) => label)).toContain('IS NOT NULL');
  setSqlFields([]);
  expect(sqlSuggestions().every(({ kind }) => kind === 'keyword')).toBe(true);
});
