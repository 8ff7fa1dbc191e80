/** The engine never asks the machine for the date; oxlint holds the other sources of chance. */

import { defineRule } from '../define-rule.ts';
import { isScript, isTest } from '../source-file.ts';

export const deterministicDates = defineRule({
  about: 'No `new Date()` of now in the engine: it takes a Clock.',
  sees: ({ path }) =>
    isScript(path) &&
    path.startsWith('engine/') &&
    !isTest(path) &&
    !path.startsWith('engine/base/ports/real/'),
  problems: (file) =>
    /\bnew Date\(\s*\)/.test(file.text())
      ? ['`new Date()` is not deterministic: new Date(clock.now())']
      : [],
  planted: { 'engine/log/segment.ts': '/** A segment. */\nexport const made = new Date();\n' },
});
