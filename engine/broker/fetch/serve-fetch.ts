/** Answers a fetch: of a consumer, or of a follower. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { fetch, FetchRequest } from '../../protocol/messages/01-fetch.ts';
import type { Draft } from '../../protocol/schema.ts';
import type { Partition } from '../../replication/partition/partition.ts';
import type { Broker } from '../broker.ts';
import type { RequestContext } from '../define-handler.ts';
import {
  type FetchOutcome,
  type FetchRules,
  hasSomething,
  readFetch,
  responseTopics,
  withCurrentLeader,
} from './fetch-read.ts';
import type { FetchWish } from './fetch-sessions.ts';
import { parkFetch } from './parked-fetch.ts';
import type { WantedPartition } from './wanted-partition.ts';

type FetchReply = Draft<typeof fetch.response>;
type GrantedWish = Extract<FetchWish, { kind: 'granted' }>;

const TOPIC_IDS_FROM = 13;
const ENDPOINTS_FROM = 16;
const READ_COMMITTED = 1;

export function serveFetch(
  broker: Broker,
  request: FetchRequest,
  context: RequestContext,
): FetchReply | Promise<FetchReply> {
  const usesTopicIds = context.version >= TOPIC_IDS_FROM;
  const wish = broker.fetchSessions.wishOf(request, usesTopicIds, (topic) =>
    nameTopic(broker, topic, usesTopicIds),
  );
  if (wish.kind === 'refused') return { errorCode: wish.error, sessionId: 0, responses: [] };
  const rules: FetchRules = {
    replicaId: context.version >= 15 ? request.replicaState.replicaId : request.replicaId,
    maxBytes: Math.min(request.maxBytes, broker.config.fetchBytesMax),
    isReadCommitted: request.isolationLevel === READ_COMMITTED,
    onProblem: (sentence) => broker.hooks.onProblem(sentence),
  };
  const findLeader = (wanted: WantedPartition) => findPartition(broker, wanted, usesTopicIds);
  noteProgress(broker, wish, { rules, context, findLeader });
  const read = (): FetchOutcome => readFetch(wish.partitions, rules, findLeader);
  const reply = (outcome: FetchOutcome): FetchReply =>
    answer(broker, wish, { outcome, version: context.version });
  let bytesWanted = Math.max(1, request.minBytes);
  if (request.maxWaitMs <= 0 || hasSomething(wish.partitions, rules, findLeader)) {
    const outcome = read();
    const isEnough = outcome.bytes >= Math.min(request.minBytes, rules.maxBytes);
    if (request.minBytes <= 1 || request.maxWaitMs <= 0 || outcome.isUrgent || isEnough)
      return reply(outcome);
    bytesWanted = request.minBytes - outcome.bytes;
  }
  return park(broker, wish, { request, context, bytesWanted, rules }).then(() => reply(read()));
}

function nameTopic(
  broker: Broker,
  topic: { topic: string; topicId: string },
  usesTopicIds: boolean,
) {
  const known = usesTopicIds
    ? broker.image.topicsById.get(topic.topicId)
    : broker.image.topicsByName.get(topic.topic);
  if (known) return { name: known.name, id: known.id };
  return usesTopicIds ? undefined : { name: topic.topic, id: topic.topicId };
}

function findPartition(
  broker: Broker,
  wanted: WantedPartition,
  usesTopicIds: boolean,
): Partition | ErrorCode {
  const partition = broker.partitions.get(wanted.topic, wanted.index);
  if (partition && (!usesTopicIds || partition.topicId === wanted.topicId)) {
    const error = partition.checkLeader(wanted.leaderEpoch);
    return error === ErrorCode.NONE ? partition : error;
  }
  if (usesTopicIds && !broker.image.topicsById.has(wanted.topicId))
    return ErrorCode.UNKNOWN_TOPIC_ID;
  const isKnown =
    broker.image.topicsByName.get(wanted.topic)?.partitions[wanted.index] !== undefined;
  return isKnown ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}

interface Progress {
  rules: FetchRules;
  context: RequestContext;
  findLeader: (wanted: WantedPartition) => Partition | ErrorCode;
}

/** A fetch from an offset says that the fetcher has everything before it. */
function noteProgress(
  broker: Broker,
  wish: GrantedWish,
  { rules, context, findLeader }: Progress,
): void {
  const { activity } = context.client;
  if (rules.replicaId < 0) {
    const at = broker.ports.clock.monotonic();
    for (const { key } of wish.forgotten) activity.stoppedReading(key);
    for (const { key, topic, index, fetchOffset } of wish.partitions) {
      activity.sawRead(key, { topic, partition: index, position: fetchOffset, at });
    }
    return;
  }
  for (const wanted of wish.partitions) {
    const partition = findLeader(wanted);
    if (typeof partition !== 'number')
      partition.noteFollowerFetch(rules.replicaId, wanted.fetchOffset);
  }
}

function park(
  broker: Broker,
  wish: GrantedWish,
  options: {
    request: FetchRequest;
    context: RequestContext;
    bytesWanted: number;
    rules: FetchRules;
  },
): Promise<void> {
  const partitions = wish.partitions.flatMap(
    ({ topic, index }) => broker.partitions.get(topic, index) ?? [],
  );
  return parkFetch({
    clock: broker.ports.clock,
    client: options.context.client,
    partitions,
    progress: options.rules.replicaId >= 0 ? 'appended' : 'committed',
    bytesWanted: options.bytesWanted,
    waitMs: options.request.maxWaitMs,
  });
}

function answer(
  broker: Broker,
  wish: GrantedWish,
  { outcome, version }: { outcome: FetchOutcome; version: number },
): FetchReply {
  const replies = outcome.replies.map(({ wanted, reply }) => ({
    wanted,
    reply: withCurrentLeader(reply, broker.image, wanted.topic),
  }));
  const responses = responseTopics({ ...outcome, replies }, wish.isIncremental);
  const isMisplaced =
    outcome.isUrgent && replies.some(({ reply }) => reply.currentLeader !== undefined);
  return {
    errorCode: ErrorCode.NONE,
    sessionId: wish.sessionId,
    responses,
    ...(isMisplaced && version >= ENDPOINTS_FROM ? { nodeEndpoints: broker.endpoints() } : {}),
  };
}
