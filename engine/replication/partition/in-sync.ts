/** The rules of the in-sync set: who may join, who must leave, and how far the high watermark may go. Pure. */

import { type FollowerState, isLagging } from './follower-state.ts';

export interface InSyncView {
  readonly isr: readonly number[];
  /** What was asked of the controller and not yet answered. */
  readonly pendingIsr: readonly number[] | undefined;
  /** Who has nearly caught up, and for whom the high watermark waits. */
  readonly joining: ReadonlySet<number>;
  readonly followers: ReadonlyMap<number, FollowerState>;
  readonly endOffset: number;
  readonly highWatermark: number;
  /** Where this leader's epoch began: a follower that is not yet there may still have to truncate. */
  readonly epochStartOffset: number;
}

/**
 * The offset up to which every replica that counts has everything; never lower than it was.
 * A follower that is about to join counts already, so that what is committed before it joined is on it too (KIP-497).
 */
export function nextHighWatermark(view: InSyncView, minInSync: number): number {
  if (view.isr.length < minInSync) return view.highWatermark;
  let lowest = view.endOffset;
  for (const follower of view.followers.values()) {
    if (!countsAlready(view, follower.brokerId)) continue;
    lowest = Math.min(lowest, Math.max(follower.endOffset, 0));
  }
  return Math.max(lowest, view.highWatermark);
}

function countsAlready({ isr, pendingIsr, joining }: InSyncView, brokerId: number): boolean {
  return isr.includes(brokerId) || joining.has(brokerId) || pendingIsr?.includes(brokerId) === true;
}

/**
 * Whether a follower outside has, with this fetch, all that there was at the one before. Where producers never pause it
 * is a batch behind whenever it asks, and would never be let in if the high watermark did not wait for it once.
 */
export function isNear(view: InSyncView, follower: FollowerState, offset: number): boolean {
  const { brokerId, lastFetchEndOffset } = follower;
  if (view.isr.includes(brokerId) || offset < view.epochStartOffset) return false;
  return lastFetchEndOffset >= 0 && offset >= lastFetchEndOffset;
}

/** Whether a follower that just fetched has caught up and should be asked in. */
export function mayJoin(view: InSyncView, follower: FollowerState): boolean {
  return (
    !view.isr.includes(follower.brokerId) &&
    follower.endOffset >= view.highWatermark &&
    follower.endOffset >= view.epochStartOffset
  );
}

/** The members of the in-sync set that have been behind for too long. */
export function laggards(view: InSyncView, limits: { now: number; lagMsMax: number }): number[] {
  return view.isr.filter((brokerId) => {
    const follower = view.followers.get(brokerId);
    return follower !== undefined && isLagging(follower, view.endOffset, limits);
  });
}
