/** Creates topics, each on its own: one that is refused does not hold up the others. */

import { randomUuid } from '../../base/ports/random.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  CreateTopicsRequest,
  CreateTopicsResponse,
} from '../../protocol/messages/19-create-topics.ts';
import { ConfigResourceType } from '../configs/config-resource.ts';
import { brokerConfigValues, effectiveTopicConfigs } from '../configs/effective-config.ts';
import { topicConfigsProblem } from '../configs/validate-configs.ts';
import { brokerConfigSources } from '../image-configs.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { partitionRecord } from '../snapshot-records.ts';
import { CLUSTER_METADATA_TOPIC, collisionForm, topicNameProblem } from '../topic-name.ts';
import { initialPartition, manualAssignment, placedAssignment } from './assign-replicas.ts';
import type { Assignment } from './assign-replicas.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';

type WantedTopic = CreateTopicsRequest['topics'][number];
type TopicResult = CreateTopicsResponse['topics'][number];

const NO_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
/** As many new partitions as one request may make, which keeps it in one batch. */
const PARTITIONS_MAX = 10_000;

export function createTopics(
  state: ControllerState,
  request: CreateTopicsRequest,
): Decision<CreateTopicsResponse> {
  const names = request.topics.map(({ name }) => name);
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  const takenForms = new Map<string, string>();
  for (const name of state.image.topicsByName.keys()) takenForms.set(collisionForm(name), name);

  const results = [...repeated].map((name) =>
    refused(name, refusal(ErrorCode.INVALID_REQUEST, 'Duplicate topic name.')),
  );
  const records: MetadataRecord[] = [];
  for (const wanted of request.topics) {
    if (repeated.has(wanted.name)) continue;
    const outcome = createTopic(state, wanted, takenForms);
    if ('errorCode' in outcome) {
      results.push(refused(wanted.name, outcome));
      continue;
    }
    if (!request.validateOnly) records.push(...outcome.records);
    results.push(outcome.result);
  }
  if (countOf(records, 'PartitionRecord') > PARTITIONS_MAX) return tooMany(names);
  return { records, reply: { throttleTimeMs: 0, topics: results } };
}

function createTopic(
  state: ControllerState,
  wanted: WantedTopic,
  takenForms: ReadonlyMap<string, string>,
): { records: MetadataRecord[]; result: TopicResult } | Refusal {
  const nameRefusal = refuseName(wanted.name, takenForms);
  if (nameRefusal !== undefined) return nameRefusal;
  const settings = new Map<string, string>();
  for (const { name, value } of wanted.configs) {
    if (value === null) {
      const sentence = `Null value not supported for topic configs: ${name}`;
      return refusal(ErrorCode.INVALID_CONFIG, sentence);
    }
    settings.set(name, value);
  }
  const problem = topicConfigsProblem(settings);
  if (problem !== undefined) return refusal(ErrorCode.INVALID_CONFIG, problem);
  const assignment =
    wanted.assignments.length > 0 ? fromRequest(state, wanted) : fromPlacer(state, wanted);
  if ('errorCode' in assignment) return assignment;
  return newTopic(state, { name: wanted.name, settings, assignment });
}

function newTopic(
  state: ControllerState,
  topic: { name: string; settings: ReadonlyMap<string, string>; assignment: Assignment },
): { records: MetadataRecord[]; result: TopicResult } {
  const { name, settings, assignment } = topic;
  const topicId = randomUuid(state.random);
  const resource = { resourceType: ConfigResourceType.TOPIC, resourceName: name };
  const records = [metadataRecord('TopicRecord', { name, topicId })];
  for (const [config, value] of settings) {
    records.push(metadataRecord('ConfigRecord', { ...resource, name: config, value }));
  }
  for (const [index, replicas] of assignment.entries()) {
    records.push(partitionRecord(initialPartition(state.image, { topicId, index }, replicas)));
  }
  const sources = brokerConfigSources(state.image, { staticBroker: state.staticConfigs });
  const result = {
    name,
    topicId,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    topicConfigErrorCode: ErrorCode.NONE,
    numPartitions: assignment.length,
    replicationFactor: assignment[0]?.length ?? 0,
    configs: effectiveTopicConfigs({ ...sources, topic: settings }).map((config) => ({
      name: config.definition.name,
      value: config.value,
      readOnly: config.isReadOnly,
      configSource: config.source,
      isSensitive: config.isSensitive,
    })),
  };
  return { records, result };
}

function refuseName(name: string, takenForms: ReadonlyMap<string, string>): Refusal | undefined {
  // The metadata log is a topic of another kind; nobody may create it.
  if (name === CLUSTER_METADATA_TOPIC) {
    const sentence = `Creation of internal topic ${name} is prohibited.`;
    return refusal(ErrorCode.INVALID_REQUEST, sentence);
  }
  const problem = topicNameProblem(name);
  if (problem !== undefined) return refusal(ErrorCode.INVALID_TOPIC_EXCEPTION, problem);
  const taken = takenForms.get(collisionForm(name));
  if (taken === undefined) return undefined;
  if (taken === name) {
    return refusal(ErrorCode.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`);
  }
  const sentence = `Topic '${name}' collides with existing topic: ${taken}`;
  return refusal(ErrorCode.INVALID_TOPIC_EXCEPTION, sentence);
}

function fromRequest({ image }: ControllerState, wanted: WantedTopic): Assignment | Refusal {
  const { numPartitions, replicationFactor, assignments } = wanted;
  const manual = 'A manual partition assignment was specified, but';
  if (replicationFactor !== -1) {
    return refusal(ErrorCode.INVALID_REQUEST, `${manual} replication factor was not set to -1.`);
  }
  if (numPartitions !== -1) {
    return refusal(ErrorCode.INVALID_REQUEST, `${manual} numPartitions was not set to -1.`);
  }
  const indexes = assignments.map(({ partitionIndex }) => partitionIndex);
  const twice = indexes.find((index, at) => indexes.indexOf(index) !== at);
  if (twice !== undefined) {
    const sentence = `Found multiple manual partition assignments for partition ${twice}`;
    return refusal(ErrorCode.INVALID_REPLICA_ASSIGNMENT, sentence);
  }
  const inOrder = assignments.toSorted((a, b) => a.partitionIndex - b.partitionIndex);
  if (inOrder.some(({ partitionIndex }, at) => partitionIndex !== at)) {
    const sentence = 'partitions should be a consecutive 0-based integer sequence';
    return refusal(ErrorCode.INVALID_REPLICA_ASSIGNMENT, sentence);
  }
  return manualAssignment(
    image,
    inOrder.map(({ brokerIds }) => brokerIds),
  );
}

function fromPlacer(state: ControllerState, wanted: WantedTopic): Assignment | Refusal {
  const { numPartitions, replicationFactor } = wanted;
  if (replicationFactor < -1 || replicationFactor === 0) {
    return refusal(
      ErrorCode.INVALID_REPLICATION_FACTOR,
      'Replication factor must be larger than 0, or -1 to use the default value.',
    );
  }
  if (numPartitions < -1 || numPartitions === 0) {
    const sentence = 'Number of partitions was set to an invalid non-positive value.';
    return refusal(ErrorCode.INVALID_PARTITIONS, sentence);
  }
  const view = { staticBroker: state.staticConfigs };
  const values = brokerConfigValues(brokerConfigSources(state.image, view));
  const orDefault = (value: number, name: string): number =>
    value === -1 ? Number(values.get(name)) : value;
  const partitionCount = orDefault(numPartitions, 'num.partitions');
  if (partitionCount > PARTITIONS_MAX) return tooManyRefusal();
  return placedAssignment(state, {
    partitionCount,
    replicationFactor: orDefault(replicationFactor, 'default.replication.factor'),
  });
}

function tooMany(names: readonly string[]): Decision<CreateTopicsResponse> {
  const topics = [...new Set(names)].map((name) => refused(name, tooManyRefusal()));
  return { records: [], reply: { throttleTimeMs: 0, topics } };
}

function tooManyRefusal(): Refusal {
  return refusal(
    ErrorCode.POLICY_VIOLATION,
    `Excessively large number of partitions per request: at most ${PARTITIONS_MAX} can be made at once.`,
  );
}

function countOf(records: readonly MetadataRecord[], name: MetadataRecord['name']): number {
  return records.filter((record) => record.name === name).length;
}

function refused(name: string, { errorCode, errorMessage }: Refusal): TopicResult {
  return {
    name,
    topicId: NO_TOPIC_ID,
    errorCode,
    errorMessage,
    topicConfigErrorCode: ErrorCode.NONE,
    numPartitions: -1,
    replicationFactor: -1,
    configs: [],
  };
}
