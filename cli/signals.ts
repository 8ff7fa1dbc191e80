/** Waiting to be told to stop. */

/** Resolves at the first Ctrl-C or SIGTERM, or when `timeoutMs` is over; a second signal ends the process at once. */
export function untilStopped(timeoutMs?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs);
    const onSignal = (): void => {
      clearTimeout(timer);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.off(signal, onSignal);
        process.once(signal, () => process.exit(130));
      }
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
    if (timeoutMs === undefined) keepAlive();
  });
}

/** The engine's own timers do not keep a process alive. */
function keepAlive(): void {
  const timer = setInterval(() => {}, 2 ** 30);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => clearInterval(timer));
}
