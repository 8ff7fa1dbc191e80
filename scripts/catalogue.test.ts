/** The catalogue writer: its rule, its order, and that a planted mistake is seen. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryName, entryProblem, updateCatalogues } from './catalogue.ts';
import type { Catalogue } from './catalogues.ts';

const parts: Catalogue = { folder: 'engine/parts', list: 'parts' };
const keyed: Catalogue = {
  ...parts,
  map: { name: 'byKey', property: 'key', keyType: 'number', valueType: 'Part', from: '../part.ts' },
};

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalogue-'));
  mkdirSync(join(root, 'engine/parts'), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function put(file: string, source: string): void {
  writeFileSync(join(root, 'engine/parts', file), source);
}

function indexFile(): string {
  return readFileSync(join(root, 'engine/parts/index.ts'), 'utf8');
}

describe('entryName', () => {
  test('drops the leading number and reads the words in camel case', () => {
    const files = ['12-heartbeat.ts', '60-describe-cluster.ts', 'mask-field.ts', 'topic.tsx'];
    expect(files.map(entryName)).toEqual(['heartbeat', 'describeCluster', 'maskField', 'topic']);
  });
});

describe('entryProblem', () => {
  test('accepts one const declared by a call, with any number of types', () => {
    const source =
      'export type A = 1;\nexport interface B {}\nexport const fetch = api({ key: 1 });';
    expect(entryProblem('1-fetch.ts', source)).toBeUndefined();
  });

  test('accepts private declarations beside the entry', () => {
    const source = 'const field = 1;\nfunction help() {}\nexport const fetch = api({ field });';
    expect(entryProblem('1-fetch.ts', source)).toBeUndefined();
  });

  test('says which name is wanted where the const has another', () => {
    expect(entryProblem('1-fetch.ts', 'export const fetcher = api({});')).toBe(
      'should export exactly `export const fetch = …(…)`, but exports `fetcher`',
    );
  });

  test('refuses a file that exports nothing', () => {
    expect(entryProblem('1-fetch.ts', 'const fetch = api({});')).toBe(
      'should export exactly `export const fetch = …(…)`, but exports nothing',
    );
  });

  test('refuses a second value', () => {
    const source = 'export const fetch = api({});\nexport const other = 1;';
    expect(entryProblem('1-fetch.ts', source)).toContain('exports `fetch`, `other`');
  });

  test('refuses functions, default exports, lists of exports, and values that are no call', () => {
    expect(entryProblem('a.ts', 'export function a() {}')).toContain('something else than types');
    expect(entryProblem('a.ts', 'export default a;')).toContain('something else than types');
    expect(entryProblem('a.ts', 'const a = f(); export { a };')).toContain('something else');
    expect(entryProblem('a.ts', 'export * from "./b.ts";')).toContain('something else');
    expect(entryProblem('a.ts', 'export const a = { key: 1 };')).toContain('declared by a call');
  });

  test('says where a file cannot be parsed', () => {
    expect(entryProblem('a.ts', 'export const a = (')).toContain('cannot be parsed');
  });
});

describe('updateCatalogues', () => {
  test('writes imports, names and the list in the order of the leading numbers', async () => {
    put('10-late.ts', 'export const late = part({ key: 10 });');
    put('2-early.ts', 'export const early = part({ key: 2 });');
    put('2-early.test.ts', '');
    put('define-part.ts', 'export function part() {}');
    const results = await updateCatalogues({ root, write: true, catalogues: [parts] });
    expect(results).toEqual([{ folder: 'engine/parts', entries: 2, isStale: true, problems: [] }]);
    expect(indexFile()).toBe(
      [
        '/** Written by `npm run catalogue` from the files of this folder. */',
        '',
        "import { early } from './2-early.ts';",
        "import { late } from './10-late.ts';",
        '',
        'export { early, late };',
        '',
        'export const parts = [early, late] as const;',
        '',
      ].join('\n'),
    );
  });

  test('writes a map where the catalogue asks for one', async () => {
    put('2-early.ts', 'export const early = part({ key: 2 });');
    await updateCatalogues({ root, write: true, catalogues: [keyed] });
    expect(indexFile()).toContain("import type { Part } from '../part.ts';");
    expect(indexFile()).toContain('export const byKey: ReadonlyMap<number, Part> = new Map(');
  });

  test('finds an up-to-date index up to date, and a planted mistake stale without mending it', async () => {
    put('a.ts', 'export const a = part({});');
    await updateCatalogues({ root, write: true, catalogues: [parts] });
    const check = () => updateCatalogues({ root, write: false, catalogues: [parts] });
    expect((await check())[0]?.isStale).toBe(false);
    put('index.ts', `${indexFile()}// by hand\n`);
    expect((await check())[0]?.isStale).toBe(true);
    put('b.ts', 'export const b = part({});');
    expect((await check())[0]?.isStale).toBe(true);
    expect(indexFile()).toContain('// by hand');
  });

  test('names the file that breaks the rule, leaves that index alone, and writes the others', async () => {
    put('a.ts', 'export const wrong = part({});');
    mkdirSync(join(root, 'engine/fine'));
    writeFileSync(join(root, 'engine/fine/b.ts'), 'export const b = part({});');
    const fine = { folder: 'engine/fine', list: 'fine' };
    const results = await updateCatalogues({ root, write: true, catalogues: [parts, fine] });
    expect(results.map(({ problems }) => problems)).toEqual([
      ['engine/parts/a.ts should export exactly `export const a = …(…)`, but exports `wrong`'],
      [],
    ]);
    expect(readdirSync(join(root, 'engine/parts'))).toEqual(['a.ts']);
    expect(readdirSync(join(root, 'engine/fine'))).toEqual(['b.ts', 'index.ts']);
  });

  test('passes over files that export only types', async () => {
    put('a.ts', 'export const a = part({});');
    put('part-types.ts', 'export type Part = 1;\nexport interface Other {}');
    const [result] = await updateCatalogues({ root, write: true, catalogues: [parts] });
    expect(result?.entries).toBe(1);
  });

  test('passes over folders that hold nothing yet', async () => {
    expect(await updateCatalogues({ root, write: true, catalogues: [parts] })).toEqual([]);
  });
});
