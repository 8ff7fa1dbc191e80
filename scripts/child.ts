/** Runs a program in the foreground and ends as it ends. */

import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * The exit code of the program, once it has ended. Signals are handed on, and the program is given the
 * time to stop cleanly. From a terminal it hears a Ctrl-C twice, which has to be one to it.
 */
export function runChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const handOn = (signal: NodeJS.Signals) => child.kill(signal);
    for (const signal of signals) process.on(signal, handOn);
    const release = () => {
      for (const signal of signals) process.off(signal, handOn);
    };
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}
