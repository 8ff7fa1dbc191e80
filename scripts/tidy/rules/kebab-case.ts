/** Files and folders are named in lower-case words with dashes. */

import { defineRule } from '../define-rule.ts';

/** Names that tools or custom ask for. */
const given = /^(README|ARCHITECTURE|STYLE|CONTRIBUTING|CHANGELOG|LICENSE)(\.md)?$|^__pycache__$/;

export const kebabCase = defineRule({
  about: 'Files and folders are named in lower-case words with dashes.',
  sees: ({ path }) => !path.includes('/fixtures/') && !path.endsWith('.java'),
  problems: ({ path }) =>
    path
      .split('/')
      .filter((part) => !given.test(part) && !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(part))
      .map((part) => `"${part}" is not in kebab-case`),
  planted: { 'engine/log/logSegment.ts': '' },
});
