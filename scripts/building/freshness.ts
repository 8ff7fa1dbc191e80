/** Whether what was built is still what the sources say: a digest of them, kept beside the result. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface BuildPart {
  readonly name: string;
  /** Files and folders, from the root, whose content decides. */
  readonly sources: readonly string[];
  /** Where the digest is kept. */
  readonly stamp: string;
  readonly build: (root: string) => Promise<void>;
}

/** Builds the parts whose sources have changed, and returns their names. */
export async function buildStale(root: string, parts: readonly BuildPart[]): Promise<string[]> {
  const built: string[] = [];
  for (const { name, sources, stamp, build } of parts) {
    const file = join(root, stamp);
    const digest = digestOf(root, sources);
    if (existsSync(file) && readFileSync(file, 'utf8') === digest) continue;
    // A build that breaks off must not look finished.
    rmSync(file, { force: true });
    await build(root);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, digest);
    built.push(name);
  }
  return built;
}

/** A digest of the names and contents of all files below `sources`, tests excepted. */
export function digestOf(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, root, source);
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  if (/\.(test|bench)\.tsx?$|(^|\/)(node_modules|fixtures)$/.test(path)) return;
  const full = join(root, path);
  if (!existsSync(full)) return;
  const children = childrenOf(full);
  if (children === undefined) {
    const content = readFileSync(full);
    hash.update(`${path}\0${content.length}\0`).update(content);
    return;
  }
  for (const child of children) addTo(hash, root, `${path}/${child}`);
}

/** The sorted names in a folder; undefined for a file. */
function childrenOf(path: string): string[] | undefined {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
