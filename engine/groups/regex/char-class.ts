/** Which characters the classes of RE2 hold. */

import type { CharTest } from './regex-node.ts';

const inRange =
  (...ranges: readonly string[]): CharTest =>
  (char) =>
    ranges.some((range) => char >= range[0]! && char <= range[range.length - 1]!);

export const isWordChar = inRange('09', 'AZ', 'az', '_');
const isDigit = inRange('09');
const isSpace: CharTest = (char) => ' \t\n\r\f'.includes(char);

export const not =
  (test: CharTest): CharTest =>
  (char) =>
    !test(char);

/** What follows a backslash. */
export const perlClasses: ReadonlyMap<string, CharTest> = new Map([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['s', isSpace],
  ['S', not(isSpace)],
  ['w', isWordChar],
  ['W', not(isWordChar)],
]);

/** What stands in `[:name:]`. */
export const posixClasses: ReadonlyMap<string, CharTest> = new Map([
  ['alnum', inRange('09', 'AZ', 'az')],
  ['alpha', inRange('AZ', 'az')],
  ['ascii', inRange('\x00\x7f')],
  ['blank', (char) => char === ' ' || char === '\t'],
  ['cntrl', inRange('\x00\x1f', '\x7f')],
  ['digit', isDigit],
  ['graph', inRange('!~')],
  ['lower', inRange('az')],
  ['print', inRange(' ~')],
  ['punct', inRange('!/', ':@', '[`', '{~')],
  ['space', (char) => isSpace(char) || char === '\v'],
  ['upper', inRange('AZ')],
  ['word', isWordChar],
  ['xdigit', inRange('09', 'AF', 'af')],
]);

/** Characters that stand for themselves, and the few that a letter stands for. */
export function escapedChar(char: string): string | undefined {
  const control = controls.get(char);
  if (control !== undefined) return control;
  return isWordChar(char) ? undefined : char;
}

const controls: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** Without regard to upper and lower case. */
export const foldCase =
  (test: CharTest): CharTest =>
  (char) =>
    test(char.toLowerCase()) || test(char.toUpperCase());
