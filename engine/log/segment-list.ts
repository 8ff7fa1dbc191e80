/** The segments of a log in order of offset; there is always at least one, and the last takes the appends. */

import { assert } from '../base/assert.ts';
import type { LogSegment } from './segment.ts';

export class SegmentList {
  private segments: LogSegment[];

  constructor(segments: readonly LogSegment[]) {
    assert(segments.length > 0, 'A log has a segment.');
    this.segments = [...segments];
  }

  get all(): readonly LogSegment[] {
    return this.segments;
  }

  get first(): LogSegment {
    return this.segments[0]!;
  }

  get active(): LogSegment {
    return this.segments[this.segments.length - 1]!;
  }

  get size(): number {
    return this.segments.reduce((total, { size }) => total + size, 0);
  }

  /** The index of the segment that may hold `offset`: the last that does not begin after it, or the first. */
  indexOf(offset: number): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.segments[middle]!.baseOffset <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** The segment that may hold `offset`, and those after it. */
  from(offset: number): readonly LogSegment[] {
    return this.segments.slice(this.indexOf(offset));
  }

  add(segment: LogSegment): void {
    assert(segment.baseOffset > this.active.baseOffset, 'Segments are added at the end.');
    this.segments.push(segment);
  }

  /** Takes the first `count` out and removes their files, oldest first, so that a crash leaves no hole. */
  removeFirst(count: number): void {
    assert(count < this.segments.length, 'The active segment stays.');
    for (let removed = 0; removed < count; removed += 1) this.segments.shift()!.remove();
  }

  /** Takes the segments that begin after `offset` out and removes their files, newest first; the first one stays. */
  removeAfter(offset: number): void {
    while (this.segments.length > 1 && this.active.baseOffset > offset)
      this.segments.pop()!.remove();
  }

  /** Removes all segments, newest first; `next` is the only one from now on. */
  clear(next: LogSegment): void {
    for (const segment of this.segments.toReversed()) segment.remove();
    this.segments = [next];
  }

  /** Puts one segment in the place of neighbours. */
  replace(group: readonly LogSegment[], by: LogSegment): void {
    this.segments.splice(this.segments.indexOf(group[0]!), group.length, by);
  }
}
