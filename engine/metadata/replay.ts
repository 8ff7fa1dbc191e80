/** Applies one metadata record to the image: the only place where the image changes. */

import { assert } from '../base/assert.ts';
import { quotaEntityKey } from './client-quotas.ts';
import type { ClientQuota } from './client-quotas.ts';
import { configResourceKey, ConfigResourceType } from './configs/config-resource.ts';
import type { MetadataDelta } from './delta.ts';
import type {
  BrokerImage,
  ControllerImage,
  MetadataImage,
  PartitionImage,
  TopicImage,
} from './image.ts';
import type { MetadataRecord, MetadataRecordBody, MetadataRecordName } from './metadata-records.ts';
import { scramCredentialKey } from './scram-credentials.ts';
import type { ScramCredential } from './scram-credentials.ts';
import { changedPartition, newPartition } from './replay-partition.ts';

type MutableTopic = { -readonly [Key in keyof TopicImage]: TopicImage[Key] } & {
  partitions: PartitionImage[];
};

interface MutableImage {
  offset: number;
  epoch: number;
  brokers: Map<number, BrokerImage>;
  controllers: Map<number, ControllerImage>;
  topicsById: Map<string, MutableTopic>;
  topicsByName: Map<string, MutableTopic>;
  configs: Map<string, Map<string, string>>;
  features: Map<string, number>;
  nextProducerId: number;
  clientQuotas: Map<string, ClientQuota>;
  scramCredentials: Map<string, ScramCredential>;
}

interface Target {
  image: MutableImage;
  delta: MetadataDelta | undefined;
}

type Apply<Name extends MetadataRecordName> = (
  target: Target,
  body: MetadataRecordBody<Name>,
) => void;

/** Changes `image` as `record` says and notes the change in `delta`. */
export function replay(image: MetadataImage, record: MetadataRecord, delta?: MetadataDelta): void {
  const apply = appliers[record.name] as Apply<MetadataRecordName>;
  apply({ image: image as unknown as MutableImage, delta }, record.body);
}

/** Notes how far the log has been replayed. */
export function replayedTo(
  image: MetadataImage,
  position: { offset: number; epoch: number },
): void {
  const mutable = image as unknown as MutableImage;
  mutable.offset = position.offset;
  mutable.epoch = position.epoch;
}

const appliers: { [Name in MetadataRecordName]: Apply<Name> } = {
  RegisterBrokerRecord(target, body) {
    setBroker(target, {
      id: body.brokerId,
      incarnationId: body.incarnationId,
      epoch: body.brokerEpoch,
      endPoints: body.endPoints,
      features: body.features,
      rack: body.rack,
      fenced: body.fenced,
      inControlledShutdown: body.inControlledShutdown,
      logDirs: body.logDirs,
      cordonedLogDirs: body.cordonedLogDirs,
    });
  },

  UnregisterBrokerRecord({ image, delta }, body) {
    const before = image.brokers.get(body.brokerId);
    image.brokers.delete(body.brokerId);
    delta?.brokerChanged(body.brokerId, { before, after: undefined });
  },

  FenceBrokerRecord(target, body) {
    changeBroker(target, body.id, { fenced: true });
  },

  UnfenceBrokerRecord(target, body) {
    changeBroker(target, body.id, { fenced: false });
  },

  BrokerRegistrationChangeRecord(target, body) {
    changeBroker(target, body.brokerId, {
      ...(body.fenced === 0 ? {} : { fenced: body.fenced === 1 }),
      ...(body.inControlledShutdown === 0 ? {} : { inControlledShutdown: true }),
      ...(body.logDirs.length === 0 ? {} : { logDirs: body.logDirs }),
      ...(body.cordonedLogDirs === null ? {} : { cordonedLogDirs: body.cordonedLogDirs }),
    });
  },

  RegisterControllerRecord({ image }, body) {
    image.controllers.set(body.controllerId, {
      id: body.controllerId,
      incarnationId: body.incarnationId,
      endPoints: body.endPoints,
      features: body.features,
    });
  },

  TopicRecord({ image, delta }, body) {
    const topic: MutableTopic = { id: body.topicId, name: body.name, partitions: [] };
    assert(!image.topicsByName.has(topic.name), 'A topic is created under a name that is free.');
    image.topicsById.set(topic.id, topic);
    image.topicsByName.set(topic.name, topic);
    delta?.topicsCreated.set(topic.id, topic);
  },

  PartitionRecord({ image, delta }, body) {
    const topic = topicOf(image, body.topicId);
    const before = topic.partitions[body.partitionId];
    const after = newPartition(body);
    topic.partitions[body.partitionId] = after;
    delta?.partitionChanged({ topic, before, after });
  },

  PartitionChangeRecord({ image, delta }, body) {
    const topic = topicOf(image, body.topicId);
    const before = topic.partitions[body.partitionId];
    assert(before !== undefined, 'A partition that changes exists.');
    const after = changedPartition(before, body);
    topic.partitions[body.partitionId] = after;
    delta?.partitionChanged({ topic, before, after });
  },

  RemoveTopicRecord({ image, delta }, body) {
    const topic = topicOf(image, body.topicId);
    image.topicsById.delete(topic.id);
    image.topicsByName.delete(topic.name);
    image.configs.delete(
      configResourceKey({ resourceType: ConfigResourceType.TOPIC, resourceName: topic.name }),
    );
    if (delta === undefined) return;
    delta.topicsCreated.delete(topic.id);
    delta.topicsDeleted.set(topic.id, topic);
    for (const before of topic.partitions) {
      delta.partitionChanged({ topic, before, after: undefined });
    }
  },

  ConfigRecord({ image, delta }, body) {
    const key = configResourceKey(body);
    const settings = image.configs.get(key) ?? new Map<string, string>();
    if (body.value === null) settings.delete(body.name);
    else settings.set(body.name, body.value);
    if (settings.size === 0) image.configs.delete(key);
    else image.configs.set(key, settings);
    delta?.configChanged(body);
  },

  FeatureLevelRecord({ image, delta }, body) {
    if (body.featureLevel === 0) image.features.delete(body.name);
    else image.features.set(body.name, body.featureLevel);
    if (delta !== undefined) delta.featuresChanged = true;
  },

  ProducerIdsRecord({ image }, body) {
    image.nextProducerId = body.nextProducerId;
  },

  ClientQuotaRecord({ image, delta }, { entity, key, value, remove }) {
    const entityKey = quotaEntityKey(entity);
    const values = new Map(image.clientQuotas.get(entityKey)?.values);
    if (remove) values.delete(key);
    else values.set(key, value);
    if (values.size === 0) image.clientQuotas.delete(entityKey);
    else image.clientQuotas.set(entityKey, { entity, values });
    if (delta !== undefined) delta.quotasChanged = true;
  },

  UserScramCredentialRecord({ image }, body) {
    const { name, mechanism, salt, storedKey, serverKey, iterations } = body;
    // The bytes are views of the log, which the image outlives.
    image.scramCredentials.set(scramCredentialKey(mechanism, name), {
      name,
      mechanism,
      salt: Buffer.from(salt),
      storedKey: Buffer.from(storedKey),
      serverKey: Buffer.from(serverKey),
      iterations,
    });
  },

  RemoveUserScramCredentialRecord({ image }, { name, mechanism }) {
    image.scramCredentials.delete(scramCredentialKey(mechanism, name));
  },

  // A batch is written whole or not at all, so the bounds of a transaction carry nothing more.
  BeginTransactionRecord() {},
  EndTransactionRecord() {},
  NoOpRecord() {},
  // Eligible leader replicas are not kept, so there are none to clear.
  ClearElrRecord() {},
};

function setBroker({ image, delta }: Target, after: BrokerImage): void {
  const before = image.brokers.get(after.id);
  image.brokers.set(after.id, after);
  delta?.brokerChanged(after.id, { before, after });
}

function changeBroker(target: Target, id: number, change: Partial<BrokerImage>): void {
  const before = target.image.brokers.get(id);
  assert(before !== undefined, 'A broker that changes is registered.');
  setBroker(target, { ...before, ...change });
}

function topicOf(image: MutableImage, id: string): MutableTopic {
  const topic = image.topicsById.get(id);
  assert(topic !== undefined, 'A partition record names a topic that exists.');
  return topic;
}
