/** An operator, or the controller itself, wants partitions led by their preferred replicas, or led at all. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  ElectLeadersRequest,
  ElectLeadersResponse,
} from '../../protocol/messages/43-elect-leaders.ts';
import { isActive, NO_LEADER } from '../image.ts';
import type { MetadataImage, PartitionImage } from '../image.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';
import { partitionChange } from './partition-change.ts';

const PREFERRED = 0;
const UNCLEAN = 1;

type TopicResult = ElectLeadersResponse['replicaElectionResults'][number];
type Outcome = { record: MetadataRecord } | { refusal: Refusal };

export function electLeaders(
  { image }: ControllerState,
  request: ElectLeadersRequest,
): Decision<ElectLeadersResponse> {
  const { electionType } = request;
  if (electionType !== PREFERRED && electionType !== UNCLEAN) {
    const reply = { errorCode: ErrorCode.INVALID_REQUEST, replicaElectionResults: [] };
    return { records: [], reply: { throttleTimeMs: 0, ...reply } };
  }
  const records: MetadataRecord[] = [];
  const replicaElectionResults: TopicResult[] = [];
  for (const { topic, partitions } of request.topicPartitions ?? everything(image)) {
    const outcomes = partitions.map((partitionId) => ({
      partitionId,
      outcome: electOne(image, { topic, partitionId }, electionType),
    }));
    for (const { outcome } of outcomes) if ('record' in outcome) records.push(outcome.record);
    const partitionResult = outcomes.map(result).filter(
      // Who asks for all of them is not told about those that are well.
      ({ errorCode }) =>
        request.topicPartitions !== null || errorCode !== ErrorCode.ELECTION_NOT_NEEDED,
    );
    replicaElectionResults.push({ topic, partitionResult });
  }
  const reply = { throttleTimeMs: 0, errorCode: ErrorCode.NONE, replicaElectionResults };
  return { records, reply };
}

/** Hands leadership back to preferred replicas that are in sync again; at most `limit` partitions at a time. */
export function rebalanceLeaders(image: MetadataImage, limit: number): Decision<undefined> {
  const records: MetadataRecord[] = [];
  for (const topic of image.topicsById.values()) {
    for (const partition of topic.partitions) {
      if (records.length >= limit) return { records, reply: undefined };
      if (!isImbalanced(partition)) continue;
      const record = electionOf(image, partition, PREFERRED);
      if (record !== undefined) records.push(record);
    }
  }
  return { records, reply: undefined };
}

function isImbalanced({ leader, replicas }: PartitionImage): boolean {
  return leader !== NO_LEADER && leader !== replicas[0];
}

function electOne(
  image: MetadataImage,
  { topic, partitionId }: { topic: string; partitionId: number },
  electionType: number,
): Outcome {
  const { partitions } = image.topicsByName.get(topic) ?? {};
  const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  if (partitions === undefined) return { refusal: refusal(unknown, `No such topic as ${topic}`) };
  const partition = partitions[partitionId];
  if (partition === undefined) {
    return { refusal: refusal(unknown, `No such partition as ${topic}-${partitionId}`) };
  }
  const isWell =
    electionType === UNCLEAN
      ? partition.leader !== NO_LEADER
      : partition.leader === partition.replicas[0];
  if (isWell) return { refusal: refusal(ErrorCode.ELECTION_NOT_NEEDED) };
  const record = electionOf(image, partition, electionType);
  if (record !== undefined) return { record };
  const isPreferred = electionType === PREFERRED;
  return {
    refusal: refusal(
      isPreferred
        ? ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE
        : ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE,
    ),
  };
}

function electionOf(
  image: MetadataImage,
  partition: PartitionImage,
  electionType: number,
): MetadataRecord | undefined {
  const election = electionType === UNCLEAN ? 'unclean' : 'preferred';
  return partitionChange(partition, { election, canLead: (id) => isActive(image, id) });
}

function result({
  partitionId,
  outcome,
}: {
  partitionId: number;
  outcome: Outcome;
}): TopicResult['partitionResult'][number] {
  if ('refusal' in outcome) return { partitionId, ...outcome.refusal };
  return { partitionId, errorCode: ErrorCode.NONE, errorMessage: null };
}

function everything(image: MetadataImage): { topic: string; partitions: number[] }[] {
  return [...image.topicsByName.values()].map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.map(({ index }) => index),
  }));
}
