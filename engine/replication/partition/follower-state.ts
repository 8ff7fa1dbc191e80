/** What a leader knows of one of its followers, from the fetches that it sent. */

export interface FollowerState {
  readonly brokerId: number;
  /** The next offset that it asks for: it has everything before. -1 until it first fetched. */
  endOffset: number;
  logStartOffset: number;
  /** When it last had all that the leader had at the time of its fetch (KIP-16), monotonic ms. */
  caughtUpAt: number;
  /** The leader's end offset and the time when it last fetched. */
  lastFetchEndOffset: number;
  lastFetchAt: number;
}

export function newFollower(brokerId: number, now: number): FollowerState {
  return {
    brokerId,
    endOffset: -1,
    logStartOffset: -1,
    caughtUpAt: now,
    lastFetchEndOffset: -1,
    lastFetchAt: now,
  };
}

/** Takes note of a fetch from `offset`, at which time the leader's log ended at `leaderEndOffset`. */
export function noteFetch(
  follower: FollowerState,
  fetch: { offset: number; leaderEndOffset: number; now: number },
): void {
  if (fetch.offset >= fetch.leaderEndOffset) follower.caughtUpAt = fetch.now;
  else if (follower.lastFetchEndOffset >= 0 && fetch.offset >= follower.lastFetchEndOffset) {
    follower.caughtUpAt = Math.max(follower.caughtUpAt, follower.lastFetchAt);
  }
  follower.endOffset = fetch.offset;
  follower.lastFetchEndOffset = fetch.leaderEndOffset;
  follower.lastFetchAt = fetch.now;
}

/** Whether a follower has been behind for longer than `replica.lag.time.max.ms`. */
export function isLagging(
  follower: FollowerState,
  leaderEndOffset: number,
  limits: { now: number; lagMsMax: number },
): boolean {
  return (
    follower.endOffset !== leaderEndOffset && limits.now - follower.caughtUpAt > limits.lagMsMax
  );
}
