/** Something that happens once, that can be waited for, and asked about without waiting. */

export interface Signal {
  readonly promise: Promise<void>;
  readonly isDone: boolean;
  resolve(): void;
}

export function signal(): Signal {
  let isDone = false;
  let release = (): void => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    promise,
    resolve() {
      isDone = true;
      release();
    },
    get isDone() {
      return isDone;
    },
  };
}
