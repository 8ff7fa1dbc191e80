/** Adds partitions to topics. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  CreatePartitionsRequest,
  CreatePartitionsResponse,
} from '../../protocol/messages/37-create-partitions.ts';
import type { TopicImage } from '../image.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { partitionRecord } from '../snapshot-records.ts';
import { initialPartition, manualAssignment, placedAssignment } from './assign-replicas.ts';
import type { Assignment } from './assign-replicas.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';

type Wanted = CreatePartitionsRequest['topics'][number];

const PARTITIONS_MAX = 10_000;

export function createPartitions(
  state: ControllerState,
  request: CreatePartitionsRequest,
): Decision<CreatePartitionsResponse> {
  const names = request.topics.map(({ name }) => name);
  const records: MetadataRecord[] = [];
  const results = [...new Set(names)].map((name) => {
    const [wanted, ...others] = request.topics.filter((topic) => topic.name === name);
    const outcome =
      others.length > 0
        ? refusal(ErrorCode.INVALID_REQUEST, 'Duplicate topic name.')
        : addPartitions(state, wanted!);
    if ('errorCode' in outcome) return { name, ...outcome };
    if (!request.validateOnly) records.push(...outcome);
    return { name, errorCode: ErrorCode.NONE, errorMessage: null };
  });
  return { records, reply: { throttleTimeMs: 0, results } };
}

function addPartitions(state: ControllerState, wanted: Wanted): MetadataRecord[] | Refusal {
  const topic = state.image.topicsByName.get(wanted.name);
  if (topic === undefined) return refusal(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  const countRefusal = refuseCount(topic, wanted.count);
  if (countRefusal !== undefined) return countRefusal;
  const assignment = assignmentOf(state, topic, wanted);
  if ('errorCode' in assignment) return assignment;
  const first = topic.partitions.length;
  return assignment.map((replicas, at) => {
    const partition = { topicId: topic.id, index: first + at };
    return partitionRecord(initialPartition(state.image, partition, replicas));
  });
}

function assignmentOf(
  state: ControllerState,
  topic: TopicImage,
  wanted: Wanted,
): Assignment | Refusal {
  const partitionCount = wanted.count - topic.partitions.length;
  const replicationFactor = topic.partitions[0]!.replicas.length;
  if (wanted.assignments === null) {
    return placedAssignment(state, { partitionCount, replicationFactor });
  }
  if (wanted.assignments.length !== partitionCount) {
    return refusal(
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      `Attempted to add ${partitionCount} additional partition(s), but only ${wanted.assignments.length} assignment(s) were specified.`,
    );
  }
  const replicas = wanted.assignments.map(({ brokerIds }) => brokerIds);
  return manualAssignment(state.image, replicas, replicationFactor);
}

function refuseCount({ name, partitions }: TopicImage, count: number): Refusal | undefined {
  if (count === partitions.length) {
    const sentence = `Topic already has ${count} partition(s).`;
    return refusal(ErrorCode.INVALID_PARTITIONS, sentence);
  }
  if (count < partitions.length) {
    return refusal(
      ErrorCode.INVALID_PARTITIONS,
      `The topic ${name} currently has ${partitions.length} partition(s); ${count} would not be an increase.`,
    );
  }
  if (count - partitions.length <= PARTITIONS_MAX) return undefined;
  return refusal(
    ErrorCode.POLICY_VIOLATION,
    `Excessively large number of partitions per request: at most ${PARTITIONS_MAX} can be added at once.`,
  );
}
