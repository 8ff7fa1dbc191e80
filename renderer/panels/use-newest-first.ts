/** A list with the newest row on top: it follows while it is scrolled to the top, and counts what came while it is not. */

import { type RefObject, useRef, useState } from 'react';

export interface NewestFirst<Row> {
  /** What is shown: held still while the person reads further down. */
  readonly rows: readonly Row[];
  /** How many newer rows wait. */
  readonly fresh: number;
  readonly scroller: RefObject<HTMLElement | null>;
  onScroll(): void;
  /** Shows the newest. */
  toTop(): void;
}

export function useNewestFirst<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => unknown,
): NewestFirst<Row> {
  const scroller = useRef<HTMLElement>(null);
  const [held, setHeld] = useState<readonly Row[] | null>(null);
  return {
    rows: held ?? rows,
    fresh: held === null ? 0 : newerThan(rows, held, keyOf),
    scroller,
    onScroll() {
      const isAtTop = (scroller.current?.scrollTop ?? 0) < 4;
      if (isAtTop && held !== null) setHeld(null);
      else if (!isAtTop && held === null) setHeld(rows);
    },
    toTop() {
      setHeld(null);
      scroller.current?.scrollTo({ top: 0 });
    },
  };
}

/** How many of `rows` stand above the first of `held`; all of them once that has left the list. */
export function newerThan<Row>(
  rows: readonly Row[],
  held: readonly Row[],
  keyOf: (row: Row) => unknown,
): number {
  const [first] = held;
  if (first === undefined) return rows.length;
  const key = keyOf(first);
  const at = rows.findIndex((row) => keyOf(row) === key);
  return at === -1 ? rows.length : at;
}
