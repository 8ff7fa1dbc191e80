/** Paints a topic's partitions, one row each: leader, records, end offset, followers, readers. */

import { formatCount } from '../../design/format.ts';
import { paintCells, paintPlanned, paintTrack, rowFrame } from './paint-cells.ts';
import { type BadgeSpot, paintReaders } from './paint-readers.ts';
import { drawSign, type Pen } from './pen.ts';
import { cellsWidth, strip } from './strip-geometry.ts';
import type { StripModel, StripPartition } from './strip-model.ts';
import type { StripMotion } from './strip-motion.ts';
import {
  isInSync,
  lagOf,
  partitionNumbers,
  type PartitionNumbers,
  type StripRows,
} from './strip-numbers.ts';

/** `full` names everything, `plain` leaves out words that would be too small to read, `bar` is one bar for the topic. */
export type StripDetail = 'full' | 'plain' | 'bar';

export interface StripScene extends Pen {
  readonly detail: StripDetail;
  readonly model: StripModel;
  readonly rows: StripRows;
  readonly motion: StripMotion;
  /** Filled while painting: where badges stand. */
  readonly spots: BadgeSpot[];
}

/** The motion has been stepped before; the context is cleared and scaled to pixels at zoom 1. */
export function paintStrip(scene: StripScene): void {
  if (scene.detail === 'bar') return paintBar(scene);
  const { partitions } = scene.model;
  for (const [index, partition] of partitions.slice(0, strip.rowsMax).entries()) {
    paintRow(scene, partition, index * strip.rowHeight);
  }
  const more = partitions.length - strip.rowsMax;
  if (more > 0 && scene.detail === 'full') {
    const { context, colours } = scene;
    context.font = `11px ${colours.wordsFont}`;
    context.fillStyle = colours.muted;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    const text = more === 1 ? 'and 1 more partition' : `and ${formatCount(more)} more partitions`;
    context.fillText(text, strip.cellsLeft, strip.rowsMax * strip.rowHeight + strip.moreHeight / 2);
  }
}

function paintRow(scene: StripScene, partition: StripPartition, top: number): void {
  const numbers = partitionNumbers(scene.rows, partition.liveId);
  const motion = scene.motion.rows.get(partition.liveId);
  const leader = numbers?.leader ?? -1;
  const followers = partition.replicas.filter((brokerId) => brokerId !== leader);
  const shownFollowers = Math.max(0, partition.replicas.length - 1);
  paintIndex(scene, partition, top);
  const width = cellsWidth(shownFollowers);
  if (!numbers || !motion) return paintPlanned(scene, top, width);
  paintTrack(scene, top, width);
  paintLeader(scene, { leader, change: motion.change, top });
  const frame = rowFrame(scene, { top, followers: shownFollowers, numbers, motion });
  paintCells(scene, frame);
  if (scene.detail === 'full') paintEnd(scene, numbers, { top, width: frame.width });
  paintFollowers(scene, { followers: followers.slice(0, shownFollowers), numbers, top });
  paintReaders(scene, partition, frame);
}

function paintIndex(
  { context, colours, detail }: StripScene,
  partition: StripPartition,
  top: number,
): void {
  if (detail !== 'full') return;
  context.font = `11px ${colours.codeFont}`;
  context.fillStyle = colours.muted;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillText(String(partition.partition), 12, middleOf(top) + 0.5);
}

function middleOf(top: number): number {
  return top + strip.cellsTop + strip.cellsHeight / 2;
}

/** The leader's sign, ringed for a moment after it changed; a dash where nobody leads. */
function paintLeader(
  scene: StripScene,
  { leader, change, top }: { leader: number; change: number; top: number },
): void {
  const { context, colours } = scene;
  const y = middleOf(top);
  if (leader < 0) {
    context.strokeStyle = colours.danger;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(strip.leaderX - 5, y);
    context.lineTo(strip.leaderX + 5, y);
    context.stroke();
    return;
  }
  if (change > 0) {
    context.globalAlpha = change;
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(strip.leaderX, y, strip.leaderSize / 2 + 2.5, 0, Math.PI * 2);
    context.stroke();
    context.globalAlpha = 1;
  }
  drawSign(scene, {
    x: strip.leaderX,
    y,
    size: strip.leaderSize,
    brokerId: leader,
    state: 'leader',
  });
}

function paintEnd(
  { context, colours }: StripScene,
  numbers: PartitionNumbers,
  { top, width }: { top: number; width: number },
): void {
  context.font = `12px ${colours.codeFont}`;
  context.fillStyle = colours.text;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const text = formatCount(numbers.endOffset);
  context.fillText(text, strip.cellsLeft + width + 8, middleOf(top) + 0.5, strip.offsetWidth - 12);
}

/** Faint signs at the right: outlined in sync, dashed out of sync. */
function paintFollowers(
  scene: StripScene,
  row: { followers: readonly number[]; numbers: PartitionNumbers; top: number },
): void {
  const { context } = scene;
  const shown = row.followers.slice(0, 4);
  for (const [index, brokerId] of shown.entries()) {
    const isFollowing = isInSync(row.numbers, brokerId);
    context.globalAlpha = isFollowing ? 0.7 : 1;
    drawSign(scene, {
      x: strip.width - (shown.length - index - 0.5) * strip.followerPitch,
      y: middleOf(row.top),
      size: strip.followerSize,
      brokerId,
      state: isFollowing ? 'follower' : 'lost',
    });
  }
  context.globalAlpha = 1;
}

/** From far away: one bar, underlined by how far the slowest reader is behind. */
function paintBar(scene: StripScene): void {
  const { context, colours, model, rows, motion } = scene;
  const height = barHeight(model);
  const isLed = model.partitions.every(
    ({ liveId }) => (partitionNumbers(rows, liveId)?.leader ?? 0) >= 0,
  );
  const { lag, hue } = slowest(scene);
  context.fillStyle = isLed ? colours.cell : colours.danger;
  context.fillRect(0, 0, strip.width, height);
  // Half of the bar is one strip's worth of records; the rest is for those who are farther behind.
  const behind = (lag / (lag + motion.span)) * strip.width;
  if (behind < strip.width / 50) return;
  const thickness = height / 4;
  context.fillStyle = colours.readers[hue] ?? colours.hatch;
  context.fillRect(strip.width - behind, height - thickness, behind, thickness);
}

/** The reader who is farthest behind, on any partition. */
function slowest({ model, rows }: StripScene): { lag: number; hue: number } {
  let lag = 0;
  let hue = 0;
  for (const partition of model.partitions) {
    for (const reader of partition.readers) {
      const behind = lagOf(rows, partition, reader);
      if (behind <= lag) continue;
      lag = behind;
      hue = reader.hue;
    }
  }
  return { lag, hue };
}

function barHeight(model: StripModel): number {
  return Math.min(model.partitions.length, strip.rowsMax) * strip.rowHeight - strip.paddingBottom;
}
