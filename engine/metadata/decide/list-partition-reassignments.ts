/** The moves of partitions that are going on. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse,
} from '../../protocol/messages/46-list-partition-reassignments.ts';
import type { TopicImage } from '../image.ts';
import { isMoving } from './alter-partition-reassignments.ts';
import type { ControllerState, Decision } from './decision.ts';

type MovingTopic = ListPartitionReassignmentsResponse['topics'][number];

/** What does not exist does not move either, and is left out. */
export function listPartitionReassignments(
  { image }: ControllerState,
  { topics }: ListPartitionReassignmentsRequest,
): Decision<ListPartitionReassignmentsResponse> {
  const moving: MovingTopic[] = [];
  if (topics === null) {
    for (const topic of image.topicsByName.values()) moving.push(movesOf(topic));
  } else {
    for (const { name, partitionIndexes } of topics) {
      const topic = image.topicsByName.get(name);
      if (topic !== undefined) moving.push(movesOf(topic, partitionIndexes));
    }
  }
  const success = { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: null };
  const found = moving.filter(({ partitions }) => partitions.length > 0);
  return { records: [], reply: { ...success, topics: found } };
}

function movesOf({ name, partitions }: TopicImage, indexes?: readonly number[]): MovingTopic {
  const wanted = partitions.filter(({ index }) => indexes?.includes(index) ?? true);
  return {
    name,
    partitions: wanted.filter(isMoving).map((partition) => ({
      partitionIndex: partition.index,
      replicas: [...partition.replicas],
      addingReplicas: [...partition.addingReplicas],
      removingReplicas: [...partition.removingReplicas],
    })),
  };
}
