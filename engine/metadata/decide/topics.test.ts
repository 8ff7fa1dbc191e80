/** Topics are created, grown and deleted, each on its own. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  CreateTopicsRequest,
  CreateTopicsResponse,
} from '../../protocol/messages/19-create-topics.ts';
import type { DeleteTopicsResponse } from '../../protocol/messages/20-delete-topics.ts';
import { TestCluster } from '../fixtures/cluster.ts';
import { configsOf } from '../image.ts';
import { createPartitions } from './create-partitions.ts';
import { createTopics } from './create-topics.ts';
import { deleteTopics } from './delete-topics.ts';

type Wanted = CreateTopicsRequest['topics'][number];

const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

function threeBrokers(): TestCluster {
  const cluster = new TestCluster();
  cluster.start(1, 2, 3);
  return cluster;
}

function topic(name: string, change: Partial<Wanted> = {}): Wanted {
  return { name, numPartitions: 3, replicationFactor: 3, assignments: [], configs: [], ...change };
}

function create(
  cluster: TestCluster,
  topics: Wanted[],
  validateOnly = false,
): CreateTopicsResponse['topics'] {
  return cluster.run((state) => createTopics(state, { topics, timeoutMs: 0, validateOnly })).topics;
}

function manual(...brokerIds: number[][]): Partial<Wanted> {
  const assignments = brokerIds.map((ids, partitionIndex) => ({ partitionIndex, brokerIds: ids }));
  return { numPartitions: -1, replicationFactor: -1, assignments };
}

describe('creating', () => {
  test('partitions are spread, led by their first replica, in epoch 0, with all replicas in sync', () => {
    const cluster = threeBrokers();
    const [result] = create(cluster, [topic('t', { numPartitions: 6 })]);
    expect(result).toMatchObject({
      name: 't',
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      numPartitions: 6,
      replicationFactor: 3,
    });
    const created = cluster.image.topicsByName.get('t')!;
    expect(created.id).toBe(result!.topicId);
    expect(ascending(created.partitions.map(({ leader }) => leader))).toEqual([1, 1, 2, 2, 3, 3]);
    for (const { replicas, isr, leader, leaderEpoch, partitionEpoch } of created.partitions) {
      expect({ isr, leader, leaderEpoch, partitionEpoch }).toEqual({
        isr: replicas,
        leader: replicas[0],
        leaderEpoch: 0,
        partitionEpoch: 0,
      });
      expect(ascending(replicas)).toEqual([1, 2, 3]);
    }
  });

  test('minus one stands for the defaults of the brokers', () => {
    const cluster = threeBrokers();
    cluster.staticConfigs.set('num.partitions', '4').set('default.replication.factor', '2');
    const wanted = topic('t', { numPartitions: -1, replicationFactor: -1 });
    expect(create(cluster, [wanted])[0]).toMatchObject({ numPartitions: 4, replicationFactor: 2 });
  });

  test('the reply lists all configurations with their sources', () => {
    const cluster = threeBrokers();
    const configs = [{ name: 'retention.ms', value: '1000' }];
    const [result] = create(cluster, [topic('t', { configs })]);
    expect(result!.configs!.length).toBe(33);
    expect(result!.configs!.filter(({ name }) => name.startsWith('retention'))).toEqual([
      {
        name: 'retention.bytes',
        value: '-1',
        readOnly: false,
        configSource: 5,
        isSensitive: false,
      },
      { name: 'retention.ms', value: '1000', readOnly: false, configSource: 1, isSensitive: false },
    ]);
    expect([...configsOf(cluster.image, { resourceType: 2, resourceName: 't' })]).toEqual([
      ['retention.ms', '1000'],
    ]);
  });

  test('an assignment by hand is taken as it is', () => {
    const cluster = threeBrokers();
    expect(create(cluster, [topic('t', manual([3, 1], [2, 3]))])[0]!.errorCode).toBe(
      ErrorCode.NONE,
    );
    expect(cluster.image.topicsByName.get('t')!.partitions.map(({ replicas }) => replicas)).toEqual(
      [
        [3, 1],
        [2, 3],
      ],
    );
  });

  test('fenced brokers get replicas but neither lead nor are in sync', () => {
    const cluster = threeBrokers();
    cluster.kill(1);
    create(cluster, [topic('t')]);
    for (const { replicas, isr, leader } of cluster.image.topicsByName.get('t')!.partitions) {
      expect(ascending(replicas)).toEqual([1, 2, 3]);
      expect(ascending(isr)).toEqual([2, 3]);
      expect(leader).not.toBe(1);
    }
  });

  test('validating changes nothing and says what would be', () => {
    const cluster = threeBrokers();
    const { length } = cluster.log;
    expect(
      create(cluster, [topic('t'), topic('a b')], true).map(({ errorCode }) => errorCode),
    ).toEqual([ErrorCode.NONE, ErrorCode.INVALID_TOPIC_EXCEPTION]);
    expect(cluster.log.length).toBe(length);
  });

  test('one refusal does not hold up the others', () => {
    const cluster = threeBrokers();
    const results = create(cluster, [topic('a'), topic('a b'), topic('b'), topic('b')]);
    expect(
      results.map(({ name, errorCode, errorMessage }) => [name, errorCode, errorMessage]),
    ).toEqual([
      ['b', ErrorCode.INVALID_REQUEST, 'Duplicate topic name.'],
      ['a', ErrorCode.NONE, null],
      [
        'a b',
        ErrorCode.INVALID_TOPIC_EXCEPTION,
        "Topic name is invalid: 'a b' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
      ],
    ]);
    expect([...cluster.image.topicsByName.keys()]).toEqual(['a']);
  });

  test('names that are taken, or that collide in metrics, are refused', () => {
    const cluster = threeBrokers();
    create(cluster, [topic('a.b')]);
    const results = create(cluster, [topic('a.b'), topic('a_b'), topic('c.d'), topic('c_d')]);
    expect(results.map(({ errorCode, errorMessage }) => [errorCode, errorMessage])).toEqual([
      [ErrorCode.TOPIC_ALREADY_EXISTS, "Topic 'a.b' already exists."],
      [ErrorCode.INVALID_TOPIC_EXCEPTION, "Topic 'a_b' collides with existing topic: a.b"],
      // Only topics that exist already count, as in Kafka.
      [ErrorCode.NONE, null],
      [ErrorCode.NONE, null],
    ]);
  });

  test.each<[string, Partial<Wanted>, number, string]>([
    [
      'no replicas',
      { replicationFactor: 0 },
      ErrorCode.INVALID_REPLICATION_FACTOR,
      'Replication factor must be larger than 0, or -1 to use the default value.',
    ],
    [
      'too many replicas',
      { replicationFactor: 4 },
      ErrorCode.INVALID_REPLICATION_FACTOR,
      'Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be reached because only 3 broker(s) are registered.',
    ],
    [
      'no partitions',
      { numPartitions: 0 },
      ErrorCode.INVALID_PARTITIONS,
      'Number of partitions was set to an invalid non-positive value.',
    ],
    [
      'far too many partitions',
      { numPartitions: 10_001 },
      ErrorCode.POLICY_VIOLATION,
      'Excessively large number of partitions per request: at most 10000 can be made at once.',
    ],
    [
      'an unknown configuration',
      { configs: [{ name: 'nope', value: '1' }] },
      ErrorCode.INVALID_CONFIG,
      'Unknown topic config name: nope',
    ],
    [
      'a null configuration',
      { configs: [{ name: 'retention.ms', value: null }] },
      ErrorCode.INVALID_CONFIG,
      'Null value not supported for topic configs: retention.ms',
    ],
    [
      'a number of partitions beside an assignment',
      { ...manual([1]), numPartitions: 1 },
      ErrorCode.INVALID_REQUEST,
      'A manual partition assignment was specified, but numPartitions was not set to -1.',
    ],
    [
      'a replication factor beside an assignment',
      { ...manual([1]), replicationFactor: 1 },
      ErrorCode.INVALID_REQUEST,
      'A manual partition assignment was specified, but replication factor was not set to -1.',
    ],
    [
      'an empty replica list',
      manual([]),
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes an empty replica list.',
    ],
    [
      'an unknown broker',
      manual([9]),
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes broker 9, but no such broker is registered.',
    ],
    [
      'a broker twice',
      manual([1, 1]),
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes the broker 1 more than once.',
    ],
    [
      'uneven replicas',
      manual([1, 2], [1]),
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes a partition with 1 replica(s), but this is not consistent with previous partitions, which have 2 replica(s).',
    ],
    [
      'a gap between the partitions',
      { ...manual([1]), assignments: [{ partitionIndex: 1, brokerIds: [1] }] },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'partitions should be a consecutive 0-based integer sequence',
    ],
    [
      'a partition twice',
      {
        ...manual([1]),
        assignments: [0, 0].map((partitionIndex) => ({ partitionIndex, brokerIds: [1] })),
      },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'Found multiple manual partition assignments for partition 0',
    ],
  ])('%s is refused', (_, change, errorCode, errorMessage) => {
    const cluster = threeBrokers();
    const { length } = cluster.log;
    expect(create(cluster, [topic('t', change)])).toEqual([
      {
        name: 't',
        topicId: NO_ID,
        errorCode,
        errorMessage,
        topicConfigErrorCode: 0,
        numPartitions: -1,
        replicationFactor: -1,
        configs: [],
      },
    ]);
    expect(cluster.log.length).toBe(length);
  });

  test('many topics that together are too many are all refused', () => {
    const cluster = threeBrokers();
    const topics = ['a', 'b'].map((name) =>
      topic(name, { numPartitions: 6000, replicationFactor: 1 }),
    );
    expect(create(cluster, topics).map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.POLICY_VIOLATION,
      ErrorCode.POLICY_VIOLATION,
    ]);
    expect(cluster.image.topicsByName.size).toBe(0);
  });

  test('where nobody is alive, nothing can be placed', () => {
    const cluster = new TestCluster();
    cluster.register(1);
    expect(create(cluster, [topic('t', { replicationFactor: 1 })])[0]!.errorMessage).toBe(
      'Unable to replicate the partition 1 time(s): All brokers are currently fenced.',
    );
    expect(create(cluster, [topic('t', manual([1]))])[0]!.errorMessage).toBe(
      'All brokers specified in the manual partition assignment for partition 0 are fenced or in controlled shutdown.',
    );
  });

  test('the metadata log is no topic that one could create', () => {
    const [result] = create(threeBrokers(), [topic('__cluster_metadata')]);
    expect([result!.errorCode, result!.errorMessage]).toEqual([
      ErrorCode.INVALID_REQUEST,
      'Creation of internal topic __cluster_metadata is prohibited.',
    ]);
  });
});

describe('growing', () => {
  function grow(
    cluster: TestCluster,
    wanted: { name?: string; count: number; assignments?: number[][] },
    validateOnly = false,
  ): [number, string | null] {
    const assignments = wanted.assignments?.map((brokerIds) => ({ brokerIds })) ?? null;
    const topics = [{ name: wanted.name ?? 't', count: wanted.count, assignments }];
    const { results } = cluster.run((state) =>
      createPartitions(state, { topics, timeoutMs: 0, validateOnly }),
    );
    return [results[0]!.errorCode, results[0]!.errorMessage];
  }

  function withTopic(): TestCluster {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2]);
    return cluster;
  }

  test('new partitions have as many replicas as the old', () => {
    const cluster = withTopic();
    expect(grow(cluster, { count: 3 })).toEqual([ErrorCode.NONE, null]);
    const { partitions } = cluster.image.topicsByName.get('t')!;
    expect(partitions.map(({ index, replicas }) => [index, replicas.length])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
  });

  test('by hand, for the new partitions only', () => {
    const cluster = withTopic();
    expect(
      grow(cluster, {
        count: 3,
        assignments: [
          [2, 3],
          [3, 1],
        ],
      }),
    ).toEqual([ErrorCode.NONE, null]);
    expect([cluster.partition('t', 1).replicas, cluster.partition('t', 2).replicas]).toEqual([
      [2, 3],
      [3, 1],
    ]);
  });

  test('validating changes nothing', () => {
    const cluster = withTopic();
    expect(grow(cluster, { count: 3 }, true)).toEqual([ErrorCode.NONE, null]);
    expect(cluster.image.topicsByName.get('t')!.partitions.length).toBe(1);
  });

  test.each([
    [
      { name: 'x', count: 3 },
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      'This broker has no such topic or partition.',
    ],
    [{ count: 1 }, ErrorCode.INVALID_PARTITIONS, 'Topic already has 1 partition(s).'],
    [
      { count: 0 },
      ErrorCode.INVALID_PARTITIONS,
      'The topic t currently has 1 partition(s); 0 would not be an increase.',
    ],
    [
      { count: 3, assignments: [[1, 2]] },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'Attempted to add 2 additional partition(s), but only 1 assignment(s) were specified.',
    ],
    [
      { count: 2, assignments: [[1]] },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes a partition with 1 replica(s), but this is not consistent with previous partitions, which have 2 replica(s).',
    ],
    [
      { count: 20_000 },
      ErrorCode.POLICY_VIOLATION,
      'Excessively large number of partitions per request: at most 10000 can be added at once.',
    ],
  ])('%j is refused', (wanted, errorCode, sentence) => {
    expect(grow(withTopic(), wanted)).toEqual([errorCode, sentence]);
  });

  test('a topic named twice is refused once', () => {
    const topics = [2, 3].map((count) => ({ name: 't', count, assignments: null }));
    const { results } = withTopic().run((state) =>
      createPartitions(state, { topics, timeoutMs: 0, validateOnly: false }),
    );
    expect(results).toEqual([
      { name: 't', errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'Duplicate topic name.' },
    ]);
  });
});

describe('deleting', () => {
  function remove(
    cluster: TestCluster,
    topics: { name: string | null; topicId: string }[],
    topicNames: string[] = [],
  ): DeleteTopicsResponse['responses'] {
    return cluster.run((state) => deleteTopics(state, { topics, topicNames, timeoutMs: 0 }))
      .responses;
  }

  test('by name, by id and in the old form, with their configurations', () => {
    const cluster = threeBrokers();
    const configs = [{ name: 'retention.ms', value: '1' }];
    create(
      cluster,
      ['a', 'b', 'c', 'd'].map((name) => topic(name, { configs })),
    );
    const id = (name: string): string => cluster.image.topicsByName.get(name)!.id;
    const [a, b, c] = ['a', 'b', 'c'].map(id);
    const responses = remove(
      cluster,
      [
        { name: 'a', topicId: NO_ID },
        { name: null, topicId: b! },
      ],
      ['c'],
    );
    const success = { errorCode: ErrorCode.NONE, errorMessage: null };
    expect(responses).toEqual([
      { name: 'a', topicId: a, ...success },
      { name: 'b', topicId: b, ...success },
      { name: 'c', topicId: c, ...success },
    ]);
    expect([...cluster.image.topicsByName.keys()]).toEqual(['d']);
    expect([...cluster.image.configs.keys()]).toEqual(['2:d']);
  });

  test('what cannot be found, or is not said clearly, is refused', () => {
    const cluster = threeBrokers();
    create(cluster, [topic('a')]);
    const { id } = cluster.image.topicsByName.get('a')!;
    const responses = remove(cluster, [
      { name: 'x', topicId: NO_ID },
      { name: null, topicId: 'zzzzzzzzzzzzzzzzzzzzzA' },
      { name: 'a', topicId: id },
      { name: null, topicId: NO_ID },
    ]);
    expect(responses.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      ErrorCode.UNKNOWN_TOPIC_ID,
      ErrorCode.INVALID_REQUEST,
      ErrorCode.INVALID_REQUEST,
    ]);
  });

  test('what is named twice is left alone', () => {
    const cluster = threeBrokers();
    create(cluster, [topic('a'), topic('b'), topic('c')]);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => cluster.image.topicsByName.get(name)!.id);
    const byId = (topicId: string): { name: null; topicId: string } => ({ name: null, topicId });
    const byName = (name: string): { name: string; topicId: string } => ({ name, topicId: NO_ID });
    const wanted = [byName('a'), byName('a'), byId(b!), byId(b!), byName('c'), byId(c!)];
    const errorCode = ErrorCode.INVALID_REQUEST;
    const both = 'The provided topic name maps to an ID that was already supplied.';
    expect(remove(cluster, wanted)).toEqual([
      { name: 'a', topicId: NO_ID, errorCode, errorMessage: 'Duplicate topic name.' },
      { name: null, topicId: b, errorCode, errorMessage: 'Duplicate topic id.' },
      { name: 'c', topicId: NO_ID, errorCode, errorMessage: both },
      { name: null, topicId: c, errorCode, errorMessage: both },
    ]);
    expect([a, b, c].every((id) => cluster.image.topicsById.has(id!))).toBe(true);
  });

  test('not where deletion is switched off', () => {
    const cluster = threeBrokers();
    create(cluster, [topic('a')]);
    cluster.staticConfigs.set('delete.topic.enable', 'false');
    expect(remove(cluster, [], ['a'])[0]!.errorCode).toBe(ErrorCode.TOPIC_DELETION_DISABLED);
    expect(cluster.image.topicsByName.size).toBe(1);
  });

  test('a name is free again and the next topic under it has another id', () => {
    const cluster = threeBrokers();
    const [first] = create(cluster, [topic('a')]);
    remove(cluster, [], ['a']);
    const [second] = create(cluster, [topic('a')]);
    expect(second!.errorCode).toBe(ErrorCode.NONE);
    expect(second!.topicId).not.toBe(first!.topicId);
  });
});

function ascending(ids: readonly number[]): number[] {
  return ids.toSorted((a, b) => a - b);
}
