/** Deletes topics, by name or by id. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  DeleteTopicsRequest,
  DeleteTopicsResponse,
} from '../../protocol/messages/20-delete-topics.ts';
import { brokerConfigValues } from '../configs/effective-config.ts';
import { brokerConfigSources } from '../image-configs.ts';
import type { MetadataImage, TopicImage } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';

type Wanted = DeleteTopicsRequest['topics'][number];

const NO_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

export function deleteTopics(
  state: ControllerState,
  request: DeleteTopicsRequest,
): Decision<DeleteTopicsResponse> {
  const { image } = state;
  const wanted = wantedTopics(request);
  const deleted = new Map<string, TopicImage>();
  const isAllowed = isDeletionEnabled(state);
  const responses = wanted.map(({ name, topicId }) => {
    const found = isAllowed
      ? findTopic(image, { name, topicId })
      : refusal(ErrorCode.TOPIC_DELETION_DISABLED);
    const outcome =
      'id' in found && deleted.has(found.id)
        ? refusal(ErrorCode.INVALID_REQUEST, `The topic ${found.name} is named more than once.`)
        : found;
    if ('errorCode' in outcome) return { name, topicId, ...outcome };
    deleted.set(outcome.id, outcome);
    const success = { errorCode: ErrorCode.NONE, errorMessage: null };
    return { name: outcome.name, topicId: outcome.id, ...success };
  });
  const records = [...deleted.keys()].map((topicId) =>
    metadataRecord('RemoveTopicRecord', { topicId }),
  );
  return { records, reply: { throttleTimeMs: 0, responses } };
}

/** Until version 5 the topics are names only. */
function wantedTopics({ topics, topicNames }: DeleteTopicsRequest): Wanted[] {
  return [...topics, ...topicNames.map((name) => ({ name, topicId: NO_TOPIC_ID }))];
}

function findTopic(image: MetadataImage, { name, topicId }: Wanted): TopicImage | Refusal {
  const hasId = topicId !== NO_TOPIC_ID;
  if (name !== null && hasId) {
    const sentence = 'You may not specify both topic name and topic id.';
    return refusal(ErrorCode.INVALID_REQUEST, sentence);
  }
  if (name === null && !hasId) {
    return refusal(ErrorCode.INVALID_REQUEST, 'Neither topic name nor id were specified.');
  }
  const topic = name === null ? image.topicsById.get(topicId) : image.topicsByName.get(name);
  if (topic !== undefined) return topic;
  return refusal(name === null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
}

function isDeletionEnabled({ image, staticConfigs }: ControllerState): boolean {
  const sources = brokerConfigSources(image, { staticBroker: staticConfigs });
  return brokerConfigValues(sources).get('delete.topic.enable')?.trim().toLowerCase() !== 'false';
}
