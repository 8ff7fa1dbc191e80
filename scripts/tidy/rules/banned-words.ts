/** Words that may not be merged, each with what to write instead. */

import { defineRule } from '../define-rule.ts';
import { isScript } from '../source-file.ts';

const banned: readonly (readonly [RegExp, string])[] = [
  [/\bFIXME\b/, 'FIXME cannot be merged: mend it, or file an issue'],
  [/\bXXX\b/, 'XXX cannot be merged: say what is wrong'],
  [/\bTODO\b(?!\(#\d+\))/, 'TODO needs an issue number: TODO(#12)'],
  [/@ts-(ignore|nocheck)\b/, '@ts-ignore hides mistakes: mend the type'],
  [/\bas unknown as any\b/, 'a cast through any: mend the type'],
  [/^export \* from/, '`export *` hides where things come from: name them'],
  [/\b(high watermark|highWaterMark)s?Offset\b/i, "Kafka's word is highWatermark"],
  [/\b(vi|jest)\.mock\(/, 'no mocks: a fake of one of the four ports'],
];

export const bannedWords = defineRule({
  about: 'FIXME, TODO without an issue, mocks and other words that may not be merged.',
  sees: ({ path }) => isScript(path) && !path.startsWith('scripts/tidy/'),
  problems: (file) => {
    const problems: string[] = [];
    for (const [index, line] of file.text().split('\n').entries()) {
      for (const [word, advice] of banned) {
        if (word.test(line)) problems.push(`line ${index + 1}: ${advice}`);
      }
    }
    return problems;
  },
  planted: { 'engine/log/segment.ts': '/** A segment. */\n// FIXME: wrong.\n' },
});
