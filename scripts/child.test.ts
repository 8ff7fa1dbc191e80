/** A child ends as it ends, and hears the signals that its parent hears. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { runChild } from './child.ts';

const quiet = { stdio: 'ignore' } as const;

test('the exit code of the program is the answer', async () => {
  expect(await runChild(process.execPath, ['-e', 'process.exit(7)'], quiet)).toBe(7);
  expect(await runChild(process.execPath, ['-e', ''], quiet)).toBe(0);
});

test('a program that ends by a signal has failed', async () => {
  const die = "process.kill(process.pid, 'SIGKILL')";
  expect(await runChild(process.execPath, ['-e', die], quiet)).toBe(1);
});

test('a program that is not there is an error', async () => {
  await expect(runChild('no-such-program', [], quiet)).rejects.toThrow('ENOENT');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s is handed on, and the end waited for',
  async (signal) => {
    const child = `
    process.on('${signal}', () => { console.log('stopping'); process.exit(5); });
    setInterval(() => {}, 1000);
    console.log('ready');
  `;
    const parent = `
    import { runChild } from ${JSON.stringify(new URL('./child.ts', import.meta.url).href)};
    process.exit(await runChild(process.execPath, ['-e', ${JSON.stringify(child)}]));
  `;
    const parentProcess = spawn(process.execPath, ['--input-type=module', '-e', parent]);
    const lines: string[] = [];
    const ended = new Promise((resolve) => parentProcess.once('close', resolve));
    createInterface(parentProcess.stdout).on('line', (line) => {
      lines.push(line);
      if (line === 'ready') parentProcess.kill(signal);
    });
    expect(await ended).toBe(5);
    expect(lines).toEqual(['ready', 'stopping']);
  },
);
