/** Records become an image, with a note of what changed; real Kafka's records too. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accessControlEntryRecord } from '../protocol/internal/metadata/18-access-control-entry-record.ts';
import { encodeMetadataRecord } from '../protocol/metadata-record.ts';
import { dataRecordsOf } from '../records/records.ts';
import { ConfigResourceType } from './configs/config-resource.ts';
import { deltaBetween, MetadataDelta } from './delta.ts';
import { CLUSTER_ID, TestCluster } from './fixtures/cluster.ts';
import { topicConfigSources } from './image-configs.ts';
import { configsOf, emptyImage, partitionOf } from './image.ts';
import { decodeRecord, encodeRecord, metadataRecord } from './metadata-records.ts';
import { replayBatches, replaySnapshot } from './replay-batches.ts';
import { replay } from './replay.ts';

const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

function clusterWithTopic(): TestCluster {
  const cluster = new TestCluster();
  cluster.start(1, 2);
  cluster.createTopic('t', [1, 2], [2, 1]);
  return cluster;
}

describe('the metadata log of a real Kafka', () => {
  // Written by Apache Kafka 4.3.1: one node, two starts, eleven topics; see the fixture's README.
  const log = readFileSync(new URL('./fixtures/kafka-4.3-cluster-metadata.log', import.meta.url));

  test('is understood from the first record to the last', () => {
    const image = emptyImage('uJqsZqfxNJbE2e5Ebb8A0w');
    replayBatches(image, log);
    expect([image.offset, image.epoch, image.nextProducerId]).toEqual([201, 2, 1000]);
    expect(image.brokers.get(1)).toMatchObject({
      id: 1,
      epoch: 133,
      endPoints: [{ name: 'PLAINTEXT', host: '127.0.0.1', port: 39092, securityProtocol: 0 }],
    });
    expect([...image.topicsByName.keys()].toSorted()).toEqual([
      '__consumer_offsets',
      '__transaction_state',
      'codecs',
      'compacted',
      'epochs',
      'idempotent',
      'logappend',
      'rolled',
      'shapes',
      'transactions',
    ]);
    expect(partitionOf(image, 'epochs', 0)).toMatchObject({ replicas: [1], isr: [1] });
    expect(image.topicsByName.get('codecs')!.id).toBe('oZeteuJASKeGYCH9P94A9g');
    expect([
      ...configsOf(image, { resourceType: ConfigResourceType.TOPIC, resourceName: 'rolled' }),
    ]).toEqual([
      ['segment.ms', '60000'],
      ['index.interval.bytes', '512'],
    ]);
    expect(image.features.get('metadata.version')).toBe(30);
    expect([...image.controllers.keys()]).toEqual([1]);
  });

  test('read twice, or in pieces, it makes the same image', () => {
    const [whole, twice] = [emptyImage('c'), emptyImage('c')];
    replayBatches(whole, log);
    replayBatches(twice, log.subarray(0, 5000));
    replayBatches(twice, log);
    replayBatches(twice, log);
    expect(twice).toEqual(whole);
  });

  test('is written byte by byte as Kafka wrote it', () => {
    const names = new Set<string>();
    for (const { value, offset } of dataRecordsOf(log)) {
      const record = decodeRecord(value!);
      names.add(record.name);
      expect([offset, encodeRecord(record).toString('hex')]).toEqual([
        offset,
        value!.toString('hex'),
      ]);
    }
    expect(names.size).toBe(13);
  });

  test('its first snapshot holds control records only', () => {
    const snapshot = readFileSync(
      new URL('./fixtures/kafka-4.3-bootstrap.checkpoint', import.meta.url),
    );
    const image = emptyImage('c');
    replaySnapshot(image, snapshot, { endOffset: 0, epoch: 0 });
    expect(image).toEqual(emptyImage('c'));
  });
});

describe('what a run of records changed', () => {
  test('several changes of one partition are one, from before the first to after the last', () => {
    const cluster = clusterWithTopic();
    const before = cluster.partition('t');
    const delta = new MetadataDelta();
    const start = cluster.log.length;
    cluster.kill(2);
    cluster.kill(1);
    const image = replayUpTo(cluster, start);
    for (const bytes of cluster.log.slice(start)) replay(image, decodeRecord(bytes), delta);
    const change = delta.partitions.get(`${before.topicId}:0`)!;
    expect([change.before, change.after, change.topic.name]).toEqual([
      before,
      cluster.partition('t'),
      't',
    ]);
    expect(
      [...delta.brokers].map(([id, { before: was, after }]) => [id, was!.fenced, after!.fenced]),
    ).toEqual([
      [2, false, true],
      [1, false, true],
    ]);
    expect(delta.isEmpty).toBe(false);
  });

  test('a topic that came and went is deleted, not created', () => {
    const cluster = clusterWithTopic();
    const { id } = cluster.image.topicsByName.get('t')!;
    const image = replayUpTo(cluster, 0);
    const delta = new MetadataDelta();
    for (const bytes of cluster.log) replay(image, decodeRecord(bytes), delta);
    replay(image, metadataRecord('RemoveTopicRecord', { topicId: id }), delta);
    expect([[...delta.topicsCreated.keys()], [...delta.topicsDeleted.keys()]]).toEqual([[], [id]]);
    expect([...delta.partitions.values()].map(({ before, after }) => [before, after])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test('configurations and features are noted', () => {
    const image = emptyImage(CLUSTER_ID);
    const delta = new MetadataDelta();
    expect(delta.isEmpty).toBe(true);
    const resource = { resourceType: ConfigResourceType.BROKER, resourceName: '' };
    replay(image, metadataRecord('ConfigRecord', { ...resource, name: 'a', value: '1' }), delta);
    replay(image, metadataRecord('FeatureLevelRecord', { name: 'f', featureLevel: 1 }), delta);
    expect([[...delta.configs.values()], delta.featuresChanged]).toEqual([[resource], true]);
    const compared = deltaBetween(emptyImage(CLUSTER_ID), image);
    expect([[...compared.configs.values()], compared.featuresChanged]).toEqual([[resource], true]);
    replay(image, metadataRecord('ConfigRecord', { ...resource, name: 'a', value: null }), delta);
    replay(image, metadataRecord('FeatureLevelRecord', { name: 'f', featureLevel: 0 }), delta);
    expect(image).toEqual(emptyImage(CLUSTER_ID));
  });

  test('images that are equal differ in nothing', () => {
    const cluster = clusterWithTopic();
    expect(deltaBetween(cluster.image, replayUpTo(cluster, cluster.log.length)).isEmpty).toBe(true);
  });
});

describe('single records', () => {
  test('fencing in the form of before KIP-841', () => {
    const cluster = clusterWithTopic();
    const { epoch } = cluster.image.brokers.get(1)!;
    replay(cluster.image, metadataRecord('FenceBrokerRecord', { id: 1, epoch }));
    expect(cluster.image.brokers.get(1)!.fenced).toBe(true);
    replay(cluster.image, metadataRecord('UnfenceBrokerRecord', { id: 1, epoch }));
    expect(cluster.image.brokers.get(1)!.fenced).toBe(false);
  });

  test('a change of replicas keeps the directories of those that stay', () => {
    const cluster = clusterWithTopic();
    const { topicId } = cluster.partition('t');
    const directory = 'na3680Gf08nTXgSgi6ovZg';
    const nothing = {
      partitionId: 0,
      topicId,
      isr: null,
      leader: -2,
      replicas: null,
      removingReplicas: null,
      addingReplicas: null,
      leaderRecoveryState: -1,
      directories: null,
      eligibleLeaderReplicas: null,
      lastKnownElr: null,
    };
    const changes = [
      { directories: [directory, NO_ID] },
      { replicas: [3, 1], addingReplicas: [3], removingReplicas: [2] },
      { leader: 1 },
    ];
    for (const change of changes) {
      replay(cluster.image, metadataRecord('PartitionChangeRecord', { ...nothing, ...change }));
    }
    expect(cluster.partition('t')).toMatchObject({
      replicas: [3, 1],
      addingReplicas: [3],
      removingReplicas: [2],
      directories: [NO_ID, directory],
      leader: 1,
      leaderEpoch: 1,
      partitionEpoch: 3,
    });
  });

  test('what later versions will understand is refused with a hint', () => {
    const acl = encodeMetadataRecord(accessControlEntryRecord, 0, {
      id: NO_ID,
      resourceType: 2,
      resourceName: 't',
      patternType: 3,
      principal: 'User:a',
      host: '*',
      operation: 3,
      permissionType: 3,
    });
    const refused = (): unknown => decodeRecord(acl);
    expect(refused).toThrow('AccessControlEntryRecord, which this version does not understand');
  });
});

test('a topic of the image has its own settings, those of the broker, and those of all brokers', () => {
  const cluster = clusterWithTopic();
  const set = (resourceType: number, resourceName: string): void =>
    replay(
      cluster.image,
      metadataRecord('ConfigRecord', {
        resourceType,
        resourceName,
        name: 'a',
        value: `${resourceType}${resourceName}`,
      }),
    );
  set(ConfigResourceType.TOPIC, 't');
  set(ConfigResourceType.BROKER, '1');
  set(ConfigResourceType.BROKER, '');
  const staticBroker = new Map([['a', 'static']]);
  expect(topicConfigSources(cluster.image, 't', { brokerId: 1, staticBroker })).toEqual({
    topic: new Map([['a', '2t']]),
    dynamicBroker: new Map([['a', '41']]),
    dynamicDefaultBroker: new Map([['a', '4']]),
    staticBroker,
  });
});

function replayUpTo(cluster: TestCluster, count: number): ReturnType<typeof emptyImage> {
  const image = emptyImage(CLUSTER_ID);
  for (const bytes of cluster.log.slice(0, count)) replay(image, decodeRecord(bytes));
  return image;
}
