/** Who wants to hear of the changes of which rows. */

import type { Paint, PaintLoop } from './paint-loop.ts';

/** The rows, by `liveId`, whose changes a painter wants to hear of. */
export interface Watched {
  readonly partitions?: Iterable<number>;
  readonly positions?: Iterable<number>;
  readonly nodes?: Iterable<number>;
}

export interface Watch {
  /** Watches other rows from now on, and paints. */
  watch(watched: Watched): void;
  /** Paints with the next frame although no row changed. */
  invalidate(): void;
  close(): void;
}

export interface Watchers {
  /** Calls `paint` from the shared loop after a watched row has changed. */
  watch(watched: Watched, paint: Paint): Watch;
  changed(section: Section, liveId: number): void;
}

type Section = keyof Watched;

export function createWatchers(loop: PaintLoop): Watchers {
  const byRow: Record<Section, Map<number, Set<() => void>>> = {
    partitions: new Map(),
    positions: new Map(),
    nodes: new Map(),
  };

  function watch(watched: Watched, paint: Paint): Watch {
    const painter = loop.add(paint);
    let rows: (readonly [Section, number])[] = [];
    function leave(): void {
      for (const [section, liveId] of rows) {
        const listeners = byRow[section].get(liveId);
        listeners?.delete(painter.invalidate);
        if (listeners?.size === 0) byRow[section].delete(liveId);
      }
    }
    function enter(next: Watched): void {
      leave();
      rows = (['partitions', 'positions', 'nodes'] as const).flatMap((section) =>
        [...(next[section] ?? [])].map((liveId) => [section, liveId] as const),
      );
      for (const [section, liveId] of rows) {
        const listeners = byRow[section].get(liveId) ?? new Set();
        byRow[section].set(liveId, listeners.add(painter.invalidate));
      }
      painter.invalidate();
    }
    enter(watched);
    return {
      watch: enter,
      invalidate: painter.invalidate,
      close() {
        leave();
        painter.close();
      },
    };
  }

  return {
    watch,
    changed(section, liveId) {
      const listeners = byRow[section].get(liveId);
      if (listeners) for (const listener of listeners) listener();
    },
  };
}
