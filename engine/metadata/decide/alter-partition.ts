/** The leader of a partition asks for another in-sync set. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  AlterPartitionRequest,
  AlterPartitionResponse,
} from '../../protocol/messages/56-alter-partition.ts';
import { isActive, LeaderRecoveryState } from '../image.ts';
import type { MetadataImage, PartitionImage } from '../image.ts';
import type { MetadataRecord, MetadataRecordBody } from '../metadata-records.ts';
import { changedPartition } from '../replay-partition.ts';
import { brokerEpochError } from './broker-heartbeat.ts';
import type { ControllerState, Decision } from './decision.ts';
import { partitionChange } from './partition-change.ts';

type RequestedPartition = AlterPartitionRequest['topics'][number]['partitions'][number];
type PartitionReply = AlterPartitionResponse['topics'][number]['partitions'][number];
type BrokerState = RequestedPartition['newIsrWithEpochs'][number];

interface Claim {
  image: MetadataImage;
  /** Who asks. */
  brokerId: number;
  partition: PartitionImage;
  requested: RequestedPartition;
  isr: readonly BrokerState[];
}

export function alterPartition(
  { image }: ControllerState,
  request: AlterPartitionRequest,
): Decision<AlterPartitionResponse> {
  const epochError = brokerEpochError(image, request);
  if (epochError !== ErrorCode.NONE) {
    const errorCode =
      epochError === ErrorCode.BROKER_ID_NOT_REGISTERED ? ErrorCode.STALE_BROKER_EPOCH : epochError;
    return { records: [], reply: { throttleTimeMs: 0, errorCode, topics: [] } };
  }
  const records: MetadataRecord[] = [];
  const topics = request.topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map((requested) => {
      const topic = image.topicsById.get(topicId);
      if (topic === undefined) return refused(requested, ErrorCode.UNKNOWN_TOPIC_ID);
      const partition = topic.partitions[requested.partitionIndex];
      if (partition === undefined) return refused(requested, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
      const isr = requestedIsr(requested);
      const claim = { image, brokerId: request.brokerId, partition, requested, isr };
      const errorCode = claimError(claim);
      if (errorCode !== ErrorCode.NONE) return refused(requested, errorCode);
      const record = grant(claim);
      if (record !== undefined) records.push(record);
      return granted(claim, record);
    }),
  }));
  return { records, reply: { throttleTimeMs: 0, errorCode: ErrorCode.NONE, topics } };
}

function grant({ image, partition, requested, isr }: Claim): MetadataRecord | undefined {
  return partitionChange(partition, {
    isr: isr.map(({ brokerId }) => brokerId),
    leaderRecoveryState: requested.leaderRecoveryState,
    election: 'online',
    canLead: (id) => isActive(image, id),
  });
}

function claimError(claim: Claim): ErrorCode {
  const { brokerId, partition, requested } = claim;
  // From the future: the broker knows of a later controller than this one is.
  if (requested.leaderEpoch > partition.leaderEpoch) return ErrorCode.NOT_CONTROLLER;
  if (requested.partitionEpoch > partition.partitionEpoch) return ErrorCode.NOT_CONTROLLER;
  if (requested.leaderEpoch < partition.leaderEpoch) return ErrorCode.FENCED_LEADER_EPOCH;
  if (brokerId !== partition.leader) return ErrorCode.INVALID_REQUEST;
  if (requested.partitionEpoch < partition.partitionEpoch) return ErrorCode.INVALID_UPDATE_VERSION;
  if (!isSound(claim)) return ErrorCode.INVALID_REQUEST;
  const isEligible = claim.isr.every((member) => canJoin(claim.image, member));
  return isEligible ? ErrorCode.NONE : ErrorCode.INELIGIBLE_REPLICA;
}

function isSound({ partition, requested, isr }: Claim): boolean {
  const ids = isr.map(({ brokerId }) => brokerId);
  const areReplicas = ids.every((id) => partition.replicas.includes(id));
  if (!areReplicas || new Set(ids).size !== ids.length || !ids.includes(partition.leader))
    return false;
  const isRecovering = requested.leaderRecoveryState === LeaderRecoveryState.RECOVERING;
  if (isRecovering && ids.length > 1) return false;
  return !isRecovering || partition.leaderRecoveryState === LeaderRecoveryState.RECOVERING;
}

/** A broker epoch of -1 stands for one that the leader does not know. */
function canJoin(image: MetadataImage, { brokerId, brokerEpoch }: BrokerState): boolean {
  if (!isActive(image, brokerId)) return false;
  return brokerEpoch === -1 || image.brokers.get(brokerId)!.epoch === brokerEpoch;
}

/** Version 2 of the request names brokers only, later ones their epochs too. */
function requestedIsr({ newIsr, newIsrWithEpochs }: RequestedPartition): readonly BrokerState[] {
  if (newIsrWithEpochs.length > 0) return newIsrWithEpochs;
  return newIsr.map((brokerId) => ({ brokerId, brokerEpoch: -1 }));
}

function granted(
  { partition, requested }: Claim,
  record: MetadataRecord | undefined,
): PartitionReply {
  const after =
    record === undefined
      ? partition
      : changedPartition(partition, record.body as MetadataRecordBody<'PartitionChangeRecord'>);
  // The set completed a move of replicas, and with it the reign in which the leader asked.
  if (after.leaderEpoch !== partition.leaderEpoch) {
    return refused(requested, ErrorCode.NEW_LEADER_ELECTED);
  }
  return {
    partitionIndex: after.index,
    errorCode: ErrorCode.NONE,
    leaderId: after.leader,
    leaderEpoch: after.leaderEpoch,
    isr: [...after.isr],
    leaderRecoveryState: after.leaderRecoveryState,
    partitionEpoch: after.partitionEpoch,
  };
}

function refused({ partitionIndex }: RequestedPartition, errorCode: ErrorCode): PartitionReply {
  return {
    partitionIndex,
    errorCode,
    leaderId: 0,
    leaderEpoch: 0,
    isr: [],
    leaderRecoveryState: LeaderRecoveryState.RECOVERED,
    partitionEpoch: 0,
  };
}
