/** Tells at most twice a second that live numbers changed, for what is read aloud, shown as text, or tested. */

const MIRROR_MS = 500;

/** What the mirror needs of a browser. */
export interface Timers {
  setTimer(callback: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

export interface Mirror {
  add(callback: () => void): () => void;
  changed(): void;
  close(): void;
}

export function createMirror(ports: Timers): Mirror {
  const callbacks = new Set<() => void>();
  let timer: number | undefined;
  function tell(): void {
    timer = undefined;
    for (const callback of callbacks) callback();
  }
  return {
    add(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    changed() {
      if (callbacks.size > 0) timer ??= ports.setTimer(tell, MIRROR_MS);
    },
    close() {
      if (timer !== undefined) ports.clearTimer(timer);
    },
  };
}
