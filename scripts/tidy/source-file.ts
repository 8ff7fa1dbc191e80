/** A file as the house rules see it: text, and what it imports and exports. */

import { posix } from 'node:path';
import { parseSync, type ParseResult } from 'oxc-parser';

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly text: () => string;
  /** Of TypeScript and JavaScript only; parsed once, when first asked for. */
  readonly parsed: () => ParseResult;
}

export interface Repository {
  readonly files: readonly SourceFile[];
  readonly has: (path: string) => boolean;
}

export function sourceFile(path: string, sizeBytes: number, read: () => string): SourceFile {
  const text = once(read);
  return { path, sizeBytes, text, parsed: once(() => parseSync(path, text())) };
}

/** A repository of a few texts; what planted mistakes are made of. */
export function repositoryOf(texts: Readonly<Record<string, string>>): Repository {
  const files = Object.entries(texts).map(([path, text]) =>
    sourceFile(path, Buffer.byteLength(text), () => text),
  );
  return repository(files);
}

export function repository(files: readonly SourceFile[]): Repository {
  const paths = new Set<string>();
  for (const { path } of files) {
    for (let part = path; part !== '.'; part = posix.dirname(part)) paths.add(part);
  }
  return { files, has: (path) => paths.has(path) };
}

export function isScript(path: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts');
}

export function isTest(path: string): boolean {
  return /\.(test|bench|spec)\.tsx?$/.test(path) || path.startsWith('e2e/');
}

/** What a script imports, re-exports or loads on demand, as written. */
export function importedSpecifiers(file: SourceFile): string[] {
  const { module } = file.parsed();
  const found = module.staticImports.map((statement) => statement.moduleRequest.value);
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest !== null) found.push(entry.moduleRequest.value);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^['"`](.*)['"`]$/.exec(
      file.text().slice(moduleRequest.start, moduleRequest.end),
    );
    if (literal?.[1] !== undefined) found.push(literal[1]);
  }
  return [...new Set(found)];
}

/** The path of a relative import from the root; undefined for packages and built-in modules. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.normalize(posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')));
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
