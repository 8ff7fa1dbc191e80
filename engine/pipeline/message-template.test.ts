import { expect, test } from 'vitest';
import { messageTemplate } from './message-template.ts';

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['{"n": {{n}}, "at": {{now}}}', '{"n": 12, "at": 1700}'],
  ['user-{{n%5}}', 'user-2'],
  ['{{ n % 10 }}-{{ now }}', '2-1700'],
  ['{{n}}{{n}}', '1212'],
  ['{{n%0}} {{m}} {n} {{n', '{{n%0}} {{m}} {n} {{n'],
])('%s', (text, filled) => {
  expect(messageTemplate(text)(12, 1700)).toBe(filled);
});

test('a round begins at 0', () => {
  const fill = messageTemplate('{{n%3}}');
  expect([0, 1, 2, 3].map((n) => fill(n, 0))).toEqual(['0', '1', '2', '0']);
});
