/** Versions 0-13. A topic that is made by asking for it is answered with its leaders as soon as they are there. */

import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { topicNameProblem } from '../../metadata/topic-name.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { metadata as api, type MetadataRequest } from '../../protocol/messages/03-metadata.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';
import {
  ALL_CLUSTER_OPERATIONS,
  ALL_TOPIC_OPERATIONS,
  describeTopic,
  OPERATIONS_NOT_ASKED,
} from '../describe-topic.ts';

type AskedTopic = NonNullable<MetadataRequest['topics']>[number];

export const metadata = handler(api, (broker, request, context) => {
  const missing = missingNames(broker, request);
  const asked = { request, version: context.version };
  if (missing.length === 0) return answer(broker, asked);
  return broker.autoTopics.create(missing).then((pending) => answer(broker, asked, pending));
});

function missingNames(broker: Broker, request: MetadataRequest): string[] {
  if (!request.topics || !request.allowAutoTopicCreation || !broker.config.autoCreateTopics)
    return [];
  return request.topics
    .map(nameOf)
    .flatMap((name) =>
      name !== null && !broker.image.topicsByName.has(name) && topicNameProblem(name) === undefined
        ? [name]
        : [],
    );
}

function answer(
  broker: Broker,
  { request, version }: { request: MetadataRequest; version: number },
  pending?: ReadonlySet<string>,
) {
  const { image } = broker;
  const isEverything = request.topics === null || (version === 0 && request.topics.length === 0);
  const topics = isEverything
    ? [...image.topicsByName.values()].map((topic) => describeTopic(image, topic))
    : request.topics!.map((asked) => describeAsked(broker, asked, pending));
  const topicAuthorizedOperations = request.includeTopicAuthorizedOperations
    ? ALL_TOPIC_OPERATIONS
    : OPERATIONS_NOT_ASKED;
  return {
    brokers: broker.endpoints(),
    clusterId: image.clusterId,
    controllerId: broker.contactForControllerWork(),
    topics: topics.map((topic) => ({ ...topic, topicAuthorizedOperations })),
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
      ? ALL_CLUSTER_OPERATIONS
      : OPERATIONS_NOT_ASKED,
  };
}

function describeAsked(
  { image }: Broker,
  asked: AskedTopic,
  pending: ReadonlySet<string> | undefined,
) {
  const name = nameOf(asked);
  const topic = name === null ? image.topicsById.get(asked.topicId) : image.topicsByName.get(name);
  if (topic) return describeTopic(image, topic);
  return {
    errorCode: errorOf(name, pending),
    name,
    topicId: name === null ? asked.topicId : ZERO_UUID,
    partitions: [],
  };
}

/** Whoever asks by id leaves the name out, and the Java client leaves it empty. */
function nameOf({ name, topicId }: AskedTopic): string | null {
  return topicId === ZERO_UUID ? name : null;
}

function errorOf(name: string | null, pending: ReadonlySet<string> | undefined): ErrorCode {
  if (name === null) return ErrorCode.UNKNOWN_TOPIC_ID;
  if (topicNameProblem(name) !== undefined) return ErrorCode.INVALID_TOPIC_EXCEPTION;
  return pending?.has(name) ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}
