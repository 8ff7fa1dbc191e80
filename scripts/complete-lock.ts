/**
 * Completes `package-lock.json` with the optional packages of other platforms: `node scripts/complete-lock.ts`.
 *
 * npm leaves out of the lock file what the registry at hand does not have, and then `npm ci` refuses
 * the lock file, and on the platform left out nothing would run. A native package has exactly the
 * version that its parent asks for, so its entry can be written without asking anybody.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, repositoryRoot } from './repository.ts';

export interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export type LockPackages = Record<string, LockEntry>;

export interface MissingEntry {
  /** Where it belongs in `node_modules`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly isDev: boolean;
}

/** The optional packages that a locked package asks for in one exact version, and that are not locked. */
export function missingOptional(packages: LockPackages): MissingEntry[] {
  const missing: MissingEntry[] = [];
  const known = new Map(Object.entries(packages).map(([path, { version }]) => [path, version]));
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!/^\d/.test(version)) continue;
      const found = placesOf(parent, name).find((path) => known.has(path));
      if (found !== undefined && known.get(found) === version) continue;
      const path = found === undefined ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
      known.set(path, version);
      missing.push({ path, name, version, isDev: entry.dev === true });
    }
  }
  return missing;
}

/** Where Node looks for `name` from the package at `parent`, nearest first. */
function placesOf(parent: string, name: string): string[] {
  const places: string[] = [];
  for (let from = parent; ; from = from.slice(0, from.lastIndexOf('/node_modules/'))) {
    places.push(`${from}/node_modules/${name}`);
    if (!from.includes('/node_modules/')) return [...places, `node_modules/${name}`];
  }
}

/** The entry of a native package, whose name says what it is for; undefined where it does not. */
export function platformEntry({ name, version, isDev }: MissingEntry): LockEntry | undefined {
  const platform = /\/(?:binding-)?([a-z0-9]+)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(name);
  const [, os, cpu, abi] = platform ?? [];
  if (os === undefined || cpu === undefined) return undefined;
  const isWasm = os.startsWith('wasm');
  const libc = os === 'linux' ? libcOf(abi) : undefined;
  return {
    version,
    cpu: [isWasm ? os : cpu],
    ...(isDev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    ...(isWasm ? {} : { os: [os] }),
  };
}

function libcOf(abi: string | undefined): string | undefined {
  if (abi === undefined) return undefined;
  return abi.startsWith('musl') ? 'musl' : 'glibc';
}

/** Adds what is missing, in npm's order; returns the paths added. */
export function completeLock(packages: LockPackages): { packages: LockPackages; added: string[] } {
  const added: LockPackages = {};
  for (const missing of missingOptional(packages)) {
    const entry = platformEntry(missing);
    if (entry !== undefined) added[missing.path] = entry;
  }
  const all = Object.entries({ ...packages, ...added });
  const sorted = all.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { packages: Object.fromEntries(sorted), added: Object.keys(added) };
}

if (isMain(import.meta.url)) {
  const file = join(repositoryRoot, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: LockPackages };
  const { packages, added } = completeLock(lock.packages);
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, undefined, 2)}\n`);
  console.log(added.length === 0 ? 'Nothing was missing.' : `Added ${added.length} packages.`);
}
