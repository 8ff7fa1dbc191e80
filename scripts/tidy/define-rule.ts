/** What a house rule is: a sentence, what it looks at, what is wrong there, and a planted mistake. */

import type { Repository, SourceFile } from './source-file.ts';

export interface Rule {
  readonly about: string;
  /** Whether the rule looks at this file. A rule that looks at nothing fails. */
  readonly sees: (file: SourceFile) => boolean;
  /** What is wrong with the file, one sentence each, without its path. */
  readonly problems: (file: SourceFile, repository: Repository) => readonly string[];
  /** A little repository (path to text) that breaks the rule; the test expects it to be found. */
  readonly planted: Readonly<Record<string, string>>;
}

export function defineRule(rule: Rule): Rule {
  return rule;
}
