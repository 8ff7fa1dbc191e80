/** Where a consumer begins: what was kept, the offset that was set, or one end of the topic. */

import type { ClusterClient, PartitionOffset, StartFrom } from '../../client/cluster-client.ts';

export interface StartChoice {
  readonly start: 'earliest' | 'latest' | 'offset';
  /** For `offset`. */
  readonly offset: number;
}

export interface Start {
  readonly from: StartFrom;
  readonly positions: readonly PartitionOffset[];
}

interface Asked {
  readonly topics: readonly string[];
  readonly choice: StartChoice;
  readonly kept: readonly PartitionOffset[];
}

/** What was kept counts only while the log still has it: a topic that was created again begins anew. */
export async function startPositions(client: ClusterClient, asked: Asked): Promise<Start> {
  const { topics, choice, kept } = asked;
  const from = choice.start === 'latest' ? 'latest' : 'earliest';
  if (kept.length === 0 && choice.start !== 'offset') return { from, positions: [] };
  const positions: PartitionOffset[] = [];
  for (const topic of topics) {
    for (const { partition, earliest, latest } of await client.admin.topicOffsets(topic)) {
      const known = kept.find((one) => one.topic === topic && one.partition === partition);
      if (known !== undefined && known.offset >= earliest && known.offset <= latest)
        positions.push(known);
      else if (choice.start === 'offset') {
        const offset = Math.min(Math.max(choice.offset, earliest), latest);
        positions.push({ topic, partition, offset });
      }
    }
  }
  return { from, positions };
}

/** The offsets to move to, for those of the places that the target means. */
export async function targetPositions(
  client: ClusterClient,
  places: readonly { readonly topic: string; readonly partition: number }[],
  to: 'earliest' | 'latest' | number,
): Promise<PartitionOffset[]> {
  if (typeof to === 'number')
    return places.map(({ topic, partition }) => ({ topic, partition, offset: to }));
  const positions: PartitionOffset[] = [];
  for (const topic of new Set(places.map((place) => place.topic))) {
    const wanted = places
      .filter((place) => place.topic === topic)
      .map(({ partition }) => partition);
    for (const { partition, earliest, latest } of await client.admin.topicOffsets(topic)) {
      if (!wanted.includes(partition)) continue;
      positions.push({ topic, partition, offset: to === 'earliest' ? earliest : latest });
    }
  }
  return positions;
}
