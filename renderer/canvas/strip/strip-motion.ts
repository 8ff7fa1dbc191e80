/** What moves on a strip: shown numbers that near the true ones, frame by frame. Without motion they jump. */

import { approach, spanFor } from './strip-geometry.ts';
import type { StripModel } from './strip-model.ts';
import { partitionNumbers, positionOf, scalingRate, type StripRows } from './strip-numbers.ts';

const PUSH_MS = 90;
const FRESH_MS = 420;
const SCALE_MS = 140;
/** How long a change of leader is marked. */
const CHANGE_MS = 1200;
const STEP_MS_MAX = 100;
/** From how far above, in pixels, a badge is set down. */
const LIFT = 10;

export interface RowMotion {
  endOffset: number;
  /** Records from here on are shown as fresh. */
  fresh: number;
  leader: number;
  /** 1 right after the leader changed, falling to 0. */
  change: number;
}

export interface BadgeMotion {
  x: number;
  y: number;
  /** 0 to 1 while it is set down. */
  shown: number;
}

export class StripMotion {
  span = 40;
  readonly rows = new Map<number, RowMotion>();
  private readonly positions = new Map<string, number>();
  private readonly badges = new Map<string, BadgeMotion & { person: string }>();
  /** By person: where badges stood that no longer stand anywhere. */
  private readonly lifted = new Map<string, BadgeMotion & { person: string }>();
  private targetSpan = 40;
  private lastAt = Number.NaN;
  private dtMs = 0;
  private isMoving = false;
  /** Whether numbers jump in this step. */
  private isStill = false;
  private readonly isReduced: () => boolean;

  constructor(isReduced: () => boolean) {
    this.isReduced = isReduced;
  }

  /** Moves all by the time since the last step; `settled()` says whether the next is needed. */
  step(model: StripModel, rows: StripRows, now: number): void {
    this.dtMs = Number.isNaN(this.lastAt) ? 0 : Math.min(now - this.lastAt, STEP_MS_MAX);
    this.lastAt = now;
    this.isMoving = false;
    this.isStill = this.isReduced();
    const span = spanFor(scalingRate(rows, model), this.targetSpan);
    this.targetSpan = span;
    // Scale moves in its logarithm, so that zooming in and out look alike.
    this.span = Math.exp(this.move(Math.log(this.span), Math.log(span), [SCALE_MS, 0.001]));
    for (const { liveId, readers } of model.partitions) {
      this.stepRow(liveId, rows);
      for (const reader of readers) {
        const position = positionOf(rows, reader);
        if (position !== undefined) this.stepPosition(reader.key, position);
      }
    }
  }

  /** Whether all stands where it should: nothing is left to paint. */
  settled(): boolean {
    return !this.isMoving;
  }

  /** Nothing moves from before to after a time that was not painted. */
  rest(): void {
    this.lastAt = Number.NaN;
  }

  position(key: string): number | undefined {
    return this.positions.get(key);
  }

  /** Moves a badge towards its place; one that comes from another row walks there, a new one is set down from above. */
  badge(
    reader: { readonly key: string; readonly person: string },
    place: { readonly x: number; readonly y: number },
  ): BadgeMotion {
    let badge = this.badges.get(reader.key);
    if (!badge) {
      const lifted = this.takeLifted(reader.person);
      badge = lifted ?? { person: reader.person, x: place.x, y: place.y - LIFT, shown: 0 };
      this.badges.set(reader.key, badge);
    }
    badge.x = this.move(badge.x, place.x, [PUSH_MS, 0.1]);
    badge.y = this.move(badge.y, place.y, [PUSH_MS, 0.1]);
    badge.shown = this.move(badge.shown, 1, [PUSH_MS, 0.02]);
    return badge;
  }

  /** Lifts off the badges of readers who no longer read here; whoever sits down next with that name walks from there. */
  keep(model: StripModel): void {
    const keys = new Set(
      model.partitions.flatMap(({ readers }) => readers.map((reader) => reader.key)),
    );
    for (const [key, badge] of this.badges) {
      if (keys.has(key)) continue;
      this.badges.delete(key);
      this.positions.delete(key);
      this.lifted.set(badge.person, badge);
    }
  }

  private takeLifted(person: string): (BadgeMotion & { person: string }) | undefined {
    const badge = this.lifted.get(person);
    this.lifted.delete(person);
    return badge;
  }

  private stepRow(liveId: number, rows: StripRows): void {
    const numbers = partitionNumbers(rows, liveId);
    if (!numbers) return;
    const { endOffset, leader } = numbers;
    let row = this.rows.get(liveId);
    if (!row) {
      row = { endOffset, fresh: endOffset, leader, change: 0 };
      this.rows.set(liveId, row);
    }
    if (row.leader !== leader) {
      row.leader = leader;
      row.change = 1;
    }
    // Farther than the strip is long, a push would be a blur; so it jumps.
    if (Math.abs(endOffset - row.endOffset) > this.span) row.endOffset = endOffset;
    if (endOffset < row.fresh || endOffset - row.fresh > this.span) row.fresh = endOffset;
    row.endOffset = this.move(row.endOffset, endOffset, [PUSH_MS, this.span / 2000]);
    row.fresh = this.move(row.fresh, endOffset, [FRESH_MS, this.span / 200]);
    row.change = this.move(row.change, 0, [CHANGE_MS / 3, 0.03]);
  }

  private stepPosition(key: string, truth: number): void {
    const shown = this.positions.get(key) ?? truth;
    const isFar = Math.abs(truth - shown) > this.span * 4;
    const next = isFar ? truth : this.move(shown, truth, [PUSH_MS, this.span / 2000]);
    this.positions.set(key, next);
  }

  private move(
    shown: number,
    truth: number,
    [tauMs, precision]: readonly [number, number],
  ): number {
    const tau = this.isStill ? 0 : tauMs;
    const next = approach(shown, truth, { dtMs: this.dtMs, tauMs: tau, precision });
    if (next !== truth) this.isMoving = true;
    return next;
  }
}
