/** Each gate passes a healthy little repository, finds a planted mistake, and fails when it sees nothing. */

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gates } from './gates.ts';
import { repositoryRoot } from './repository.ts';

const configs = [
  '.oxfmtrc.json',
  '.oxlintrc.json',
  'knip.json',
  'tsconfig.base.json',
  'tsconfig.json',
  ...['engine/contract', 'engine', 'electron', 'cli', 'renderer', 'e2e', 'scripts'].map(
    (project) => `${project}/tsconfig.json`,
  ),
];

const healthy: Readonly<Record<string, string>> = {
  'package.json': '{\n  "name": "planted",\n  "private": true,\n  "type": "module"\n}\n',
  'engine/contract/add.ts':
    '/** Adds. */\n\nexport function add(a: number, b: number): number {\n  return a + b;\n}\n',
  'engine/adding-thread.ts': "import { add } from './contract/add.ts';\n\nadd(1, 2);\n",
  'electron/main.ts': 'export {};\n',
  'electron/preload.ts': 'export {};\n',
  'cli/main.ts': 'export {};\n',
  'renderer/main.tsx': 'export {};\n',
  'e2e/bench/main.ts': 'export {};\n',
  'scripts/one.ts': 'export {};\n',
};

interface Mistake {
  readonly path: string;
  readonly text: string;
  /** What the gate says about it, found nowhere else in its output. */
  readonly objection: RegExp;
}

function mistake(path: string, text: string, objection: RegExp): Mistake {
  return { path, text, objection };
}

/** The mistakes of one gate are planted together, each in a file of its own. */
const planted: Readonly<Record<string, readonly Mistake[]>> = {
  'types (tsc -b)': [
    mistake('engine/page.ts', "document.title = 'a';\n", /engine\/page\.ts.*name 'document'/),
    mistake('renderer/main.tsx', 'process.exit(1);\n', /renderer\/main\.tsx.*name 'process'/),
    mistake('cli/main.ts', "export const a: string = ['a'][0];\n", /cli\/main\.ts.*assignable/),
  ],
  'lint (oxlint --type-aware)': [
    mistake('engine/a.ts', 'export const now = Date.now();\n', /clock\.now\(\)/),
    mistake('engine/b.ts', 'export const chance = Math.random();\n', /random\.next\(\)/),
    mistake('engine/c.ts', "import fs from 'node:fs';\nfs.rmSync('a');\n", /Take a Disk/),
    mistake('engine/d.ts', "import net from 'node:net';\nnet.connect(1);\n", /ports\/network\.ts/),
    mistake('engine/e.ts', 'setTimeout(() => 1, 1);\n', /clock\.schedule/),
    mistake('engine/f.ts', "void fetch('a');\n", /Take a Network port/),
    mistake('engine/g.ts', 'export const a: any = 1;\n', /no-explicit-any/),
    mistake('engine/h.ts', 'export default 1;\n', /no-default-export/),
    mistake('engine/logSegment.ts', 'export {};\n', /filename-case/),
    mistake('engine/i.ts', 'Promise.resolve(1);\n', /no-floating-promises/),
    mistake('engine/j.ts', "export const fail = () => {\n  throw 'a';\n};\n", /only-throw-error/),
    mistake('engine/k.ts', "import { A } from './a.ts';\nexport type B = A;\n", /type-imports/),
    mistake('engine/l.ts', "import { m } from './m.ts';\nexport const l = m;\n", /no-cycle/),
    mistake('engine/m.ts', "import { l } from './l.ts';\nexport const m = () => l;\n", /no-cycle/),
    mistake(
      'engine/n.ts',
      'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n',
      /params/,
    ),
    mistake(
      'engine/o.ts',
      `export const f = () => {\n${'  f();\n'.repeat(61)}};\n`,
      /-per-function/,
    ),
    mistake('engine/p.ts', `export const p = 1;\n${'p;\n'.repeat(401)}`, /max-lines\)/),
    mistake(
      'engine/q.ts',
      "export function f(a: 'x' | 'y'): void {\n  switch (a) {\n    case 'x':\n  }\n}\n",
      /switch-exhaustiveness/,
    ),
    mistake(
      'engine/r.ts',
      `export const f = (a: number) => {\n${'  if (a) {\n'.repeat(5)}${'}\n'.repeat(5)}};\n`,
      /max-depth/,
    ),
    mistake(
      'engine/s.ts',
      `export const f = (a: number) => {\n${'  if (a) f(a);\n'.repeat(15)}};\n`,
      /complexity/,
    ),
  ],
  'format (oxfmt --check)': [
    mistake('cli/main.ts', 'export   const a = "1"\n', /cli\/main\.ts/),
    mistake('knip.json', '{ "entry":[]}\n', /knip\.json/),
  ],
  'dead code (knip)': [
    mistake('engine/unused.ts', 'export const a = 1;\n', /Unused files/),
    mistake(
      'engine/contract/add.ts',
      `${healthy['engine/contract/add.ts']}\nexport const unused = add(1, 1);\n`,
      /Unused exports/,
    ),
    mistake(
      'package.json',
      '{ "name": "planted", "type": "module", "dependencies": { "react": "1" } }\n',
      /Unused dependencies/,
    ),
  ],
};

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gates-'));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  cpSync(join(repositoryRoot, '.gitignore'), join(root, '.gitignore'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function writeHealthy(): void {
  for (const config of configs) cpSync(join(repositoryRoot, config), join(root, config));
  for (const [path, text] of Object.entries(healthy)) write(path, text);
}

describe.each(gates)('$name', ({ name, run }) => {
  test('passes what is healthy, and says how much it has seen', () => {
    writeHealthy();
    const { isPassed, seen, output } = run(root);
    expect({ isPassed, output: isPassed ? '' : output }).toEqual({ isPassed: true, output: '' });
    expect(seen).toBeGreaterThan(4);
  });

  test('finds every planted mistake', () => {
    writeHealthy();
    const mistakes = planted[name] ?? [];
    for (const { path, text } of mistakes) write(path, text);
    const { isPassed, output } = run(root);
    const missed = mistakes.filter(({ objection }) => !objection.test(output));
    expect(mistakes.length).toBeGreaterThan(0);
    expect(missed.map(({ path, objection }) => `${path}: ${objection}\n${output}`)).toEqual([]);
    expect(isPassed).toBe(false);
  });

  test('fails when it sees nothing', () => {
    expect(run(root).isPassed).toBe(false);
  });
});
