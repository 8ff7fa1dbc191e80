/** Configurations, features and producer ids are changed. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { TestCluster } from '../fixtures/cluster.ts';
import { configsOf } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import { allocateProducerIds } from './allocate-producer-ids.ts';
import { alterConfigs, incrementalAlterConfigs } from './alter-configs.ts';
import { updateFeatures } from './update-features.ts';

const TOPIC = 2;
const BROKER = 4;
const operations = { set: 0, delete: 1, append: 2, subtract: 3 };

function cluster(): TestCluster {
  const on = new TestCluster();
  on.start(1);
  on.createTopic('t', [1]);
  return on;
}

function settings(
  on: TestCluster,
  resourceType = TOPIC,
  resourceName = 't',
): Record<string, string> {
  return Object.fromEntries(configsOf(on.image, { resourceType, resourceName }));
}

type Change = [keyof typeof operations | number, string, string | null];

function change(
  on: TestCluster,
  changes: Change[],
  { resourceType = TOPIC, resourceName = 't', validateOnly = false } = {},
): [number, string | null] {
  const configs = changes.map(([operation, name, value]) => ({
    configOperation: typeof operation === 'number' ? operation : operations[operation],
    name,
    value,
  }));
  const resources = [{ resourceType, resourceName, configs }];
  const { responses } = on.run((state) =>
    incrementalAlterConfigs(state, { resources, validateOnly }),
  );
  return [responses[0]!.errorCode, responses[0]!.errorMessage];
}

describe('one configuration at a time', () => {
  test('values are set and deleted, others stay', () => {
    const on = cluster();
    change(on, [
      ['set', 'retention.ms', '1000'],
      ['set', 'segment.ms', '2000'],
    ]);
    expect(change(on, [['delete', 'retention.ms', null]])).toEqual([ErrorCode.NONE, null]);
    expect(settings(on)).toEqual({ 'segment.ms': '2000' });
  });

  test('lists grow from their default and shrink', () => {
    const on = cluster();
    change(on, [['append', 'cleanup.policy', 'compact']]);
    expect(settings(on)).toEqual({ 'cleanup.policy': 'delete,compact' });
    change(on, [['append', 'cleanup.policy', 'compact']]);
    expect(settings(on)).toEqual({ 'cleanup.policy': 'delete,compact' });
    change(on, [['subtract', 'cleanup.policy', 'delete']]);
    expect(settings(on)).toEqual({ 'cleanup.policy': 'compact' });
  });

  test('what is so already makes no record', () => {
    const on = cluster();
    change(on, [['set', 'retention.ms', '1000']]);
    const { length } = on.log;
    expect(change(on, [['set', 'retention.ms', '1000']])).toEqual([ErrorCode.NONE, null]);
    expect(on.log.length).toBe(length);
  });

  test('brokers have settings of their own and in common', () => {
    const on = cluster();
    for (const resourceName of ['1', '']) {
      const where = { resourceType: BROKER, resourceName };
      expect(change(on, [['set', 'log.retention.ms', '5']], where)).toEqual([ErrorCode.NONE, null]);
    }
    expect([settings(on, BROKER, '1'), settings(on, BROKER, '')]).toEqual([
      { 'log.retention.ms': '5' },
      { 'log.retention.ms': '5' },
    ]);
  });

  test('validating changes nothing', () => {
    const on = cluster();
    expect(change(on, [['set', 'retention.ms', '1']], { validateOnly: true })).toEqual([
      ErrorCode.NONE,
      null,
    ]);
    expect(settings(on)).toEqual({});
  });

  test.each<[string, Change[], object, number, string]>([
    [
      'an illegal value',
      [['set', 'retention.ms', 'x']],
      {},
      ErrorCode.INVALID_CONFIG,
      'Invalid value x for configuration retention.ms: Not a number of type LONG',
    ],
    [
      'an unknown name',
      [['set', 'nope', 'x']],
      {},
      ErrorCode.INVALID_CONFIG,
      'Unknown topic config name: nope',
    ],
    [
      'appending to what is no list',
      [['append', 'retention.ms', '1']],
      {},
      ErrorCode.INVALID_CONFIG,
      "Can't APPEND to key retention.ms because its type is not LIST.",
    ],
    [
      'subtracting from what is no list',
      [['subtract', 'retention.ms', '1']],
      {},
      ErrorCode.INVALID_CONFIG,
      "Can't SUBTRACT to key retention.ms because its type is not LIST.",
    ],
    [
      'setting nothing',
      [['set', 'retention.ms', null]],
      {},
      ErrorCode.INVALID_REQUEST,
      'Null value not supported for : retention.ms',
    ],
    [
      'an unknown operation',
      [[9, 'retention.ms', '1']],
      {},
      ErrorCode.INVALID_REQUEST,
      'Unknown operation type 9.',
    ],
    [
      'the same name twice',
      [
        ['set', 'retention.ms', '1'],
        ['delete', 'retention.ms', null],
      ],
      {},
      ErrorCode.INVALID_REQUEST,
      'Error due to duplicate config keys',
    ],
    [
      'an unknown topic',
      [['set', 'retention.ms', '1']],
      { resourceName: 'x' },
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      "The topic 'x' does not exist.",
    ],
    [
      'a broker that is no number',
      [['set', 'log.retention.ms', '1']],
      { resourceType: BROKER },
      ErrorCode.INVALID_REQUEST,
      'Node id must be an integer, but it is: t',
    ],
    [
      'a fixed property',
      [['set', 'num.partitions', '1']],
      { resourceType: BROKER, resourceName: '1' },
      ErrorCode.INVALID_REQUEST,
      'Cannot update these configs dynamically: [num.partitions]',
    ],
    [
      'an unknown resource',
      [['set', 'a', '1']],
      { resourceType: 99 },
      ErrorCode.INVALID_REQUEST,
      'Unknown resource type 99',
    ],
    [
      'a value beyond measure',
      [['set', 'my.own', 'x'.repeat(32_768)]],
      { resourceType: BROKER, resourceName: '' },
      ErrorCode.INVALID_CONFIG,
      'The value of my.own exceeds the maximum of 32767 bytes.',
    ],
  ])('%s is refused', (_, changes, where, errorCode, sentence) => {
    const on = cluster();
    const { length } = on.log;
    expect(change(on, changes, where)).toEqual([errorCode, sentence]);
    expect(on.log.length).toBe(length);
  });

  test('a resource named twice is refused twice', () => {
    const on = cluster();
    const resource = { resourceType: TOPIC, resourceName: 't', configs: [] };
    const { responses } = on.run((state) =>
      incrementalAlterConfigs(state, { resources: [resource, resource], validateOnly: false }),
    );
    expect(responses.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.INVALID_REQUEST,
      ErrorCode.INVALID_REQUEST,
    ]);
  });
});

describe('all of a resource at once', () => {
  function replace(on: TestCluster, wanted: Record<string, string | null>): number {
    const configs = Object.entries(wanted).map(([name, value]) => ({ name, value }));
    const resources = [{ resourceType: TOPIC, resourceName: 't', configs }];
    const reply = on.run((state) => alterConfigs(state, { resources, validateOnly: false }));
    return reply.responses[0]!.errorCode;
  }

  test('what is not named goes back to its default', () => {
    const on = cluster();
    replace(on, { 'retention.ms': '1', 'segment.ms': '2' });
    expect(replace(on, { 'segment.ms': '3' })).toBe(ErrorCode.NONE);
    expect(settings(on)).toEqual({ 'segment.ms': '3' });
    expect(replace(on, {})).toBe(ErrorCode.NONE);
    expect([settings(on), on.image.configs.size]).toEqual([{}, 0]);
  });

  test('nothing is no value', () => {
    expect(replace(cluster(), { 'retention.ms': null })).toBe(ErrorCode.INVALID_REQUEST);
  });
});

describe('producer ids', () => {
  test('come in blocks that nobody else gets, and only to the broker of now', () => {
    const on = cluster();
    const brokerEpoch = on.image.brokers.get(1)!.epoch;
    const ask = (epoch: number): unknown =>
      on.run((state) => allocateProducerIds(state, { brokerId: 1, brokerEpoch: epoch }));
    expect([ask(brokerEpoch), ask(brokerEpoch), ask(99)]).toEqual([
      { throttleTimeMs: 0, errorCode: ErrorCode.NONE, producerIdStart: 0, producerIdLen: 1000 },
      { throttleTimeMs: 0, errorCode: ErrorCode.NONE, producerIdStart: 1000, producerIdLen: 1000 },
      {
        throttleTimeMs: 0,
        errorCode: ErrorCode.STALE_BROKER_EPOCH,
        producerIdStart: 0,
        producerIdLen: 0,
      },
    ]);
  });
});

describe('features', () => {
  function update(
    on: TestCluster,
    [feature, maxVersionLevel]: [string, number],
    options: { upgradeType?: number; validateOnly?: boolean } = {},
  ): number {
    const { upgradeType = 1, validateOnly = false } = options;
    const one = { feature, maxVersionLevel, allowDowngrade: false, upgradeType };
    const request = { timeoutMs: 0, featureUpdates: [one], validateOnly };
    return on.run((state) => updateFeatures(state, request)).errorCode;
  }

  test('the level that is there may be set again; metadata.version does not fall', () => {
    const on = cluster();
    expect(update(on, ['metadata.version', 30])).toBe(ErrorCode.NONE);
    const before = on.log.length;
    expect(update(on, ['metadata.version', 30])).toBe(ErrorCode.NONE);
    expect(update(on, ['kraft.version', 1])).toBe(ErrorCode.NONE);
    for (const upgradeType of [0, 1, 2, 3]) {
      const refused = update(on, ['metadata.version', 29], { upgradeType });
      expect(refused).toBe(ErrorCode.INVALID_UPDATE_VERSION);
      expect(update(on, ['kraft.version', 0], { upgradeType })).toBe(refused);
    }
    expect(on.log.length).toBe(before);
  });

  test('a level rises, or is only tried', () => {
    const on = cluster();
    on.write([
      metadataRecord('FeatureLevelRecord', { name: 'metadata.version', featureLevel: 29 }),
    ]);
    const validateOnly = { validateOnly: true };
    expect(update(on, ['metadata.version', 30], validateOnly)).toBe(ErrorCode.NONE);
    expect(on.image.features.get('metadata.version')).toBe(29);
    expect(update(on, ['metadata.version', 30])).toBe(ErrorCode.NONE);
    expect(on.image.features.get('metadata.version')).toBe(30);
  });

  test.each([
    ['share.version', 1],
    ['metadata.version', 31],
    ['metadata.version', 1],
  ] as const)('%s %i is refused', (feature, level) => {
    expect(update(cluster(), [feature, level])).toBe(ErrorCode.INVALID_UPDATE_VERSION);
  });

  test('what a broker does not support is refused', () => {
    const on = cluster();
    const broker = on.image.brokers.get(1)!;
    on.write([
      metadataRecord('RegisterBrokerRecord', {
        brokerId: broker.id,
        isMigratingZkBroker: false,
        incarnationId: broker.incarnationId,
        brokerEpoch: broker.epoch,
        endPoints: [...broker.endPoints],
        features: [],
        rack: null,
        fenced: false,
        inControlledShutdown: false,
        logDirs: [],
        cordonedLogDirs: null,
      }),
    ]);
    expect(update(on, ['metadata.version', 30])).toBe(ErrorCode.INVALID_UPDATE_VERSION);
  });
});
