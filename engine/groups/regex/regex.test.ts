/** Regular expressions of RE2: what they match, what is refused, and that none takes long. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wholeMatcher } from './match-regex.ts';
import { parseRegex } from './parse-regex.ts';

function matches(pattern: string, text: string): boolean {
  const parsed = parseRegex(pattern);
  if ('problem' in parsed) throw new Error(`${pattern}: ${parsed.problem}`);
  return wholeMatcher(parsed)(text);
}

test.each([
  ['', '', 'a'],
  ['orders', 'orders', 'orders2'],
  ['ord.*', 'orders', 'border'],
  ['(?:a|bc)+d?', 'abcad', 'abd d'],
  ['a{2,3}', 'aaa', 'aaaa'],
  ['a{2,}', 'aaaaa', 'a'],
  ['a{2}', 'aa', 'aaa'],
  ['a{,2}', 'a{,2}', 'aa'],
  ['a*?b+?', 'aab', 'aa'],
  ['[a-c_]+', 'ab_c', 'abd'],
  ['[^a-c]+', 'xyz', 'xay'],
  ['[]a]+', ']a', 'b'],
  ['[a-]+', 'a-', 'b'],
  ['[[:digit:][:upper:]]+', '4A', 'a'],
  ['[[:^digit:]]+', 'ab', 'a1'],
  ['[\\d\\-]+', '1-2', '1_2'],
  ['\\w+\\.\\S\\D', 'ab_9.xy', 'ab_9.x1'],
  ['\\Qa.b\\E+', 'a.bb', 'aabb'],
  ['\\Qa.b', 'a.b', 'axb'],
  ['(?i)Orders', 'oRDERS', 'order'],
  ['(?i:o)rders', 'Orders', 'ORDERS'],
  ['(?i)[a-c]+(?-i)d', 'ABcd', 'ABcD'],
  ['(?P<name>a)(?<other>b)', 'ab', 'a'],
  ['^a$', 'a', 'aa'],
  ['\\Aa\\z', 'a', 'b'],
  ['a\\b-\\bb', 'a-b', 'a-'],
  ['a\\Bb', 'ab', 'a-b'],
  ['\\x41\\x{42}\\103\\n?', 'ABC', 'abc'],
  ['\\pL+\\p{Nd}', 'abé7', '77'],
  ['\\P{L}+\\p{^L}', '12', 'a2'],
  ['\\p{Greek}', 'λ', 'l'],
  ['a||b', '', 'ab'],
  ['(|a)*', 'aa', 'b'],
])('%s matches "%s" and not "%s"', (pattern, text, other) => {
  expect([matches(pattern, text), matches(pattern, other)]).toEqual([true, false]);
});

describe('refused is', () => {
  test.each([
    ['look-ahead', 'a(?=b)', 'invalid or unsupported Perl syntax'],
    ['look-behind', 'a(?<!b)', 'invalid or unsupported Perl syntax'],
    ['a reference to a group', '(a)\\1', 'invalid escape sequence'],
    ['a group without end', '(a', 'missing closing )'],
    ['a group without beginning', 'a)', 'unexpected )'],
    ['a class without end', '[a', 'missing closing ]'],
    ['a class that runs backwards', '[z-a]', 'invalid character class range'],
    ['a class that nobody knows', '[[:nobody:]]', 'invalid character class range'],
    ['a script that nobody knows', '\\p{Nobody}', 'invalid character class range'],
    ['a star without anything', '*a', 'missing argument to repetition operator'],
    ['a star on a star', 'a**', 'invalid nested repetition operator'],
    ['a possessive plus', 'a++', 'invalid nested repetition operator'],
    ['too many times', 'a{1001}', 'invalid repeat count'],
    ['fewer at most than at least', 'a{3,2}', 'invalid repeat count'],
    ['an escape that nobody knows', '\\y', 'invalid escape sequence'],
    ['a backslash at the end', 'a\\', 'invalid escape sequence'],
    ['many times many times', '((a{100}){100}){100}', 'expression is too large'],
    ['what is too long', 'a'.repeat(1001), 'expression is too long'],
    ['what nests too deeply', '('.repeat(200), 'expression nests too deeply'],
  ])('%s', (_what, pattern, problem) => {
    expect(parseRegex(pattern)).toEqual({ problem });
  });
});

test('an expression that would take a backtracking matcher for ever is soon done', () => {
  expect(matches('(a*)*(a|a)*(a|aa)+b', 'a'.repeat(249))).toBe(false);
});

test('it says what the language that this is written in says, where both know the expression', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '(?:a|b)', '(b|)', 'a?');
  const piece = fc.tuple(atom, fc.constantFrom('', '+', '{1,2}', '{2}')).map(([a, r]) => {
    return a.endsWith('?') ? a : a + r;
  });
  const pattern = fc
    .array(fc.array(piece, { maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((ways) => ways.map((pieces) => pieces.join('')).join('|'));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, text, (expression, sample) => {
      const theirs = new RegExp(`^(?:${expression})$`).test(sample);
      expect(matches(expression, sample)).toBe(theirs);
    }),
  );
});
