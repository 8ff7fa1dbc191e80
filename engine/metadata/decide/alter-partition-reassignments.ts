/** An operator moves partitions to other brokers, or calls a move off. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse,
} from '../../protocol/messages/45-alter-partition-reassignments.ts';
import { isUncleanElectionEnabled } from '../image-configs.ts';
import { isActive } from '../image.ts';
import type { PartitionImage, TopicImage } from '../image.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { manualProblem } from './assign-replicas.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';
import { partitionChange } from './partition-change.ts';
import type { ReplicaMove } from './partition-change.ts';

type Outcome = MetadataRecord | undefined | Refusal;

interface Move {
  state: ControllerState;
  topic: TopicImage;
  partition: PartitionImage;
  mayChangeFactor: boolean;
}

/** Each partition by itself: one that is refused does not hold up the others. */
export function alterPartitionReassignments(
  state: ControllerState,
  request: AlterPartitionReassignmentsRequest,
): Decision<AlterPartitionReassignmentsResponse> {
  const { allowReplicationFactorChange } = request;
  const records: MetadataRecord[] = [];
  const responses = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, replicas }) => {
      const found = findPartition(state, name, partitionIndex);
      if ('errorCode' in found) return { partitionIndex, ...found };
      const move = { state, ...found, mayChangeFactor: allowReplicationFactorChange };
      const outcome = replicas === null ? cancel(move) : reassign(move, replicas);
      if (outcome !== undefined && 'errorCode' in outcome) return { partitionIndex, ...outcome };
      if (outcome !== undefined) records.push(outcome);
      return { partitionIndex, errorCode: ErrorCode.NONE, errorMessage: null };
    }),
  }));
  const success = { errorCode: ErrorCode.NONE, errorMessage: null };
  const reply = { throttleTimeMs: 0, allowReplicationFactorChange, ...success, responses };
  return { records, reply };
}

export function isMoving({ addingReplicas, removingReplicas }: PartitionImage): boolean {
  return addingReplicas.length + removingReplicas.length > 0;
}

function findPartition(
  { image }: ControllerState,
  name: string,
  index: number,
): { topic: TopicImage; partition: PartitionImage } | Refusal {
  const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  const topic = image.topicsByName.get(name);
  if (topic === undefined) return refusal(unknown, `Unable to find a topic named ${name}.`);
  const partition = topic.partitions[index];
  if (partition === undefined) {
    return refusal(unknown, `Unable to find partition ${name}:${index}.`);
  }
  return { topic, partition };
}

function reassign(move: Move, target: readonly number[]): Outcome {
  const { state, partition } = move;
  const { image } = state;
  const settled = partition.replicas.filter((id) => !partition.addingReplicas.includes(id));
  if (!move.mayChangeFactor) {
    const factor = partition.replicas.filter((id) => !partition.removingReplicas.includes(id));
    if (factor.length !== target.length) {
      return refusal(
        ErrorCode.INVALID_REPLICATION_FACTOR,
        `The replication factor is changed from ${factor.length} to ${target.length}`,
      );
    }
  }
  const problem = manualProblem(image, target, target.length);
  if (problem !== undefined) return refusal(ErrorCode.INVALID_REPLICA_ASSIGNMENT, problem);
  const removing = partition.replicas.filter((id) => !target.includes(id)).toSorted(byNumber);
  const adding = target.filter((id) => !settled.includes(id)).toSorted(byNumber);
  return changeOf(move, {
    replicas: [...target, ...removing],
    addingReplicas: adding,
    removingReplicas: removing,
  });
}

/** Back to the replicas that were there before. Those that came leave again, even if all that was committed is with them alone. */
function cancel(move: Move): Outcome {
  const { state, topic, partition } = move;
  if (!isMoving(partition)) {
    const sentence = 'No partition reassignment is in progress.';
    return refusal(ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, sentence);
  }
  const stays = (id: number): boolean => !partition.addingReplicas.includes(id);
  const replicas = partition.replicas.filter(stays);
  const isr = partition.isr.filter(stays);
  if (isr.length === 0 && !isUncleanEnabled(state, topic)) {
    return refusal(
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      `Unable to revert partition assignment for ${topic.name}:${partition.index} because it would require an unclean leader election.`,
    );
  }
  const back = { replicas, addingReplicas: [], removingReplicas: [] };
  return changeOf(move, back, isr.length === 0 ? [replicas[0]!] : isr);
}

function changeOf(
  { state, topic, partition }: Move,
  replicas: ReplicaMove,
  isr: readonly number[] = partition.isr,
): MetadataRecord | undefined {
  return partitionChange(partition, {
    isr,
    move: replicas,
    election: isUncleanEnabled(state, topic) ? 'unclean' : 'online',
    canLead: (id) => isActive(state.image, id),
  });
}

function isUncleanEnabled({ image, staticConfigs }: ControllerState, topic: TopicImage): boolean {
  return isUncleanElectionEnabled(image, topic.name, { staticBroker: staticConfigs });
}

function byNumber(a: number, b: number): number {
  return a - b;
}
