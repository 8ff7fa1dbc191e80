/** One animation loop for everything that is painted: it runs while something has to be painted, and rests otherwise. */

/** What the loop needs of a browser. */
export interface FrameSource {
  request(callback: (now: number) => void): number;
  cancel(handle: number): void;
}

/** Paints, and says whether it is still moving and wants the next frame as well. */
export type Paint = (now: number) => boolean;

export interface Painter {
  /** Asks to be painted with the next frame. */
  invalidate(): void;
  close(): void;
}

export interface PaintLoop {
  add(paint: Paint): Painter;
  /** Nothing is painted while the page is hidden; all is painted when it is shown again. */
  setHidden(hidden: boolean): void;
}

export function createPaintLoop(frames: FrameSource): PaintLoop {
  const painters = new Set<Paint>();
  const waiting = new Set<Paint>();
  let handle: number | undefined;
  let isHidden = false;

  function schedule(): void {
    if (handle === undefined && !isHidden && waiting.size > 0) handle = frames.request(run);
  }

  function run(now: number): void {
    handle = undefined;
    const due = [...waiting];
    waiting.clear();
    for (const paint of due) {
      if (painters.has(paint) && paint(now)) waiting.add(paint);
    }
    schedule();
  }

  return {
    add(paint) {
      const own: Paint = (now) => paint(now);
      painters.add(own);
      return {
        invalidate() {
          if (!painters.has(own)) return;
          waiting.add(own);
          schedule();
        },
        close() {
          painters.delete(own);
          waiting.delete(own);
        },
      };
    },
    setHidden(hidden) {
      isHidden = hidden;
      if (hidden && handle !== undefined) {
        frames.cancel(handle);
        handle = undefined;
      }
      if (!hidden) for (const paint of painters) waiting.add(paint);
      schedule();
    },
  };
}
