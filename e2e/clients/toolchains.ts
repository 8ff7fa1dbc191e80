/** Provides each driver: what it needs is fetched and built once into `.cache/clients`. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Driver } from './driver-process.ts';

export type Toolchain =
  | { readonly kind: 'present'; readonly driver: Driver }
  | { readonly kind: 'missing'; readonly reason: string };

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..');
const cache = join(root, '.cache', 'clients');
const allCodecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const run = promisify(execFile);

const javaScriptCodecs = {
  kafkajs: ['none', 'gzip'],
  platformatic: allCodecs,
  penstock: allCodecs,
};

/** Node runs the TypeScript of these drivers itself, so there is nothing to provide. */
export function javaScriptDriver(name: keyof typeof javaScriptCodecs): Driver {
  const file = join(here, 'javascript', `${name}-driver.ts`);
  const args = ['--disable-warning=ExperimentalWarning', file];
  return { name, command: process.execPath, args, codecs: javaScriptCodecs[name] };
}

export function present(driver: Driver): Toolchain {
  return { kind: 'present', driver };
}

export async function providePython(): Promise<Toolchain> {
  const python = findCommand('python3');
  if (python === undefined) return missing('there is no python3 on the PATH');
  const requirements = join(here, 'python', 'requirements.txt');
  const environment = cached('python', [requirements]);
  const command = join(environment, 'bin', 'python');
  return provide('the Python environment', async () => {
    if (!existsSync(command)) {
      await atomically(environment, async (folder) => {
        await run(python, ['-m', 'venv', folder]);
        const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check'];
        await run(join(folder, 'bin', 'python'), [...pip, '-r', requirements]);
      });
    }
    const args = [join(here, 'python', 'driver.py')];
    return { name: 'python', command, args, codecs: allCodecs };
  });
}

export async function provideGo(): Promise<Toolchain> {
  const go = findCommand('go');
  if (go === undefined) return missing('there is no go on the PATH');
  const source = join(here, 'go');
  const files = ['main.go', 'go.mod', 'go.sum'].map((file) => join(source, file));
  const folder = cached('go', files);
  return provide('the Go driver', async () => {
    if (!existsSync(folder)) {
      await atomically(folder, async (target) => {
        await run(go, ['build', '-o', join(target, 'driver'), '.'], { cwd: source });
      });
    }
    return {
      name: 'go',
      command: join(folder, 'driver'),
      args: [],
      codecs: allCodecs,
      isIdempotent: true,
    };
  });
}

/** Kafka's own jars, tools included, by Maven. */
export async function provideJavaClasspath(): Promise<string | { readonly reason: string }> {
  const maven = findCommand('mvn');
  if (findCommand('java') === undefined) return { reason: 'there is no java on the PATH' };
  if (maven === undefined) return { reason: 'there is no mvn on the PATH' };
  const pom = join(here, 'java', 'pom.xml');
  const folder = cached('java', [pom]);
  try {
    if (!existsSync(folder)) {
      await atomically(folder, async (target) => {
        const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime'];
        await run(maven, ['-q', '-B', '-f', pom, ...goal, `-DoutputDirectory=${target}`]);
      });
    }
    return join(folder, '*');
  } catch (error) {
    return { reason: `Kafka's jars could not be fetched: ${firstLine(error)}` };
  }
}

export async function provideJava(): Promise<Toolchain> {
  const classpath = await provideJavaClasspath();
  if (typeof classpath !== 'string') return missing(classpath.reason);
  const log4j = `-Dlog4j2.configurationFile=${join(here, 'java', 'log4j2.properties')}`;
  const source = join(here, 'java', 'Driver.java');
  const args = ['-Xmx128M', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', log4j, '-cp', classpath];
  return present({
    name: 'java',
    command: 'java',
    args: [...args, source],
    codecs: allCodecs,
  });
}

async function provide(what: string, make: () => Promise<Driver>): Promise<Toolchain> {
  try {
    return present(await make());
  } catch (error) {
    return missing(`${what} could not be made: ${firstLine(error)}`);
  }
}

function missing(reason: string): Toolchain {
  return { kind: 'missing', reason };
}

function firstLine(error: unknown): string {
  const { stderr = '', message = '' } = error as { stderr?: string; message?: string };
  return (stderr.trim() || message).split('\n')[0] ?? '';
}

/** A folder whose name changes with the content of what it is made from. */
function cached(name: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return join(cache, `${name}-${hash.digest('hex').slice(0, 12)}`);
}

/** Makes a folder whole or not at all. */
async function atomically(folder: string, make: (target: string) => Promise<void>): Promise<void> {
  const isMovable = !folder.includes('python');
  // A Python environment knows its own path, so it is made in place.
  const target = isMovable ? `${folder}.new` : folder;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  try {
    await make(target);
  } catch (error) {
    rmSync(target, { recursive: true, force: true });
    throw error;
  }
  if (isMovable) renameSync(target, folder);
}

function findCommand(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
