/** What has logic has a test beside it: its own, or one in its folder that imports it. */

import { posix } from 'node:path';
import { defineRule } from '../define-rule.ts';
import type { Repository, SourceFile } from '../source-file.ts';
import { importedSpecifiers, isTest, resolveImport } from '../source-file.ts';

/** Below this many lines of code a file is wiring or a declaration. */
const codeLinesMax = 40;

/** What starts processes and threads; the tests of e2e run them. */
const entry = /^cli\/main\.ts$|^electron\/|-thread\.ts$|^scripts\/[a-z-]+\.ts$|(^|\/)ports\/real\//;

export const testBesideSource = defineRule({
  about: 'A file with logic has a test beside it, or one in its folder that imports it.',
  sees: ({ path }) =>
    /^(engine|renderer|cli|scripts)\/.*\.ts$/.test(path) &&
    !isTest(path) &&
    !entry.test(path) &&
    !/(^|\/)index\.ts$|\.d\.ts$/.test(path),
  problems: (file, repository) => {
    if (!hasFunctions(file) || codeLines(file.text()) <= codeLinesMax) return [];
    const tested = testedFiles(repository);
    const catalogueIndex = `${posix.dirname(file.path)}/index.ts`;
    const isTested = tested.has(file.path) || tested.has(catalogueIndex);
    return isTested ? [] : ['has logic but no test beside it'];
  },
  planted: {
    'engine/log/segment.ts': `/** A segment. */\nexport function read() {\n${'  step();\n'.repeat(50)}}\n`,
  },
});

function hasFunctions(file: SourceFile): boolean {
  return file.parsed().program.body.some((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return declared?.type === 'FunctionDeclaration' || declared?.type === 'ClassDeclaration';
  });
}

function codeLines(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line)).length;
}

const known = new WeakMap<Repository, ReadonlySet<string>>();

/** What the tests import from their own folder, the folder above, or below. */
function testedFiles(repository: Repository): ReadonlySet<string> {
  const before = known.get(repository);
  if (before !== undefined) return before;
  const tested = new Set<string>();
  for (const file of repository.files) {
    if (!/\.test\.tsx?$/.test(file.path)) continue;
    const folder = posix.dirname(file.path);
    for (const specifier of importedSpecifiers(file)) {
      const target = resolveImport(file.path, specifier);
      if (target === undefined) continue;
      const targetFolder = posix.dirname(target);
      if (targetFolder.startsWith(folder) || folder.startsWith(targetFolder)) tested.add(target);
    }
  }
  known.set(repository, tested);
  return tested;
}
