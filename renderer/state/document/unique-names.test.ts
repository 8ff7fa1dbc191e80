import { expect, test } from 'vitest';
import { NODE_ID_PATTERN } from '../../../engine/contract/project/pipeline-file.ts';
import { readerName, uniqueId, uniqueName } from './unique-names.ts';

const among =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

test('a free name stays as it is, a taken one counts on', () => {
  expect(uniqueName('widgets', among())).toBe('widgets');
  expect(uniqueName('widgets', among('widgets'))).toBe('widgets-2');
  expect(uniqueName('widgets-2', among('widgets', 'widgets-2'))).toBe('widgets-3');
});

test.each([
  ['Only red', 'Only-red'],
  ['Größe', 'Gro-e'],
  ['→→', 'node'],
  ['_x', 'x'],
  ['x'.repeat(300), 'x'.repeat(80)],
])('the id of %j reads like its name and is legal', (name, id) => {
  expect(uniqueId(name, among())).toBe(id);
  expect(id).toMatch(NODE_ID_PATTERN);
});

test('readers get names of people, and go on when all are taken', () => {
  const taken: string[] = [];
  for (let count = 0; count < 14; count++) taken.push(readerName((name) => taken.includes(name)));
  expect(taken.slice(0, 3)).toEqual(['Sally', 'Fred', 'Rick']);
  expect(taken.slice(12)).toEqual(['Sally-2', 'Sally-3']);
});
