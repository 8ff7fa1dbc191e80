import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZERO_UUID } from '../base/bytes-reader.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { dataRecordsOf } from '../records/records.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { produce } from '../protocol/messages/00-produce.ts';
import { fetch } from '../protocol/messages/01-fetch.ts';
import { listOffsets } from '../protocol/messages/02-list-offsets.ts';
import { metadata } from '../protocol/messages/03-metadata.ts';
import { findCoordinator } from '../protocol/messages/10-find-coordinator.ts';
import { describeGroups } from '../protocol/messages/15-describe-groups.ts';
import { apiVersions } from '../protocol/messages/18-api-versions.ts';
import { deleteTopics } from '../protocol/messages/20-delete-topics.ts';
import { deleteRecords } from '../protocol/messages/21-delete-records.ts';
import { initProducerId } from '../protocol/messages/22-init-producer-id.ts';
import { describeConfigs } from '../protocol/messages/32-describe-configs.ts';
import { describeCluster } from '../protocol/messages/60-describe-cluster.ts';
import { describeTopicPartitions } from '../protocol/messages/75-describe-topic-partitions.ts';
import { incrementalAlterConfigs } from '../protocol/messages/44-incremental-alter-configs.ts';
import { type NodeFixture, startNodes } from './node-fixture.ts';

let nodes: NodeFixture;
beforeAll(async () => {
  nodes = await startNodes(3, { 'min.insync.replicas': '1' });
});
afterAll(async () => {
  await nodes.close();
  expect(nodes.problems).toEqual([]);
});

function batchOf(...values: string[]): Buffer {
  return encodeBatch(
    values.map((value, index) => ({
      key: null,
      value: Buffer.from(value),
      timestamp: 1000 + index,
    })),
    {},
  );
}

async function send(
  topic: string,
  partition: number,
  options: { records: Buffer; acks?: number; version?: number; to?: number },
) {
  const { records, acks = -1, version = 9 } = options;
  const id = options.to ?? nodes.leaderOf(topic, partition).config.nodeId;
  const body = {
    acks,
    timeoutMs: 5000,
    topicData: [{ name: topic, partitionData: [{ index: partition, records }] }],
  };
  const response = await nodes.ask(id, produce, { version, body });
  return response.responses[0]!.partitionResponses[0]!;
}

function fetchBody(topic: string, partition: number, fetchOffset: number) {
  return {
    maxWaitMs: 5000,
    minBytes: 1,
    topics: [{ topic, partitions: [{ partition, fetchOffset, partitionMaxBytes: 1 << 20 }] }],
  };
}

async function read(topic: string, partition: number, fetchOffset: number) {
  const id = nodes.leaderOf(topic, partition).config.nodeId;
  const response = await nodes.ask(id, fetch, {
    version: 11,
    body: { ...fetchBody(topic, partition, fetchOffset), sessionEpoch: -1 },
  });
  const result = response.responses[0]!.partitions[0]!;
  const records = [...dataRecordsOf(result.records ?? Buffer.alloc(0), fetchOffset)];
  return {
    ...result,
    values: records.map(({ offset, value }) => `${offset}:${value?.toString()}`),
  };
}

test('what all in-sync replicas have is acknowledged and read back', async () => {
  await nodes.createTopic('log', { partitions: 2, replicas: 3 });
  expect(await send('log', 0, { records: batchOf('a', 'b') })).toMatchObject({
    errorCode: 0,
    baseOffset: 0,
  });
  expect(await send('log', 0, { records: batchOf('c') })).toMatchObject({
    errorCode: 0,
    baseOffset: 2,
  });
  expect(await read('log', 0, 1)).toMatchObject({
    errorCode: 0,
    highWatermark: 3,
    values: ['1:b', '2:c'],
  });
  for (const broker of nodes.brokers)
    expect(broker.partitions.get('log', 0)?.log.endOffset).toBe(3);
});

test('a fetch at the end waits, and is answered as soon as something comes', async () => {
  await nodes.createTopic('waiting');
  const parked = read('waiting', 0, 0);
  await send('waiting', 0, { records: batchOf('now') });
  expect((await parked).values).toEqual(['0:now']);
});

test('a request behind a parked fetch is answered without waiting for it', async () => {
  await nodes.createTopic('behind');
  const id = nodes.leaderOf('behind', 0).config.nodeId;
  const parked = nodes.ask(id, fetch, {
    version: 11,
    body: { ...fetchBody('behind', 0, 0), maxWaitMs: 1_000_000, sessionEpoch: -1 },
  });
  const versions = await nodes.ask(id, apiVersions, {
    version: 0,
    body: { clientSoftwareName: '', clientSoftwareVersion: '' },
  });
  expect([(await parked).errorCode, versions.errorCode]).toEqual([0, 0]);
});

test.each([
  ['acks that are none', { acks: 2, records: batchOf('x') }, ErrorCode.INVALID_REQUIRED_ACKS],
  [
    'a batch whose checksum is wrong',
    { records: corrupt(batchOf('x')) },
    ErrorCode.CORRUPT_MESSAGE,
  ],
  ['no batch', { records: Buffer.alloc(0) }, ErrorCode.INVALID_RECORD],
  ['a batch cut short', { records: batchOf('x').subarray(0, 40) }, ErrorCode.INVALID_RECORD],
] as const)(
  '%s is refused with its own code and the broker goes on',
  async (_about, options, errorCode) => {
    await nodes.ask(1, metadata, {
      version: 9,
      body: { topics: [{ name: 'refusing' }], allowAutoTopicCreation: true },
    });
    await nodes.until(() =>
      nodes.brokers.some((broker) => broker.roleOf('refusing', 0) === 'leader'),
    );
    expect(
      (await send('refusing', 0, { ...options, records: Buffer.from(options.records) })).errorCode,
    ).toBe(errorCode);
  },
);

function corrupt(batch: Buffer): Buffer {
  batch[batch.length - 1]! ^= 0xff;
  return batch;
}

test('a topic is made by asking for it, and answered with its leaders', async () => {
  const body = { topics: [{ name: 'asked-for' }], allowAutoTopicCreation: true };
  const { topics, brokers } = await nodes.ask(2, metadata, { version: 12, body });
  expect(topics[0]).toMatchObject({ errorCode: 0, name: 'asked-for' });
  expect(
    topics[0]!.partitions.every(({ leaderId, errorCode }) => leaderId > 0 && errorCode === 0),
  ).toBe(true);
  expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1, 2, 3]);
  const unknown = await nodes.ask(2, metadata, {
    version: 12,
    body: { topics: [{ name: 'no' }], allowAutoTopicCreation: false },
  });
  expect(unknown.topics[0]!.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  const illegal = await nodes.ask(2, metadata, {
    version: 12,
    body: { topics: [{ name: 'a b' }], allowAutoTopicCreation: true },
  });
  expect(illegal.topics[0]!.errorCode).toBe(ErrorCode.INVALID_TOPIC_EXCEPTION);
});

test('a topic is found by its id, whatever its name is said to be', async () => {
  await nodes.createTopic('by-id');
  const { id } = nodes.brokers[0]!.image.topicsByName.get('by-id')!;
  const topics = [
    { name: '', topicId: id },
    { name: null, topicId: id },
    { name: '', topicId: 'Tm9ib2R5IGtub3dzIG1lIQ' },
  ];
  const found = await nodes.ask(1, metadata, { version: 13, body: { topics } });
  expect(found.topics.map(({ name, errorCode }) => [name, errorCode])).toEqual([
    ['by-id', ErrorCode.NONE],
    ['by-id', ErrorCode.NONE],
    [null, ErrorCode.UNKNOWN_TOPIC_ID],
  ]);
});

test('a client at the wrong broker is told who leads', async () => {
  await nodes.createTopic('elsewhere');
  const leader = nodes.leaderOf('elsewhere', 0).config.nodeId;
  const other = (leader % 3) + 1;
  expect(
    await send('elsewhere', 0, { records: batchOf('x'), to: other, version: 10 }),
  ).toMatchObject({
    errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER,
    currentLeader: { leaderId: leader },
  });
  const fetched = await nodes.ask(other, fetch, {
    version: 12,
    body: { ...fetchBody('elsewhere', 0, 0), sessionEpoch: -1 },
  });
  expect(fetched.responses[0]!.partitions[0]).toMatchObject({
    errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER,
    currentLeader: { leaderId: leader },
  });
});

test('offsets are found by their special times and by time', async () => {
  await nodes.createTopic('times');
  await send('times', 0, { records: batchOf('a', 'b', 'c') });
  const id = nodes.leaderOf('times', 0).config.nodeId;
  const at = async (timestamp: number) => {
    const body = {
      replicaId: -1,
      topics: [{ name: 'times', partitions: [{ partitionIndex: 0, timestamp }] }],
    };
    const response = await nodes.ask(id, listOffsets, { version: 8, body });
    return response.topics[0]!.partitions[0]!.offset;
  };
  expect([
    await at(-1),
    await at(-2),
    await at(-3),
    await at(-4),
    await at(-5),
    await at(1001),
    await at(99_999),
  ]).toEqual([3, 0, 2, 0, -1, 1, -1]);
});

test('deleted records are out of range from then on', async () => {
  await nodes.createTopic('shorter', { replicas: 3 });
  await send('shorter', 0, { records: batchOf('a') });
  await send('shorter', 0, { records: batchOf('b') });
  const id = nodes.leaderOf('shorter', 0).config.nodeId;
  const remove = async (offset: number) => {
    const body = {
      timeoutMs: 1000,
      topics: [{ name: 'shorter', partitions: [{ partitionIndex: 0, offset }] }],
    };
    return (await nodes.ask(id, deleteRecords, { version: 1, body })).topics[0]!.partitions[0]!;
  };
  expect(await remove(5)).toMatchObject({ errorCode: ErrorCode.OFFSET_OUT_OF_RANGE });
  expect(await remove(1)).toEqual({ partitionIndex: 0, errorCode: 0, lowWatermark: 1 });
  expect((await read('shorter', 0, 0)).errorCode).toBe(ErrorCode.OFFSET_OUT_OF_RANGE);
  expect((await read('shorter', 0, 1)).values).toEqual(['1:b']);
  await nodes.until(() =>
    nodes.brokers.every((broker) => broker.partitions.get('shorter', 0)?.log.logStartOffset === 1),
  );
});

test('fetch sessions leave out what has not changed, and are refused when they are not known', async () => {
  await nodes.createTopic('session');
  const id = nodes.leaderOf('session', 0).config.nodeId;
  const ask = (sessionId: number, sessionEpoch: number, offset?: number) =>
    nodes.ask(id, fetch, {
      version: 12,
      body: {
        ...fetchBody('session', 0, offset ?? 0),
        maxWaitMs: 0,
        sessionId,
        sessionEpoch,
        ...(offset === undefined ? { topics: [] } : {}),
      },
    });
  const first = await ask(0, 0, 0);
  expect(first.sessionId).toBeGreaterThan(0);
  expect((await ask(first.sessionId, 1)).responses).toEqual([]);
  await send('session', 0, { records: batchOf('new') });
  expect(
    (await ask(first.sessionId, 2)).responses[0]!.partitions[0]!.records!.length,
  ).toBeGreaterThan(0);
  expect((await ask(first.sessionId, 9)).errorCode).toBe(ErrorCode.INVALID_FETCH_SESSION_EPOCH);
  expect((await ask(1, 5)).errorCode).toBe(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
});

test('a producer id is given out once, a batch sent twice is written once', async () => {
  await nodes.createTopic('once', { replicas: 3 });
  const init = (id: number) =>
    nodes.ask(id, initProducerId, {
      version: 2,
      body: { transactionalId: null, transactionTimeoutMs: 0 },
    });
  const ids = await Promise.all([init(1), init(1), init(2), init(3)]);
  expect(new Set(ids.map(({ producerId }) => producerId)).size).toBe(4);
  const producer = { producerId: ids[0].producerId, producerEpoch: 0 };
  const batch = (baseSequence: number) =>
    encodeBatch([{ key: null, value: Buffer.from('v'), timestamp: 1 }], {
      ...producer,
      baseSequence,
    });
  expect(await send('once', 0, { records: batch(0) })).toMatchObject({
    errorCode: 0,
    baseOffset: 0,
  });
  expect(await send('once', 0, { records: batch(1) })).toMatchObject({
    errorCode: 0,
    baseOffset: 1,
  });
  expect(await send('once', 0, { records: batch(0) })).toMatchObject({
    errorCode: 0,
    baseOffset: 0,
  });
  expect(await send('once', 0, { records: batch(7) })).toMatchObject({
    errorCode: ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
  });
  expect(nodes.leaderOf('once', 0).partitions.get('once', 0)!.log.endOffset).toBe(2);
});

test('configs are described with their source after they were changed', async () => {
  await nodes.createTopic('configured', { configs: { 'retention.ms': '1000' } });
  const resource = { resourceType: 2, resourceName: 'configured' };
  const change = {
    ...resource,
    configs: [{ name: 'max.message.bytes', configOperation: 0, value: '100' }],
  };
  await nodes.ask(1, incrementalAlterConfigs, {
    version: 1,
    body: { resources: [change], validateOnly: false },
  });
  const body = {
    resources: [
      { ...resource, configurationKeys: ['retention.ms', 'max.message.bytes', 'segment.bytes'] },
    ],
    includeSynonyms: true,
  };
  const { results } = await nodes.ask(1, describeConfigs, { version: 4, body });
  expect(
    new Map(
      results[0]!.configs.map(({ name, value, configSource }) => [name, [value, configSource]]),
    ),
  ).toEqual(
    new Map([
      ['max.message.bytes', ['100', 1]],
      ['retention.ms', ['1000', 1]],
      ['segment.bytes', ['1073741824', 5]],
    ]),
  );
  await nodes.until(
    () =>
      nodes.leaderOf('configured', 0).partitions.get('configured', 0)!.log.config
        .maxMessageBytes === 100,
  );
  expect((await send('configured', 0, { records: batchOf('x'.repeat(200)) })).errorCode).toBe(
    ErrorCode.MESSAGE_TOO_LARGE,
  );
});

test('a deleted topic is gone with its files, and one of the same name begins anew', async () => {
  await nodes.createTopic('again', { replicas: 3 });
  await send('again', 0, { records: batchOf('old') });
  const body = { topics: [{ name: 'again', topicId: ZERO_UUID }], timeoutMs: 5000 };
  expect((await nodes.ask(1, deleteTopics, { version: 6, body })).responses[0]!.errorCode).toBe(0);
  await nodes.until(() => nodes.brokers.every((broker) => !broker.partitions.get('again', 0)));
  await nodes.createTopic('again', { replicas: 3 });
  expect(await send('again', 0, { records: batchOf('new') })).toMatchObject({
    errorCode: 0,
    baseOffset: 0,
  });
});

test('the cluster and its topics are described page by page', async () => {
  await nodes.createTopic('paged', { partitions: 3 });
  const { brokers, controllerId, clusterId } = await nodes.ask(3, describeCluster, {
    version: 1,
    body: { includeClusterAuthorizedOperations: false },
  });
  expect([brokers.length, controllerId, clusterId]).toEqual([
    3,
    1,
    nodes.brokers[0]!.image.clusterId,
  ]);
  const page = (cursor: { topicName: string; partitionIndex: number } | null) =>
    nodes.ask(1, describeTopicPartitions, {
      version: 0,
      body: { topics: [{ name: 'paged' }, { name: 'zzz' }], responsePartitionLimit: 2, cursor },
    });
  const first = await page(null);
  expect([first.topics[0]!.partitions.length, first.nextCursor]).toEqual([
    2,
    { topicName: 'paged', partitionIndex: 2 },
  ]);
  const second = await page(first.nextCursor);
  expect(
    second.topics.map(({ name, errorCode, partitions }) => [name, errorCode, partitions.length]),
  ).toEqual([
    ['paged', 0, 1],
    ['zzz', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 0],
  ]);
});

test('the coordinator of a group is the leader of its partition of the internal topic', async () => {
  const { coordinators } = await nodes.ask(1, findCoordinator, {
    version: 4,
    body: { keyType: 0, coordinatorKeys: ['a', 'b'] },
  });
  expect(coordinators.map(({ key, errorCode }) => [key, errorCode])).toEqual([
    ['a', 0],
    ['b', 0],
  ]);
  const ofShares = 2;
  const refused = await nodes.ask(1, findCoordinator, {
    version: 4,
    body: { keyType: ofShares, coordinatorKeys: ['group:topic:0'] },
  });
  expect(refused.coordinators[0]!.errorCode).toBe(ErrorCode.INVALID_REQUEST);
});

test('a group that is asked about may be read, changed and deleted by everybody', async () => {
  const { coordinators } = await nodes.ask(1, findCoordinator, {
    version: 4,
    body: { keyType: 0, coordinatorKeys: ['described'] },
  });
  const describe = (version: number, includeAuthorizedOperations: boolean) =>
    nodes.ask(coordinators[0]!.nodeId, describeGroups, {
      version,
      body: { groups: ['described'], includeAuthorizedOperations },
    });
  await nodes.until(() => nodes.coordinates('described'));
  const operations = [await describe(5, true), await describe(5, false), await describe(6, true)];
  expect(
    operations.map(({ groups }) => [groups[0]!.errorCode, groups[0]!.authorizedOperations]),
  ).toEqual([
    [ErrorCode.NONE, 3400],
    [ErrorCode.NONE, -2147483648],
    [ErrorCode.GROUP_ID_NOT_FOUND, -2147483648],
  ]);
});

test('a broker takes its own configs, and not those of another', async () => {
  const change = (resourceName: string) => ({
    resourceType: 4,
    resourceName,
    configs: [{ name: 'log.retention.ms', configOperation: 0, value: '1234' }],
  });
  const body = { resources: [change('2'), change('1')], validateOnly: true };
  const { responses } = await nodes.ask(1, incrementalAlterConfigs, { version: 1, body });
  expect(responses.map(({ errorCode, errorMessage }) => [errorCode, errorMessage])).toEqual([
    [ErrorCode.INVALID_REQUEST, 'Unexpected broker id, expected 1, but received 2'],
    [ErrorCode.NONE, null],
  ]);
});

test.each([
  ['an impossible size', Buffer.from('7fffffff00120000', 'hex'), /at most/],
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n'), /at most/],
  [
    'an API that is not there',
    frameOf('03e7000000000001ffff'),
    /API key 999 version 0 is not served/,
  ],
  [
    'a version that is not there',
    frameOf('0000000100000001ffff'),
    /Produce version 1 is not served/,
  ],
  ['a body cut short', frameOf('0003000900000001ffff00'), /cannot be read|ends/],
])('%s ends that connection only, and is told', async (_about, bytes, told) => {
  const { host, port } = nodes.brokers[0]!.address;
  const before = nodes.refusals.length;
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(bytes));
    socket.on('close', () => resolve());
    socket.on('error', reject);
    socket.resume();
  });
  await nodes.until(() => nodes.refusals.length > before);
  expect(nodes.refusals.at(-1)).toMatch(told);
  expect(
    (
      await nodes.ask(1, apiVersions, {
        version: 0,
        body: { clientSoftwareName: '', clientSoftwareVersion: '' },
      })
    ).errorCode,
  ).toBe(0);
});

function frameOf(hex: string): Buffer {
  const body = Buffer.from(hex, 'hex');
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

test('a version of ApiVersions that is too new is answered in the oldest, with those that there are', async () => {
  const { host, port } = nodes.brokers[0]!.address;
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(frameOf('0012006300000007ffff00')));
    socket.once('data', (data) => {
      resolve(data);
      socket.destroy();
    });
    socket.on('error', reject);
  });
  expect(answer.toString('hex', 4, 20)).toBe('00000007' + '0023' + '00000001' + '001200000004');
});
