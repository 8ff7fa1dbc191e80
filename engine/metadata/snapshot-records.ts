/** Writes an image as records that build the same image when they are replayed in order. */

import { ConfigResourceType } from './configs/config-resource.ts';
import type { BrokerImage, ControllerImage, MetadataImage, PartitionImage } from './image.ts';
import { metadataRecord } from './metadata-records.ts';
import type { MetadataRecord } from './metadata-records.ts';

export function* snapshotRecords(image: MetadataImage): Generator<MetadataRecord, void> {
  for (const [name, featureLevel] of image.features) {
    yield metadataRecord('FeatureLevelRecord', { name, featureLevel });
  }
  for (const controller of image.controllers.values()) yield controllerRecord(controller);
  for (const broker of image.brokers.values()) yield brokerRecord(broker);
  for (const topic of image.topicsById.values()) {
    yield metadataRecord('TopicRecord', { name: topic.name, topicId: topic.id });
    for (const partition of topic.partitions) yield partitionRecord(partition);
  }
  yield* configRecords(image);
  for (const { entity, values } of image.clientQuotas.values()) {
    for (const [key, value] of values) {
      yield metadataRecord('ClientQuotaRecord', { entity: [...entity], key, value, remove: false });
    }
  }
  for (const credential of image.scramCredentials.values()) {
    yield metadataRecord('UserScramCredentialRecord', { ...credential });
  }
  if (image.nextProducerId > 0) {
    const { nextProducerId } = image;
    yield metadataRecord('ProducerIdsRecord', { brokerId: -1, brokerEpoch: -1, nextProducerId });
  }
}

export function brokerRecord(broker: BrokerImage): MetadataRecord {
  return metadataRecord('RegisterBrokerRecord', {
    brokerId: broker.id,
    isMigratingZkBroker: false,
    incarnationId: broker.incarnationId,
    brokerEpoch: broker.epoch,
    endPoints: [...broker.endPoints],
    features: [...broker.features],
    rack: broker.rack,
    fenced: broker.fenced,
    inControlledShutdown: broker.inControlledShutdown,
    logDirs: [...broker.logDirs],
    cordonedLogDirs: broker.cordonedLogDirs === null ? null : [...broker.cordonedLogDirs],
  });
}

export function controllerRecord(controller: ControllerImage): MetadataRecord {
  return metadataRecord('RegisterControllerRecord', {
    controllerId: controller.id,
    incarnationId: controller.incarnationId,
    zkMigrationReady: false,
    endPoints: [...controller.endPoints],
    features: [...controller.features],
  });
}

export function partitionRecord(partition: PartitionImage): MetadataRecord {
  return metadataRecord('PartitionRecord', {
    partitionId: partition.index,
    topicId: partition.topicId,
    replicas: [...partition.replicas],
    isr: [...partition.isr],
    removingReplicas: [...partition.removingReplicas],
    addingReplicas: [...partition.addingReplicas],
    leader: partition.leader,
    leaderRecoveryState: partition.leaderRecoveryState,
    leaderEpoch: partition.leaderEpoch,
    partitionEpoch: partition.partitionEpoch,
    directories: [...partition.directories],
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
  });
}

function* configRecords(image: MetadataImage): Generator<MetadataRecord, void> {
  for (const [key, settings] of image.configs) {
    const colon = key.indexOf(':');
    const resourceType = Number(key.slice(0, colon)) || ConfigResourceType.BROKER;
    const resourceName = key.slice(colon + 1);
    for (const [name, value] of settings) {
      yield metadataRecord('ConfigRecord', { resourceType, resourceName, name, value });
    }
  }
}
