/** Where readers' badges stand below a row, and which have room for their names. Pure numbers, no painting. */

import { strip } from './strip-geometry.ts';

export interface PlacedReader {
  /** Where it reads, in pixels from the first cell; may lie outside. */
  readonly x: number;
  /** Width of its label when it is written. */
  readonly labelWidth: number;
}

export interface ReaderPlace {
  /** Where its mark points, within the row. */
  readonly markX: number;
  readonly badgeX: number;
  /** Whether it reads older records than are shown. */
  readonly isClamped: boolean;
  /** Left edge of its label; null where there is no room, or none wanted. */
  readonly labelX: number | null;
}

const GAP = 3;
const RADIUS = strip.badgeSize / 2;
const PITCH = strip.badgeSize + GAP;

/** In the order of `readers`. Badges never cover each other while there is room for all. */
export function placeReaders(readers: readonly PlacedReader[], width: number): ReaderPlace[] {
  const order = readers.map((_, index) => index).toSorted((one, other) => xAt(one) - xAt(other));
  function xAt(index: number): number {
    return readers[index]?.x ?? 0;
  }
  const badges = spread(
    order.map((index) => xAt(index)),
    width,
  );
  const places: ReaderPlace[] = Array.from({ length: readers.length });
  let free = -Infinity;
  for (const [rank, index] of order.entries()) {
    const badgeX = badges[rank] ?? 0;
    const next = (badges[rank + 1] ?? Infinity) - RADIUS - GAP;
    const labelWidth = readers[index]?.labelWidth ?? 0;
    const labelX = labelPlace({ badgeX, labelWidth, free, next: Math.min(next, width + RADIUS) });
    free = Math.max(badgeX + RADIUS, labelX === null ? 0 : labelX + labelWidth) + GAP;
    const x = xAt(index);
    places[index] = {
      markX: Math.min(Math.max(x, 0), width),
      badgeX,
      isClamped: x < 0,
      labelX,
    };
  }
  return places;
}

/** Pushes apart what would overlap, first to the right, then back from the edge. */
function spread(sorted: readonly number[], width: number): number[] {
  const badges = sorted.map((x) => Math.min(Math.max(x, RADIUS), width));
  for (let rank = 1; rank < badges.length; rank++) {
    badges[rank] = Math.max(badges[rank] ?? 0, (badges[rank - 1] ?? 0) + PITCH);
  }
  let limit = width;
  for (let rank = badges.length - 1; rank >= 0; rank--) {
    badges[rank] = Math.min(badges[rank] ?? 0, limit);
    limit = (badges[rank] ?? 0) - PITCH;
  }
  return badges;
}

/** To the right of the badge where there is room, else to its left. */
function labelPlace(room: {
  badgeX: number;
  labelWidth: number;
  free: number;
  next: number;
}): number | null {
  if (room.labelWidth <= 0) return null;
  const right = room.badgeX + RADIUS + GAP;
  if (right + room.labelWidth <= room.next) return right;
  const left = room.badgeX - RADIUS - GAP - room.labelWidth;
  return left >= Math.max(room.free, 0) ? left : null;
}
