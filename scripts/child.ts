/** Runs a program in the foreground and ends as it ends. */

import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';

/**
 * The exit code of the program, once it has ended. Ctrl-C reaches it by itself, because it is in our
 * process group; a TERM is handed on. Either way it is given the time to stop cleanly.
 */
export function runChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const onInterrupt = () => {};
    const onTerminate = () => child.kill('SIGTERM');
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    const release = () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
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
