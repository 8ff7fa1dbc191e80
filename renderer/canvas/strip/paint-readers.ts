/** Paints who reads a row: where each reads, what it has committed, how much it has before it, and its name. */

import { formatCount } from '../../design/format.ts';
import type { RowFrame } from './paint-cells.ts';
import type { StripScene } from './paint-strip.ts';
import { drawBadge, drawPointer, hatch, textWidth } from './pen.ts';
import { placeReaders, type ReaderPlace } from './reader-placement.ts';
import type { StripColours } from './strip-colours.ts';
import { strip, xOf } from './strip-geometry.ts';
import type { StripPartition, StripReader } from './strip-model.ts';
import { committedOf, lagOf } from './strip-numbers.ts';

/** Fewer than these come and go with every fetch. */
const LAG_TOLD = 10;
const LAG_GAP = 5;

/** Where a badge was painted, for the pointer. */
export interface BadgeSpot {
  readonly x: number;
  readonly y: number;
  readonly partition: StripPartition;
  readonly reader: StripReader;
}

interface Seen {
  readonly reader: StripReader;
  readonly position: number;
  readonly x: number;
  readonly isPart: boolean;
  /** How far behind, in figures; empty while that is too little to tell. */
  readonly lag: string;
  readonly nameWidth: number;
  readonly labelWidth: number;
}

export function paintReaders(scene: StripScene, partition: StripPartition, frame: RowFrame): void {
  const seen = partition.readers.flatMap((reader) =>
    seenReader(scene, { partition, reader, frame }),
  );
  if (seen.length === 0) return;
  const places = placeReaders(seen, frame.width);
  paintLag(scene, seen, frame);
  for (const [index, each] of seen.entries()) {
    const place = places[index];
    if (place) paintReader(scene, each, { place, partition, frame });
  }
}

function seenReader(
  scene: StripScene,
  { partition, reader, frame }: { partition: StripPartition; reader: StripReader; frame: RowFrame },
): Seen[] {
  const position = scene.motion.position(reader.key);
  if (position === undefined) return [];
  // The row glides after its end; a reader must not stand beyond it meanwhile.
  const x = xOf(frame.window, Math.min(position, frame.motion.endOffset), frame.width);
  const behind = lagOf(scene.rows, partition, reader);
  const lag = x < 0 || behind >= LAG_TOLD ? `−${formatCount(behind)}` : '';
  const widths = labelWidths(scene, reader.name, lag);
  return [{ reader, position, x, lag, isPart: reader.hue === 0, ...widths }];
}

function labelWidths(
  { context, colours, detail }: StripScene,
  name: string,
  lag: string,
): { nameWidth: number; labelWidth: number } {
  if (detail !== 'full') return { nameWidth: 0, labelWidth: 0 };
  const nameWidth = textWidth(context, nameFont(colours), name);
  const lagWidth = lag === '' ? 0 : LAG_GAP + textWidth(context, lagFont(colours), lag);
  return { nameWidth, labelWidth: nameWidth + lagWidth };
}

/** Hatched from each reader to the next one before it, and from the first to the end: what is still to be read. */
function paintLag(scene: StripScene, seen: readonly Seen[], frame: RowFrame): void {
  const { context, colours } = scene;
  const sorted = seen.toSorted((one, other) => one.x - other.x);
  const end = xOf(frame.window, frame.motion.endOffset, frame.width);
  context.save();
  context.translate(strip.cellsLeft, frame.top);
  for (const [rank, { x, reader }] of sorted.entries()) {
    const from = Math.max(0, x);
    const to = Math.min(sorted[rank + 1]?.x ?? end, end);
    if (to - from < 2) continue;
    context.fillStyle = hatch(context, colours.readers[reader.hue] ?? colours.hatch);
    context.fillRect(from, strip.hatchTop, to - from, strip.hatchHeight);
  }
  context.restore();
}

function paintReader(
  scene: StripScene,
  seen: Seen,
  at: { place: ReaderPlace; partition: StripPartition; frame: RowFrame },
): void {
  const { context, colours, motion } = scene;
  const { reader } = seen;
  const { place, partition, frame } = at;
  const colour = colours.readers[reader.hue] ?? colours.outline;
  const badge = motion.badge(reader, {
    x: strip.cellsLeft + place.badgeX,
    y: frame.top + strip.badgeMiddle,
  });
  context.globalAlpha = badge.shown * (reader.isPaused ? 0.65 : 1);
  paintCommitted(scene, reader, { frame, colour });
  drawPointer(context, {
    x: strip.cellsLeft + place.markX,
    top: frame.top + strip.markTop,
    height: strip.markHeight,
    colour,
    isHollow: false,
  });
  drawBadge(scene, {
    x: badge.x,
    y: badge.y,
    size: strip.badgeSize,
    hue: reader.hue,
    shape: reader.shape,
    initial: reader.initial,
    isPaused: reader.isPaused,
  });
  if (place.labelX !== null) {
    const shift = badge.x - place.badgeX;
    paintLabel(scene, seen, { x: place.labelX + shift, y: badge.y + 0.8 });
  }
  context.globalAlpha = 1;
  scene.spots.push({ x: badge.x, y: badge.y, partition, reader });
}

function paintLabel(
  { context, colours }: StripScene,
  { reader, lag, nameWidth }: Seen,
  { x, y }: { x: number; y: number },
): void {
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.font = nameFont(colours);
  context.fillStyle = reader.hue === 0 ? colours.muted : colours.text;
  context.fillText(reader.name, x, y);
  if (lag === '') return;
  context.font = lagFont(colours);
  context.fillStyle = colours.muted;
  context.fillText(lag, x + nameWidth + LAG_GAP, y);
}

/** The committed mark, where it is in sight and not where it reads anyway. */
function paintCommitted(
  scene: StripScene,
  reader: StripReader,
  { frame, colour }: { frame: RowFrame; colour: string },
): void {
  const committed = committedOf(scene.rows, reader);
  if (committed === undefined || scene.detail !== 'full') return;
  const x = xOf(frame.window, Math.min(committed, frame.motion.endOffset), frame.width);
  const position = scene.motion.position(reader.key) ?? committed;
  if (x < 0 || Math.abs(xOf(frame.window, position, frame.width) - x) < 3) return;
  drawPointer(scene.context, {
    x: strip.cellsLeft + x,
    top: frame.top + strip.markTop,
    height: strip.markHeight,
    colour,
    isHollow: true,
  });
}

function nameFont(colours: StripColours): string {
  return `500 11px ${colours.wordsFont}`;
}

function lagFont(colours: StripColours): string {
  return `11px ${colours.codeFont}`;
}
