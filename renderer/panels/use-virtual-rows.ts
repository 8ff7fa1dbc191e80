/** Rows of which only those that are seen are drawn. */

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

export interface VirtualRows<Row> {
  rows: readonly Row[];
  scroller: RefObject<HTMLElement | null>;
  /** Pixels of a row, before it is measured. */
  height: number;
  keyOf: (row: Row) => string | number;
}

export function useVirtualRows<Row>({
  rows,
  scroller,
  height,
  keyOf,
}: VirtualRows<Row>): Virtualizer<HTMLElement, Element> {
  // It answers functions that must not be remembered between renderings; nothing here does.
  // oxlint-disable-next-line react/incompatible-library
  return useVirtualizer<HTMLElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: 12,
  });
}
