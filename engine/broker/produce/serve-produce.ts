/** Answers a produce request: appends each batch here, then waits as long as its acks ask for. */

import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { EngineError } from '../../base/errors.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { produce, ProduceRequest } from '../../protocol/messages/00-produce.ts';
import type { Draft } from '../../protocol/schema.ts';
import type { Partition } from '../../replication/partition/partition.ts';
import type { Broker } from '../broker.ts';
import type { RequestContext } from '../define-handler.ts';
import { CLOSE_CONNECTION, NO_REPLY } from '../server/server.ts';

type ProduceReply = Draft<typeof produce.response>;
type TopicReply = ProduceReply['responses'][number];
type PartitionReply = {
  -readonly [
    Key in keyof TopicReply['partitionResponses'][number]
  ]: TopicReply['partitionResponses'][number][Key];
};
type AppendResult = ReturnType<Partition['append']>;
type TopicData = ProduceRequest['topicData'][number];

const ACKS_ALL = -1;
const TOPIC_IDS_FROM = 13;
const ENDPOINTS_FROM = 10;

interface Waiting {
  readonly partition: Partition;
  readonly endOffset: number;
  readonly reply: PartitionReply;
}

/** What is to be appended. */
export interface ProduceOrder {
  readonly broker: Broker;
  readonly request: ProduceRequest;
  readonly context: RequestContext;
  /** Why a partition may not take its batch, known before it is looked at. */
  readonly errorOf: (topic: string, index: number) => ErrorCode;
}

export type Produced =
  | ProduceReply
  | typeof NO_REPLY
  | typeof CLOSE_CONNECTION
  | Promise<ProduceReply>;

/** Appends everything within this turn. */
export function serveProduce(order: ProduceOrder): Produced {
  const { broker, request, context } = order;
  const waiting: Waiting[] = [];
  const append: AppendOptions = { ...order, waiting };
  const response: ProduceReply = {
    responses: request.topicData.map((topic) => appendTopic(topic, append)),
  };
  if (request.acks === 0) return hasError(response) ? CLOSE_CONNECTION : NO_REPLY;
  if (waiting.length === 0) return withEndpoints(broker, response, context.version);
  return new Promise((resolve) => {
    let left = waiting.length;
    const deadline = broker.ports.clock.monotonic() + request.timeoutMs;
    for (const { partition, endOffset, reply } of waiting) {
      partition.whenCommitted(endOffset, deadline, (error) => {
        if (error !== ErrorCode.NONE) Object.assign(reply, failed(reply.index, error));
        if (--left === 0) resolve(withEndpoints(broker, response, context.version));
      });
    }
  });
}

interface AppendOptions extends ProduceOrder {
  readonly waiting: Waiting[];
}

function appendTopic(topic: TopicData, options: AppendOptions): TopicReply {
  const { broker, context } = options;
  const usesIds = context.version >= TOPIC_IDS_FROM;
  const name = usesIds ? (broker.image.topicsById.get(topic.topicId)?.name ?? '') : topic.name;
  const partitionResponses = topic.partitionData.map((data) => {
    if (usesIds && name === '') return failed(data.index, ErrorCode.UNKNOWN_TOPIC_ID);
    return appendPartition(name, data, options);
  });
  return { name, topicId: usesIds ? topic.topicId : ZERO_UUID, partitionResponses };
}

function appendPartition(
  topic: string,
  data: TopicData['partitionData'][number],
  options: AppendOptions,
): PartitionReply {
  const { broker, request, context } = options;
  const { acks } = request;
  if (acks !== ACKS_ALL && acks !== 0 && acks !== 1)
    return failed(data.index, ErrorCode.INVALID_REQUIRED_ACKS);
  const partition = broker.partitions.get(topic, data.index);
  if (!partition || partition.role !== 'leader') return misplaced(broker, topic, data.index);
  if (acks === ACKS_ALL && !partition.hasEnoughInSync())
    return failed(data.index, ErrorCode.NOT_ENOUGH_REPLICAS);
  const { records } = data;
  if (!records || records.length === 0) return failed(data.index, ErrorCode.INVALID_RECORD);
  const known = options.errorOf(topic, data.index);
  if (known !== ErrorCode.NONE) return failed(data.index, known);
  const result = write(broker, partition, records);
  if (!result) return failed(data.index, ErrorCode.KAFKA_STORAGE_ERROR);
  if (result.kind === 'refused') return refused(data.index, result);
  if (result.kind === 'appended') {
    const count = result.lastOffset - result.baseOffset + 1;
    context.client.activity.sawWrite(topic, count, records.length);
  }
  return written(partition, { index: data.index, result }, options);
}

/** What is not yet with all who must have it is waited for. */
function written(
  partition: Partition,
  { index, result }: { index: number; result: Exclude<AppendResult, { kind: 'refused' }> },
  { request, waiting }: AppendOptions,
): PartitionReply {
  const reply: PartitionReply = {
    index,
    errorCode: ErrorCode.NONE,
    baseOffset: result.baseOffset,
    logAppendTimeMs: result.logAppendTime,
    logStartOffset: partition.log.logStartOffset,
  };
  const endOffset = result.lastOffset + 1;
  if (request.acks === ACKS_ALL && partition.highWatermark < endOffset)
    waiting.push({ partition, endOffset, reply });
  return reply;
}

/** Undefined when the disk does not take it. */
function write(broker: Broker, partition: Partition, records: Buffer): AppendResult | undefined {
  try {
    return partition.append(records, { leaderEpoch: partition.assignment.leaderEpoch });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    broker.hooks.onProblem(`${partition.name} cannot be written: ${error.message}`);
    return undefined;
  }
}

function refused(
  index: number,
  { error, message, recordErrors }: Extract<AppendResult, { kind: 'refused' }>,
): PartitionReply {
  return {
    ...failed(index, ErrorCode[error]),
    errorMessage: message,
    recordErrors: recordErrors.map((record) => ({
      batchIndex: record.index,
      batchIndexErrorMessage: record.message,
    })),
  };
}

function failed(index: number, errorCode: ErrorCode): PartitionReply {
  return { index, errorCode, baseOffset: -1, logAppendTimeMs: -1, logStartOffset: -1 };
}

/** Says who leads it, so that the client need not ask (KIP-951). */
function misplaced(broker: Broker, topic: string, index: number): PartitionReply {
  const known = broker.image.topicsByName.get(topic)?.partitions[index];
  if (!known) return failed(index, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  const currentLeader = { leaderId: known.leader, leaderEpoch: known.leaderEpoch };
  return { ...failed(index, ErrorCode.NOT_LEADER_OR_FOLLOWER), currentLeader };
}

function hasError(response: ProduceReply): boolean {
  return response.responses.some((topic) =>
    topic.partitionResponses.some(({ errorCode }) => errorCode !== ErrorCode.NONE),
  );
}

function withEndpoints(broker: Broker, response: ProduceReply, version: number): ProduceReply {
  const isMisplaced = response.responses.some((topic) =>
    topic.partitionResponses.some(
      ({ errorCode }) => errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER,
    ),
  );
  return isMisplaced && version >= ENDPOINTS_FROM
    ? { ...response, nodeEndpoints: broker.endpoints() }
    : response;
}
