/** Waiting to be told to stop. */

const signals = ['SIGINT', 'SIGTERM'] as const;

/** One Ctrl-C may arrive more than once: from the terminal, and handed on by npm and by the script between. */
const echoMs = 1000;

/**
 * Resolves at the first Ctrl-C or SIGTERM, or when `timeoutMs` is over. A further signal, after the
 * echoes of the first, ends the process at once.
 */
export function untilStopped(timeoutMs?: number): Promise<void> {
  return new Promise((resolve) => {
    // The engine's own timers do not keep a process alive, so this one does.
    const timer = setTimeout(resolve, timeoutMs ?? 2 ** 31 - 1);
    let stoppedMs: number | undefined;
    const onSignal = (): void => {
      if (stoppedMs !== undefined && performance.now() - stoppedMs > echoMs) process.exit(130);
      stoppedMs ??= performance.now();
      clearTimeout(timer);
      resolve();
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
}
