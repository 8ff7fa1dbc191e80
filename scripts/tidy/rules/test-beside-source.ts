/** What has logic is reached by a test beside it, or by one of a folder above it in its layer. */

import { posix } from 'node:path';
import { isWithin } from '../../layers.ts';
import { defineRule } from '../define-rule.ts';
import type { Repository, SourceFile } from '../source-file.ts';
import { importedSpecifiers, isScript, isTest, resolveImport } from '../source-file.ts';

/** Below this many lines of code a file is wiring or a declaration. */
const codeLinesMax = 40;

/** What starts processes and threads; the tests of e2e run them. */
const entry = /^cli\/main\.ts$|^electron\/|-thread\.ts$|^scripts\/[a-z-]+\.ts$|(^|\/)ports\/real\//;

export const testBesideSource = defineRule({
  about: 'A file with logic is reached by a test beside it, or above it in its layer.',
  sees: ({ path }) =>
    /^(engine|renderer|cli|scripts)\/.*\.ts$/.test(path) &&
    !isTest(path) &&
    !entry.test(path) &&
    !/(^|\/)index\.ts$|\.d\.ts$/.test(path),
  problems: (file, repository) => {
    if (!hasFunctions(file) || codeLines(file.text()) <= codeLinesMax) return [];
    const isTested = testedFiles(repository).has(file.path);
    return isTested ? [] : ['has logic, but no test beside it or above it reaches it'];
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

/** What each test reaches by imports that do not leave its own folder and those below. */
function testedFiles(repository: Repository): ReadonlySet<string> {
  const before = known.get(repository);
  if (before !== undefined) return before;
  const files = new Map(repository.files.map((file) => [file.path, file]));
  const tested = new Set<string>();
  for (const { path } of repository.files) {
    if (!/\.test\.tsx?$/.test(path)) continue;
    const folder = posix.dirname(path);
    const reached = new Set([path]);
    // A set takes in what is added while it is walked.
    for (const place of reached) {
      const file = files.get(place);
      if (file === undefined) continue;
      tested.add(place);
      for (const target of localImports(file)) if (isWithin(target, folder)) reached.add(target);
    }
  }
  known.set(repository, tested);
  return tested;
}

function localImports(file: SourceFile): string[] {
  if (!isScript(file.path)) return [];
  return importedSpecifiers(file).flatMap((specifier) => resolveImport(file.path, specifier) ?? []);
}
