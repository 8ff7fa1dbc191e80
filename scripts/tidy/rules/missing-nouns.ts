/** No folder or file is named for having no home. */

import { defineRule } from '../define-rule.ts';
import { isScript } from '../source-file.ts';

const nameless =
  /^(utils?|helpers?|commons?|shared|types?|libs?|misc|managers?|impls?|constants|interfaces)$/;

export const missingNouns = defineRule({
  about: 'No folder or file is called utils, helpers, common, shared, types, lib or misc.',
  sees: ({ path }) => isScript(path),
  problems: ({ path }) =>
    path
      .split('/')
      .map((part) => part.replace(/(\.test|\.bench)?\.\w+$/, ''))
      .filter((part) => nameless.test(part) || /-(utils?|helpers?|impl|manager)$/.test(part))
      .map((part) => `"${part}" is a missing noun: name it for what it holds`),
  planted: { 'engine/log/utils.ts': '' },
});
