/** The gates of `npm run check`: what runs, and how many files it must say that it has seen. */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GateResult {
  readonly isPassed: boolean;
  /** How many files the tool says it looked at; a gate that saw nothing has failed. */
  readonly seen: number;
  readonly output: string;
}

export interface Gate {
  readonly name: string;
  readonly run: (root: string) => GateResult;
}

export const gates: readonly Gate[] = [
  {
    name: 'types (tsc -b)',
    run: (root) => gate(tool(root, 'tsc', '-b'), () => typedFiles(root)),
  },
  {
    name: 'lint (oxlint --type-aware)',
    run: (root) => gate(tool(root, 'oxlint', '--type-aware', '--deny-warnings'), filesNamed),
  },
  {
    name: 'format (oxfmt --check)',
    run: (root) => gate(tool(root, 'oxfmt', '--check'), filesNamed),
  },
  {
    name: 'dead code (knip)',
    run: (root) =>
      gate(tool(root, 'knip', '--no-progress', '--no-config-hints', '--performance'), parsedFiles),
  },
];

function gate(report: Report, count: (output: string) => number): GateResult {
  const seen = count(report.output);
  return { isPassed: report.isPassed && seen > 0, seen, output: report.output };
}

interface Report {
  readonly isPassed: boolean;
  readonly output: string;
}

/** Runs a tool of `node_modules` with this Node. */
function tool(root: string, name: string, ...args: readonly string[]): Report {
  const result = spawnSync(process.execPath, [toolScript(root, name), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1' },
  });
  const output = `${result.stdout}${result.stderr}`.trim();
  return { isPassed: result.status === 0, output: result.error?.message ?? output };
}

/** The script behind a command of `node_modules/.bin`, which on Windows is no script itself. */
export function toolScript(root: string, command: string): string {
  const packageName = command === 'tsc' ? 'typescript' : command;
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}.`);
  return join(folder, script);
}

/** Oxlint ends with "on 12 files with …", oxfmt with "on 12 files using …". */
function filesNamed(output: string): number {
  return Number(/\bon (\d+) files?\b/.exec(output)?.[1] ?? 0);
}

/** How many of our own files the projects of the last `tsc -b` say that they are made of. */
function typedFiles(root: string): number {
  const files = new Set<string>();
  const folder = join(root, '.types');
  if (!existsSync(folder)) return 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.tsbuildinfo')) continue;
    const info = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { fileNames?: string[] };
    for (const file of info.fileNames ?? []) if (!file.includes('node_modules')) files.add(file);
  }
  return files.size;
}

/** Knip says how many files it has parsed in its table of timings. */
function parsedFiles(output: string): number {
  return Number(/^parseFile\s+(\d+)/m.exec(output)?.[1] ?? 0);
}
