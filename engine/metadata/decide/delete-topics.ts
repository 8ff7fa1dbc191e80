/** Deletes topics, by name or by id. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  DeleteTopicsRequest,
  DeleteTopicsResponse,
} from '../../protocol/messages/20-delete-topics.ts';
import { brokerConfigValues } from '../configs/effective-config.ts';
import { brokerConfigSources } from '../image-configs.ts';
import type { TopicImage } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';

type Wanted = DeleteTopicsRequest['topics'][number];

const NO_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

/** A topic that is named more than once, in whichever way, is not deleted: one of the names is a mistake. */
export function deleteTopics(
  state: ControllerState,
  request: DeleteTopicsRequest,
): Decision<DeleteTopicsResponse> {
  const wanted = wantedTopics(request);
  const found = wanted.map((topic) => findTopic(state, topic));
  const times = new Map<string, number>();
  for (const outcome of found) {
    if ('id' in outcome) times.set(outcome.id, (times.get(outcome.id) ?? 0) + 1);
  }
  const records: MetadataRecord[] = [];
  const responses: DeleteTopicsResponse['responses'] = [];
  for (const [at, { name, topicId }] of wanted.entries()) {
    const outcome = found[at]!;
    if (isRepeated(wanted, at)) continue;
    if ('errorCode' in outcome) {
      responses.push({ name, topicId, ...outcome });
    } else if (times.get(outcome.id) === 1) {
      records.push(metadataRecord('RemoveTopicRecord', { topicId: outcome.id }));
      const success = { errorCode: ErrorCode.NONE, errorMessage: null };
      responses.push({ name: outcome.name, topicId: outcome.id, ...success });
    } else {
      responses.push({
        name,
        topicId,
        ...refusal(ErrorCode.INVALID_REQUEST, repetition(wanted, at)),
      });
    }
  }
  return { records, reply: { throttleTimeMs: 0, responses } };
}

/** Whether the same words have been said before. */
function isRepeated(wanted: readonly Wanted[], at: number): boolean {
  return wanted.findIndex((other) => isSame(other, wanted[at]!)) < at;
}

function repetition(wanted: readonly Wanted[], at: number): string {
  const topic = wanted[at]!;
  const isSaidAgain = wanted.some((other, otherAt) => otherAt !== at && isSame(other, topic));
  if (!isSaidAgain) return 'The provided topic name maps to an ID that was already supplied.';
  return topic.name === null ? 'Duplicate topic id.' : 'Duplicate topic name.';
}

function isSame(a: Wanted, b: Wanted): boolean {
  return a.name === b.name && a.topicId === b.topicId;
}

/** Until version 5 the topics are names only. */
function wantedTopics({ topics, topicNames }: DeleteTopicsRequest): Wanted[] {
  return [...topics, ...topicNames.map((name) => ({ name, topicId: NO_TOPIC_ID }))];
}

function findTopic(state: ControllerState, { name, topicId }: Wanted): TopicImage | Refusal {
  const { image } = state;
  if (!isDeletionEnabled(state)) return refusal(ErrorCode.TOPIC_DELETION_DISABLED);
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
