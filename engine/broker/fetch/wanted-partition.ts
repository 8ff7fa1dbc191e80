/** One partition as a fetch wants it, kept by the session from request to request. */

import type { FetchRequest } from '../../protocol/messages/01-fetch.ts';

type FetchPartition = FetchRequest['topics'][number]['partitions'][number];

export interface WantedPartition {
  /** `topic-index`, made once; it names this partition in the client's activity. */
  readonly key: string;
  readonly topic: string;
  readonly topicId: string;
  readonly index: number;
  fetchOffset: number;
  leaderEpoch: number;
  lastFetchedEpoch: number;
  followerLogStart: number;
  maxBytes: number;
  /** What the last response said, so that an incremental one can leave out what has not changed. */
  sentHighWatermark: number;
  sentLogStart: number;
}

export function wantedPartition(
  topic: { name: string; id: string },
  fetch: FetchPartition,
): WantedPartition {
  return {
    key: `${topic.name}-${fetch.partition}`,
    topic: topic.name,
    topicId: topic.id,
    index: fetch.partition,
    ...wishOf(fetch),
    sentHighWatermark: -1,
    sentLogStart: -1,
  };
}

/** The same under the name of its topic. */
export function renamed(wanted: WantedPartition, topic: string): WantedPartition {
  return { ...wanted, topic, key: `${topic}-${wanted.index}` };
}

export function updateWanted(wanted: WantedPartition, fetch: FetchPartition): void {
  Object.assign(wanted, wishOf(fetch));
}

function wishOf(fetch: FetchPartition) {
  return {
    fetchOffset: fetch.fetchOffset,
    leaderEpoch: fetch.currentLeaderEpoch,
    lastFetchedEpoch: fetch.lastFetchedEpoch,
    followerLogStart: fetch.logStartOffset,
    maxBytes: fetch.partitionMaxBytes,
  };
}
