/** What a topic may be called. */

import { expect, test } from 'vitest';
import { collisionForm, topicNameProblem } from './topic-name.ts';

test.each(['a', 'widgets_red', 'a.b-c_D9', 'x'.repeat(249), '...'])(
  '%s is a legal name',
  (name) => {
    expect(topicNameProblem(name)).toBeUndefined();
  },
);

test.each([
  ['', 'Topic name is invalid: the empty string is not allowed'],
  ['.', "Topic name is invalid: '.' is not allowed"],
  ['..', "Topic name is invalid: '..' is not allowed"],
  [
    'x'.repeat(250),
    `Topic name is invalid: the length of '${'x'.repeat(250)}' is longer than the max allowed length 249`,
  ],
  [
    'a b',
    "Topic name is invalid: 'a b' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
  ],
  [
    'größe',
    "Topic name is invalid: 'größe' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
  ],
])('%s is refused with the reason', (name, sentence) => {
  expect(topicNameProblem(name)).toBe(sentence);
});

test('names that differ in full stops and underscores only collide', () => {
  expect(collisionForm('a.b_c')).toBe(collisionForm('a_b.c'));
  expect(collisionForm('a-b')).not.toBe(collisionForm('a_b'));
});
