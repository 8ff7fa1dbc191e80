/** Classes and interfaces are named for what they are, not for their place in a pattern. */

import { defineRule } from '../define-rule.ts';
import { isScript } from '../source-file.ts';

const declaration = /^\s*(?:export )?(?:abstract )?(?:class|interface) (\w+)/gm;
const empty = /(Manager|Impl|Helpers?|Utils?)$|^(Abstract|Base)[A-Z]|^I[A-Z][a-z]/;

export const classNames = defineRule({
  about: 'No Manager, Impl, Helper, Util, Base, Abstract or I-prefix in the name of a class.',
  sees: ({ path }) => isScript(path),
  problems: (file) =>
    [...file.text().matchAll(declaration)]
      .map((match) => match[1] ?? '')
      .filter((name) => empty.test(name))
      .map((name) => `"${name}" is named for a pattern: name it for what it is`),
  planted: { 'engine/log/log.ts': '/** A log. */\nexport class LogManager {}\n' },
});
