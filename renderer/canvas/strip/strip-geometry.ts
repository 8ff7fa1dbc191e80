/** Where things stand on a strip: offsets to pixels, old on the left, new on the right. Pure numbers, no painting. */

/** In pixels of the canvas at zoom 1. */
export const strip = {
  width: 408,
  rowHeight: 42,
  /** Partitions beyond these are told in words. */
  rowsMax: 8,
  moreHeight: 18,
  paddingBottom: 6,
  indexWidth: 18,
  leaderX: 26,
  leaderSize: 17,
  cellsLeft: 42,
  cellsTop: 3,
  cellsHeight: 15,
  hatchTop: 19.5,
  hatchHeight: 4,
  markTop: 19,
  markHeight: 5,
  badgeMiddle: 32,
  badgeSize: 15,
  offsetWidth: 76,
  followerPitch: 15,
  followerSize: 13,
  /** Below this pitch cells become a band with ticks. */
  cellPitchMin: 5,
} as const;

/** How many seconds of records a strip shows when they come quickly. */
const SECONDS_SHOWN = 6;
const SPAN_MIN = 40;

/** The part of a log that a strip shows: `span` records from `first` on; both may be fractions while they move. */
export interface StripWindow {
  readonly first: number;
  readonly span: number;
}

export function stripHeight(partitions: number): number {
  const rows = Math.min(partitions, strip.rowsMax);
  return rows * strip.rowHeight + (partitions > rows ? strip.moreHeight : 0) + strip.paddingBottom;
}

/** The cells end where the end offset and the followers' signs begin. */
export function cellsWidth(followers: number): number {
  const signs = Math.min(followers, 4) * strip.followerPitch;
  return strip.width - strip.cellsLeft - strip.offsetWidth - signs;
}

/**
 * A log that is shorter than the window fills it from the left; after that, each record pushes the row. One place stays free
 * at the right, where the next record will be: there stands who has read all.
 */
export function windowFor(log: { logStart: number; endOffset: number; span: number }): StripWindow {
  const first = Math.max(log.logStart, log.endOffset + 1 - log.span);
  return { first, span: log.span };
}

export function xOf(window: StripWindow, offset: number, width: number): number {
  return ((offset - window.first) / window.span) * width;
}

/** The offset under a point, for hover and seek; within the log. */
export function offsetAt(window: StripWindow, x: number, width: number): number {
  return window.first + (x / width) * window.span;
}

/** How many records a strip shows at this rate: few at low rates, so that each is a cell, and calm in between. */
export function spanFor(rate: number, before: number): number {
  const wanted = rate * SECONDS_SHOWN;
  const span = niceSpan(wanted);
  // A rate that wavers around a step must not make the strip breathe.
  if (span < before && niceSpan(wanted * 1.5) >= before) return before;
  return span;
}

/** 40, 100, 200, 500, 1000, … */
function niceSpan(wanted: number): number {
  if (wanted <= SPAN_MIN) return SPAN_MIN;
  return niceCeiling(Math.max(wanted, 100));
}

/** The smallest of 1, 2, 5, 10, 20, 50, … that is not below. */
export function niceCeiling(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  for (const step of [1, 2, 5]) {
    if (step * power >= value * (1 - 1e-9)) return step * power;
  }
  return 10 * power;
}

/** The offsets between two ticks of a band: about eight ticks a strip. */
export function tickStep(span: number): number {
  return niceCeiling(span / 10);
}

/** Moves a shown number towards the true one; it arrives. `tauMs` is the time for two thirds of the way; 0 jumps. */
export function approach(
  shown: number,
  truth: number,
  step: { readonly dtMs: number; readonly tauMs: number; readonly precision: number },
): number {
  if (Number.isNaN(shown) || step.tauMs <= 0) return truth;
  const next = truth + (shown - truth) * Math.exp(-step.dtMs / step.tauMs);
  return Math.abs(next - truth) < step.precision ? truth : next;
}
