/** Where readers' badges stand below a row, and which have room for their names. Pure numbers, no painting. */

import { strip } from './strip-geometry.ts';

export interface PlacedReader {
  /** Where it reads, in pixels from the first cell; may lie outside. */
  readonly x: number;
  /** Width of its label when it is written. */
  readonly labelWidth: number;
  /** Parts of the pipeline give way to people where there is no room for all names. */
  readonly isPart: boolean;
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

type Span = readonly [left: number, right: number];

/** In the order of `readers`. Badges never cover each other while there is room for all. */
export function placeReaders(readers: readonly PlacedReader[], width: number): ReaderPlace[] {
  const order = readers.map((_, index) => index).toSorted((one, other) => xAt(one) - xAt(other));
  function xAt(index: number): number {
    return readers[index]?.x ?? 0;
  }
  const spots = spread(
    order.map((index) => xAt(index)),
    width,
  );
  const badges = readers.map((_, index) => spots[order.indexOf(index)] ?? 0);
  const labels = placeLabels(readers, {
    badges,
    order,
    right: width + strip.offsetWidth - GAP * 2,
  });
  return readers.map(({ x }, index) => ({
    markX: Math.min(Math.max(x, 0), width),
    badgeX: badges[index] ?? 0,
    isClamped: x < 0,
    labelX: labels[index] ?? null,
  }));
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

/** People first, from the one who is farthest; each to the right of its badge where there is room, else to its left. */
function placeLabels(
  readers: readonly PlacedReader[],
  row: { badges: readonly number[]; order: readonly number[]; right: number },
): (number | null)[] {
  const taken: Span[] = row.badges.map((x) => [x - RADIUS, x + RADIUS]);
  const labels: (number | null)[] = readers.map(() => null);
  const isPart = (index: number): boolean => readers[index]?.isPart ?? false;
  const ranked = row.order.toReversed();
  for (const index of [...ranked.filter((each) => !isPart(each)), ...ranked.filter(isPart)]) {
    const labelWidth = readers[index]?.labelWidth ?? 0;
    const badgeX = row.badges[index] ?? 0;
    if (labelWidth <= 0) continue;
    const lefts = [badgeX + RADIUS + GAP, badgeX - RADIUS - GAP - labelWidth];
    const left = lefts.find((x) => isFree([x, x + labelWidth], taken, row.right));
    if (left === undefined) continue;
    labels[index] = left;
    taken.push([left, left + labelWidth]);
  }
  return labels;
}

function isFree([left, right]: Span, taken: readonly Span[], end: number): boolean {
  if (left < 0 || right > end) return false;
  // A hair of tolerance: a label begins exactly where its own badge's gap ends.
  return taken.every(([from, to]) => right + GAP <= from + 0.01 || left >= to + GAP - 0.01);
}
