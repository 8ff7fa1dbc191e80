/** Files get names that every system takes. */

import { expect, test } from 'vitest';
import { baseName, joinPath, suggestedFileName, withEnding } from './file-names.ts';

test.each([
  ['widgets', 'widgets.pipeline.json'],
  ['My first pipeline', 'My-first-pipeline.pipeline.json'],
  ['a/b:c*?', 'a-b-c.pipeline.json'],
  ['..', 'untitled.pipeline.json'],
  ['   ', 'untitled.pipeline.json'],
  ['über', 'über.pipeline.json'],
])('"%s" is saved as %s', (title, name) => {
  expect(suggestedFileName(title)).toBe(name);
});

test('an ending is added once', () => {
  expect([withEnding('a'), withEnding('a.json'), withEnding('a.pipeline.json')]).toEqual([
    'a.pipeline.json',
    'a.json',
    'a.pipeline.json',
  ]);
});

test('the last part of a path is found on any system', () => {
  expect([baseName('/home/a/b.json'), baseName('C:\\docs\\b.json'), baseName('b.json')]).toEqual([
    'b.json',
    'b.json',
    'b.json',
  ]);
});

test('paths are joined with the separator of their system', () => {
  expect([joinPath('/home', 'b'), joinPath('/', 'b'), joinPath('C:\\docs', 'b')]).toEqual([
    '/home/b',
    '/b',
    'C:\\docs\\b',
  ]);
});
