/** Every script begins with one documentation comment that says what it is. */

import { defineRule } from '../define-rule.ts';
import { isScript, isTest } from '../source-file.ts';

export const firstSentence = defineRule({
  about: 'Every script begins with `/** … */`: one sentence that says what it is.',
  sees: ({ path }) => isScript(path) && !isTest(path),
  problems: (file) => {
    const text = file.text().replace(/^#!.*\n/, '');
    const comment = /^\/\*\*\s([\s\S]*?)\*\//.exec(text)?.[1]?.replaceAll(/^\s*\*\s?/gm, '');
    if (comment === undefined) return ['does not begin with a `/** … */` comment'];
    const paragraph = comment.trim().split(/\n\s*\n/)[0] ?? '';
    return /[.:?!)`]$/.test(paragraph) ? [] : ['its first comment does not end as a sentence'];
  },
  planted: { 'engine/log/segment.ts': "import { assert } from '../base/assert.ts';" },
});
