/** Stores and reads the offsets of a group. */

import { offsetCommit, offsetFetch } from '../../../protocol/messages/index.ts';
import type { OffsetFetchResponse } from '../../../protocol/messages/09-offset-fetch.ts';
import type { PartitionOffset } from '../../cluster-client.ts';
import { throwIfError } from '../../errors.ts';
import type { Cluster } from '../cluster.ts';
import { groupByTopic } from '../offsets.ts';

/** The last version that names topics instead of numbering them. */
const VERSION_MAX = 9;

/** Who commits: a member in its generation, or nobody (`-1`, no id) for a group without members. */
export interface Committer {
  groupId: string;
  memberId: string;
  generationId: number;
  groupInstanceId: string | null;
}

export async function commitOffsets(
  cluster: Cluster,
  committer: Committer,
  offsets: readonly PartitionOffset[],
): Promise<void> {
  if (offsets.length === 0) return;
  const { groupId, memberId, generationId, groupInstanceId } = committer;
  const topics = [...groupByTopic(offsets)].map(([name, partitions]) => ({
    name,
    partitions: partitions.map(({ partition, offset }) => ({
      partitionIndex: partition,
      committedOffset: offset,
      committedMetadata: '',
    })),
  }));
  await cluster.askCoordinator({
    groupId,
    api: offsetCommit,
    versionMax: VERSION_MAX,
    body: {
      groupId,
      memberId,
      generationIdOrMemberEpoch: generationId,
      groupInstanceId,
      topics,
    },
    check: (answer) => {
      for (const { name, partitions } of answer.topics) {
        for (const { partitionIndex, errorCode } of partitions) {
          throwIfError(errorCode, `Offset of group ${groupId} for ${name}-${partitionIndex}`);
        }
      }
    },
  });
}

/** Everything that the group has committed. */
export async function fetchCommitted(
  cluster: Cluster,
  groupId: string,
): Promise<PartitionOffset[]> {
  const answer = await cluster.askCoordinator({
    groupId,
    api: offsetFetch,
    versionMax: VERSION_MAX,
    body: { groupId, topics: null, groups: [{ groupId, topics: null }], requireStable: true },
    check: (each) => {
      const { errorCode } = each.groups[0] ?? each;
      throwIfError(errorCode, `Offsets of group ${groupId}`);
      for (const { name, partitions } of topicsOf(each)) {
        for (const { partitionIndex, errorCode } of partitions) {
          throwIfError(errorCode, `Offset of group ${groupId} for ${name}-${partitionIndex}`);
        }
      }
    },
  });
  return topicsOf(answer).flatMap(({ name, partitions }) =>
    partitions
      .filter(({ committedOffset }) => committedOffset >= 0)
      .map(({ partitionIndex, committedOffset }) => ({
        topic: name,
        partition: partitionIndex,
        offset: committedOffset,
      })),
  );
}

/** Before version 8 there was one group in a request. */
function topicsOf(answer: OffsetFetchResponse) {
  return answer.groups[0]?.topics ?? answer.topics;
}
