/** The house rules, held over the whole repository, each tried on a planted mistake. */

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { updateCatalogues } from './catalogue.ts';
import { catalogues } from './catalogues.ts';
import { repositoryFiles, repositoryRoot } from './repository.ts';
import type { Rule } from './tidy/define-rule.ts';
import { rules } from './tidy/rules/index.ts';
import type { Repository } from './tidy/source-file.ts';
import { repository, repositoryOf, sourceFile } from './tidy/source-file.ts';

const whole = repository(
  repositoryFiles().map((path) => {
    const file = join(repositoryRoot, path);
    return sourceFile(path, statSync(file).size, () => readFileSync(file, 'utf8'));
  }),
);

function problemsOf(rule: Rule, where: Repository): string[] {
  return where.files
    .filter((file) => rule.sees(file))
    .flatMap((file) => rule.problems(file, where).map((problem) => `${file.path}: ${problem}`));
}

describe.each(rules.map((rule) => ({ about: rule.about, rule })))('$about', ({ rule }) => {
  test('is kept', () => {
    expect(problemsOf(rule, whole)).toEqual([]);
  });

  test('looks at something', () => {
    expect(whole.files.filter((file) => rule.sees(file)).length).toBeGreaterThan(0);
  });

  test('finds its planted mistake', () => {
    expect(problemsOf(rule, repositoryOf(rule.planted))).not.toEqual([]);
  });
});

describe('The index of every catalogue is what `npm run catalogue` writes', () => {
  test('is kept', async () => {
    const results = await updateCatalogues({ root: repositoryRoot, write: false, catalogues });
    const stale = results.filter(({ isStale }) => isStale).map(({ folder }) => folder);
    expect(results.length).toBeGreaterThan(0);
    expect(stale).toEqual([]);
  });
});
