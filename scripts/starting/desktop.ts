/** Where Electron is, or in one sentence why there is no window to be had. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Desktop =
  | { readonly kind: 'electron'; readonly executable: string }
  | { readonly kind: 'none'; readonly reason: string };

export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined where there are no user ids. */
  readonly userId: number | undefined;
  readonly nowMs: number;
}

/** After a failed fetch, how long a start goes without another try. */
const retryAfterMs = 24 * 60 * 60 * 1000;

export interface FindOptions {
  readonly root: string;
  readonly machine: Machine;
  /** What the user hands to Electron. */
  readonly args: readonly string[];
  /** Fetches Electron's executable; returns whether it worked. */
  readonly fetchElectron?: (root: string, version: string) => boolean;
}

export function findDesktop(options: FindOptions): Desktop {
  const { machine, args } = options;
  const { DISPLAY, WAYLAND_DISPLAY, PENSTOCK_ELECTRON } = machine.env;
  if (machine.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    return none('There is no display here');
  }
  if (machine.userId === 0 && !args.includes('--no-sandbox')) {
    return none('Electron opens no window for root (its sandbox refuses)');
  }
  if (PENSTOCK_ELECTRON) {
    if (existsSync(PENSTOCK_ELECTRON)) return { kind: 'electron', executable: PENSTOCK_ELECTRON };
    return none(`PENSTOCK_ELECTRON names ${PENSTOCK_ELECTRON}, which is not there`);
  }
  return packagedElectron(options);
}

/** The executable that the electron package fetches at its first use. */
function packagedElectron({ root, machine, fetchElectron = fetchOnce }: FindOptions): Desktop {
  const folder = join(root, 'node_modules', 'electron');
  const found = executableIn(folder);
  if (found !== undefined) return { kind: 'electron', executable: found };
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const failureFile = join(root, '.cache', 'electron-unreachable.json');
  const reason = `Electron ${version} cannot be fetched from here`;
  if (hasFailedLately(failureFile, { version, nowMs: machine.nowMs })) return none(reason);
  if (fetchElectron(root, version)) {
    const fetched = executableIn(folder);
    if (fetched !== undefined) return { kind: 'electron', executable: fetched };
  }
  mkdirSync(dirname(failureFile), { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ version, failedMs: machine.nowMs }));
  return none(reason);
}

function executableIn(folder: string): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}

function hasFailedLately(file: string, now: { version: string; nowMs: number }): boolean {
  if (!existsSync(file)) return false;
  const last = JSON.parse(readFileSync(file, 'utf8')) as { version: string; failedMs: number };
  return last.version === now.version && now.nowMs - last.failedMs < retryAfterMs;
}

function fetchOnce(root: string, version: string): boolean {
  console.log(`Fetching Electron ${version} (about 120 MB, once) …`);
  const script = join(root, 'node_modules', 'electron', 'install.js');
  const { status } = spawnSync(process.execPath, [script], { stdio: 'ignore', timeout: 600_000 });
  return status === 0;
}

function none(reason: string): Desktop {
  return { kind: 'none', reason };
}
