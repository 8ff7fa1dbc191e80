/** Paints one row of records: cells while there are few, a band with ticks when there are many, hollow where not yet replicated. */

import type { StripScene } from './paint-strip.ts';
import { cellsWidth, strip, type StripWindow, tickStep, windowFor, xOf } from './strip-geometry.ts';
import type { RowMotion } from './strip-motion.ts';
import type { PartitionNumbers } from './strip-numbers.ts';

const CELL_GAP = 1.5;
const FADE = 22;

/** A row's records on screen. */
export interface RowFrame {
  readonly top: number;
  readonly width: number;
  readonly window: StripWindow;
  readonly numbers: PartitionNumbers;
  readonly motion: RowMotion;
}

export function rowFrame(
  scene: StripScene,
  row: {
    readonly top: number;
    readonly followers: number;
    readonly numbers: PartitionNumbers;
    readonly motion: RowMotion;
  },
): RowFrame {
  const { numbers, motion, top } = row;
  const { endOffset } = motion;
  const window = windowFor({ logStart: numbers.logStart, endOffset, span: scene.motion.span });
  return { top, width: cellsWidth(row.followers), window, numbers, motion };
}

export function paintTrack(scene: StripScene, top: number, width: number): void {
  const { context, colours } = scene;
  context.fillStyle = colours.track;
  context.beginPath();
  context.roundRect(
    strip.cellsLeft - 2,
    top + strip.cellsTop - 2,
    width + 4,
    strip.cellsHeight + 4,
    3,
  );
  context.fill();
}

/** Where a partition will be once it is there. */
export function paintPlanned(scene: StripScene, top: number, width: number): void {
  const { context, colours } = scene;
  context.strokeStyle = colours.outline;
  context.lineWidth = 1;
  context.globalAlpha = 0.6;
  context.setLineDash([3, 4]);
  context.strokeRect(strip.cellsLeft, top + strip.cellsTop + 0.5, width, strip.cellsHeight - 1);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

export function paintCells(scene: StripScene, frame: RowFrame): void {
  const { context } = scene;
  context.save();
  context.beginPath();
  context.rect(strip.cellsLeft - 1, frame.top, frame.width + 2, strip.rowHeight);
  context.clip();
  context.translate(strip.cellsLeft, frame.top + strip.cellsTop);
  const pitch = frame.width / frame.window.span;
  if (pitch >= strip.cellPitchMin) paintSingles(scene, frame, pitch);
  else paintBand(scene, frame);
  paintWatermark(scene, frame);
  paintOldEnd(scene, frame);
  context.restore();
}

/** One cell a record. */
function paintSingles({ context, colours }: StripScene, frame: RowFrame, pitch: number): void {
  const { window, numbers, motion, width } = frame;
  const cell = pitch - CELL_GAP;
  const first = Math.max(numbers.logStart, Math.floor(window.first));
  for (let offset = first; offset < numbers.endOffset; offset++) {
    const x = xOf(window, offset, width);
    if (x > width) break;
    if (offset >= numbers.highWatermark) {
      context.strokeStyle = colours.pending;
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, 0.5, cell - 1, strip.cellsHeight - 1);
      continue;
    }
    context.fillStyle = offset >= motion.fresh ? colours.fresh : colours.cell;
    context.fillRect(x, 0, cell, strip.cellsHeight);
  }
}

function paintBand({ context, colours }: StripScene, frame: RowFrame): void {
  const { window, numbers, motion, width } = frame;
  const start = Math.max(0, xOf(window, numbers.logStart, width));
  const safe = xOf(window, Math.min(numbers.highWatermark, motion.endOffset), width);
  const fresh = Math.min(safe, xOf(window, motion.fresh, width));
  const end = xOf(window, motion.endOffset, width);
  context.fillStyle = colours.cell;
  context.fillRect(start, 0, Math.max(0, fresh - start), strip.cellsHeight);
  context.fillStyle = colours.fresh;
  context.fillRect(Math.max(start, fresh), 0, Math.max(0, safe - fresh), strip.cellsHeight);
  if (end - safe > 1) {
    context.strokeStyle = colours.pending;
    context.lineWidth = 1;
    context.strokeRect(safe + 0.5, 0.5, end - safe - 1, strip.cellsHeight - 1);
  }
  const step = tickStep(window.span);
  context.fillStyle = colours.track;
  for (
    let offset = Math.ceil(window.first / step) * step;
    offset < motion.endOffset;
    offset += step
  ) {
    context.fillRect(xOf(window, offset, width) - 0.75, 0, 1.5, strip.cellsHeight);
  }
}

/** Where replication has come to, while that is not the end. */
function paintWatermark({ context, colours }: StripScene, frame: RowFrame): void {
  const { numbers, motion, window, width } = frame;
  if (numbers.highWatermark >= Math.floor(motion.endOffset)) return;
  const x = Math.max(0, xOf(window, numbers.highWatermark, width));
  context.fillStyle = colours.mark;
  context.fillRect(x - CELL_GAP, -2, 1.5, strip.cellsHeight + 4);
}

/** The log's start where it is in sight; a fade where there is more to the left. */
function paintOldEnd({ context, colours }: StripScene, frame: RowFrame): void {
  const { window, numbers } = frame;
  if (window.first <= numbers.logStart) {
    if (numbers.logStart === 0) return;
    context.fillStyle = colours.muted;
    for (let y = -1; y < strip.cellsHeight; y += 4) context.fillRect(-1, y, 1.5, 2);
    return;
  }
  const fade = context.createLinearGradient(-2, 0, FADE, 0);
  fade.addColorStop(0, colours.track);
  fade.addColorStop(1, `${colours.track}00`);
  context.fillStyle = fade;
  context.fillRect(-2, -1, FADE, strip.cellsHeight + 2);
}
