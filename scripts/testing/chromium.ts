/** Finds a Chromium for the browser tests, or installs one. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Chromium =
  | { readonly kind: 'found'; readonly executable: string }
  | { readonly kind: 'none'; readonly reason: string };

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

const places: Readonly<Record<string, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Playwright's own where it is, else the system's, else Playwright's fetched now, else Debian's. */
export async function provideChromium(): Promise<Chromium> {
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (existsSync(own)) return { kind: 'found', executable: own };
  const system = systemChromium(process.env, process.platform);
  if (system !== undefined) return { kind: 'found', executable: system };
  console.log('There is no Chromium on this machine. Asking Playwright for one …');
  const cli = join('node_modules', 'playwright', 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  if (existsSync(own)) return { kind: 'found', executable: own };
  return debianChromium();
}

/** A Chromium of the system: on the PATH, or where its installer puts it. */
export function systemChromium(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...(places[platform] ?? [])].find((file) => existsSync(file));
}

function debianChromium(): Chromium {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    return { kind: 'none', reason: 'no Chromium is installed and none could be fetched' };
  }
  console.log("Playwright's cannot be fetched from here. Installing Debian's package chromium …");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', env }).status;
  const status = apt('update', '-q') === 0 ? apt('install', '-qy', 'chromium') : 1;
  const executable = systemChromium(process.env, process.platform);
  if (status !== 0 || executable === undefined) {
    return { kind: 'none', reason: 'apt-get could not install chromium' };
  }
  return { kind: 'found', executable };
}
