/**
 * Writes the `index.ts` of every catalogue (`npm run catalogue`), or says which is stale (`--check`).
 *
 * The rule: in a catalogue folder every `*.ts` file but `index.ts`, `define-*.ts` (what entries are
 * declared with), `*.test.ts` and `*.bench.ts` is one entry. `12-heartbeat.ts` exports exactly one value, a const called `heartbeat` (the name of the
 * file without its leading number, in camel case) whose value is a call (`api(…)`, `define…(…)`);
 * types may be exported freely, and a file that exports only types is no entry. Entries come in the order of their leading number, then by name.
 * The index exports each entry by name, and all of them as one list named in `catalogues.ts`.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { parseSync, type ParseResult } from 'oxc-parser';
import { mapDocument, withMap } from './architecture-map.ts';
import { catalogues, type Catalogue } from './catalogues.ts';
import { isMain, repositoryFiles, repositoryRoot } from './repository.ts';

type Statement = ParseResult['program']['body'][number];

export interface CatalogueResult {
  readonly folder: string;
  readonly entries: number;
  readonly isStale: boolean;
  /** What breaks the rule, file by file; the index is then left as it is. */
  readonly problems: readonly string[];
}

/** Checks the index of every catalogue below `root`, and writes the stale ones when `write` is set. */
export async function updateCatalogues(options: {
  root: string;
  write: boolean;
  catalogues: readonly Catalogue[];
}): Promise<CatalogueResult[]> {
  const results: CatalogueResult[] = [];
  for (const catalogue of options.catalogues) {
    const folder = join(options.root, catalogue.folder);
    const files = entryFiles(folder);
    if (files.length === 0) continue;
    const problems = files.flatMap((file) => {
      const problem = entryProblem(file, readFileSync(join(folder, file), 'utf8'));
      return problem === undefined ? [] : [`${catalogue.folder}/${file} ${problem}`];
    });
    const result = { folder: catalogue.folder, entries: files.length, problems };
    if (problems.length > 0) {
      results.push({ ...result, isStale: true });
      continue;
    }
    const indexFile = join(folder, 'index.ts');
    const wanted = await indexSource(catalogue, files);
    const isStale = !existsSync(indexFile) || readFileSync(indexFile, 'utf8') !== wanted;
    if (isStale && options.write) writeFileSync(indexFile, wanted);
    results.push({ ...result, isStale });
  }
  return results;
}

/** The files that declare an entry, in catalogue order. */
export function entryFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.tsx?$/.test(name) && !/^index\.ts$|^define-/.test(name))
    .filter((name) => !/\.(test|bench)\.tsx?$/.test(name))
    .filter((name) => !exportsOnlyTypes(name, readFileSync(join(folder, name), 'utf8')))
    .sort((a, b) => leadingNumber(a) - leadingNumber(b) || (a < b ? -1 : 1));
}

/** `12-heartbeat.ts` → `heartbeat`, `mask-field.ts` → `maskField`. */
export function entryName(file: string): string {
  const words = file.replace(/\.tsx?$/, '').replace(/^\d+-/, '');
  return words.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** What is wrong with one entry, as a sentence; undefined when it keeps the rule. */
export function entryProblem(file: string, source: string): string | undefined {
  const name = entryName(file);
  const { program, errors } = parseSync(file, source);
  if (errors[0] !== undefined) return `cannot be parsed: ${errors[0].message}`;
  const values: ExportedConst[] = [];
  for (const statement of program.body) {
    const exported = exportedConsts(statement);
    if (exported === undefined) {
      return `exports something else than types and \`export const ${name}\``;
    }
    values.push(...exported);
  }
  const only = values.length === 1 ? values[0] : undefined;
  if (only?.name !== name) {
    const found = values.map((value) => `\`${value.name}\``).join(', ') || 'nothing';
    return `should export exactly \`export const ${name} = …(…)\`, but exports ${found}`;
  }
  return only.isCall
    ? undefined
    : `\`${name}\` should be declared by a call such as \`define…({ … })\``;
}

function exportsOnlyTypes(file: string, source: string): boolean {
  const exports = parseSync(file, source).program.body.filter(({ type }) =>
    type.startsWith('Export'),
  );
  const isType = (statement: Statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.exportKind === 'type';
  return exports.length > 0 && exports.every(isType);
}

interface ExportedConst {
  readonly name: string;
  readonly isCall: boolean;
}

/** The consts that a statement exports; undefined when it exports something that an entry may not. */
function exportedConsts(statement: Statement): ExportedConst[] | undefined {
  if (!statement.type.startsWith('Export')) return [];
  if (statement.type !== 'ExportNamedDeclaration') return undefined;
  if (statement.exportKind === 'type') return [];
  const declaration = statement.declaration;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return undefined;
  return declaration.declarations.map(({ id, init }) => ({
    name: id.type === 'Identifier' ? id.name : '(a pattern)',
    isCall: init?.type === 'CallExpression',
  }));
}

async function indexSource(catalogue: Catalogue, files: readonly string[]): Promise<string> {
  const { list, map } = catalogue;
  const names = files.map(entryName).join(', ');
  const lines = [
    '/** Written by `npm run catalogue` from the files of this folder. */',
    '',
    ...(map === undefined ? [] : [`import type { ${map.valueType} } from '${map.from}';`]),
    ...files.map((file) => `import { ${entryName(file)} } from './${file}';`),
    '',
    `export { ${names} };`,
    '',
    `export const ${list} = [${names}] as const;`,
  ];
  if (map !== undefined) {
    lines.push(
      '',
      `export const ${map.name}: ReadonlyMap<${map.keyType}, ${map.valueType}> = new Map(`,
      `  ${list}.map((entry): [${map.keyType}, ${map.valueType}] => [entry.${map.property}, entry]),`,
      ');',
    );
  }
  const options = JSON.parse(readFileSync(join(repositoryRoot, '.oxfmtrc.json'), 'utf8'));
  const { code, errors } = await format('index.ts', `${lines.join('\n')}\n`, options);
  if (errors[0] !== undefined) throw new Error(`${catalogue.folder}: ${errors[0].message}`);
  return code;
}

function leadingNumber(file: string): number {
  return Number(/^(\d+)-/.exec(file)?.[1] ?? Number.MAX_SAFE_INTEGER);
}

async function main(): Promise<void> {
  const write = !process.argv.includes('--check');
  const results = await updateCatalogues({ root: repositoryRoot, write, catalogues });
  for (const { folder, entries, isStale, problems } of results) {
    const state = isStale ? (write ? 'written' : 'stale: run `npm run catalogue`') : 'up to date';
    console.log(`${folder}: ${entries} entries, ${problems.length > 0 ? 'not written' : state}`);
    for (const problem of problems) console.error(`  ${problem}`);
  }
  if (results.length === 0) console.log('No catalogue has an entry yet.');
  if (write) {
    writeMap();
    writeCoverage();
  }
  const isBroken = results.some(
    ({ isStale, problems }) => problems.length > 0 || (isStale && !write),
  );
  if (isBroken || (!write && results.length === 0)) process.exitCode = 1;
}

/** In a process of its own: it reads the indexes that were just written. */
function writeCoverage(): void {
  const script = join(repositoryRoot, 'scripts/protocol-coverage.ts');
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

function writeMap(): void {
  const file = join(repositoryRoot, mapDocument);
  const document = readFileSync(file, 'utf8');
  const files = repositoryFiles();
  const isPresent = (folder: string) => files.some((path) => path.startsWith(`${folder}/`));
  const wanted = withMap(document, isPresent);
  if (wanted !== document) writeFileSync(file, wanted);
}

if (isMain(import.meta.url)) await main();
