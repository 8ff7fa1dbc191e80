/** A list with the newest row on top: it follows while it is scrolled to the top, and counts what came while it is not. */

import { type RefObject, useEffect, useRef, useState } from 'react';

export interface NewestFirst<Row> {
  /** What is shown: frozen while the person reads further down. */
  readonly rows: readonly Row[];
  /** How many newer rows wait. */
  readonly fresh: number;
  readonly scroller: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** Shows the newest. */
  toTop(): void;
}

/** `keyOf` must rise with age order kept by the caller; only the first row's key is compared. */
export function useNewestFirst<Row>(
  rows: readonly Row[],
  { keyOf, scope }: { keyOf: (row: Row) => unknown; scope: unknown },
): NewestFirst<Row> {
  const scroller = useRef<HTMLDivElement>(null);
  const [frozen, setFrozen] = useState<readonly Row[] | null>(null);
  useEffect(() => setFrozen(null), [scope]);
  const firstKey = frozen?.[0] === undefined ? undefined : keyOf(frozen[0]);
  const at = frozen === null ? 0 : rows.findIndex((row) => keyOf(row) === firstKey);
  return {
    rows: frozen ?? rows,
    fresh: at === -1 ? rows.length : at,
    scroller,
    onScroll() {
      const isAtTop = (scroller.current?.scrollTop ?? 0) < 4;
      if (isAtTop && frozen !== null) setFrozen(null);
      else if (!isAtTop && frozen === null) setFrozen(rows);
    },
    toTop() {
      setFrozen(null);
      scroller.current?.scrollTo({ top: 0 });
    },
  };
}
