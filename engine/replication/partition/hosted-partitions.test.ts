import { expect, test } from 'vitest';
import { MemoryDisk } from '../../base/ports/virtual/memory-disk.ts';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import { defaultLogConfig } from '../../log/log-config.ts';
import { LogDirectory } from '../../log/log-directory.ts';
import { ConfigResourceType } from '../../metadata/configs/config-resource.ts';
import { MetadataDelta } from '../../metadata/delta.ts';
import {
  emptyImage,
  type MetadataImage,
  type PartitionImage,
  type TopicImage,
} from '../../metadata/image.ts';
import { encodeBatch } from '../../records/batch-builder.ts';
import { Fetchers } from '../fetcher/fetchers.ts';
import { HostedPartitions, type HostedPartitionsOptions } from './hosted-partitions.ts';
import { IsrProposals } from './isr-proposals.ts';

const IDS = ['AAAAAAAAAAAAAAAAAAAAAQ', 'AAAAAAAAAAAAAAAAAAAAAg'] as const;

function partitionImage(change: Partial<PartitionImage> = {}): PartitionImage {
  return {
    topicId: IDS[0],
    index: 0,
    replicas: [1, 2],
    isr: [1, 2],
    leader: 1,
    leaderRecoveryState: 0,
    leaderEpoch: 1,
    partitionEpoch: 1,
    removingReplicas: [],
    addingReplicas: [],
    directories: [],
    ...change,
  };
}

function topicOf(image: PartitionImage): TopicImage {
  return { id: image.topicId, name: 't', partitions: [image] };
}

/** What metadata says of partitions: now one thing, now another. */
function deltaOf(change: { before?: PartitionImage; after?: PartitionImage }): MetadataDelta {
  const { before, after } = change;
  const delta = new MetadataDelta();
  delta.partitionChanged({ topic: topicOf((after ?? before)!), before, after });
  return delta;
}

/** Broker 1 with fetchers that note whom they follow. */
function setUp(change: Partial<HostedPartitionsOptions> = {}) {
  const clock = new ManualClock();
  const disk = new MemoryDisk();
  const log: string[] = [];
  const logs = LogDirectory.open({
    disk,
    clock,
    random: new SeededRandom(1),
    path: 'data',
    clusterId: 'c',
    nodeId: 1,
  });
  const settings = { log: defaultLogConfig, minInSync: 1 };
  const hosted = new HostedPartitions({
    brokerId: 1,
    clock,
    logs,
    proposals: new IsrProposals({
      channel: { request: () => new Promise(() => {}) },
      clock,
      brokerId: 1,
      brokerEpochOf: () => 1,
    }),
    fetchers: new Fetchers((leader) => {
      const following = new Set<unknown>();
      const fetcher = {
        get size() {
          return following.size;
        },
        add(partition: unknown) {
          log.push(`follow ${leader}`);
          following.add(partition);
        },
        remove: (partition: unknown) => following.delete(partition),
      };
      return { fetcher: fetcher as never, close: () => log.push(`leave ${leader}`) };
    }),
    image: () => emptyImage('c'),
    topicConfig: () => settings,
    onProblem: (sentence) => log.push(sentence),
    onRoleChange: ({ name, role }) => log.push(`${name} ${role}`),
    onRemoved: ({ name }) => log.push(`${name} removed`),
    limits: {
      lagMsMax: 1000,
      checkpointMs: 5000,
      retentionCheckMs: 60_000,
      cleanerBackoffMs: 15_000,
    },
    ...change,
  });
  return { hosted, clock, disk, log, logs, settings };
}

function batch(): Buffer {
  return encodeBatch([{ key: null, value: Buffer.from('v'), timestamp: 1 }], {});
}

test('a partition is led, then followed, then led again, as the metadata says', () => {
  const { hosted, log } = setUp();
  const led = partitionImage();
  const followed = partitionImage({ leader: 2, leaderEpoch: 2, partitionEpoch: 2 });
  const again = partitionImage({ leader: 1, leaderEpoch: 3, partitionEpoch: 3 });
  hosted.apply(deltaOf({ after: led }));
  hosted.apply(deltaOf({ before: led, after: followed }));
  hosted.apply(deltaOf({ before: followed, after: again }));
  expect(log).toEqual(['t-0 leader', 'follow 2', 't-0 follower', 'leave 2', 't-0 leader']);
  expect([hosted.size, [...hosted.all()].map(({ name }) => name)]).toEqual([1, ['t-0']]);
});

test('a partition without a leader is followed by nobody', () => {
  const { hosted, log } = setUp();
  hosted.apply(deltaOf({ after: partitionImage({ leader: -1 }) }));
  expect(log).toEqual(['t-0 follower']);
});

test('a partition that is on other brokers is not opened', () => {
  const { hosted } = setUp();
  hosted.apply(deltaOf({ after: partitionImage({ replicas: [2, 3], leader: 2 }) }));
  expect(hosted.get('t', 0)).toBeUndefined();
});

test('a partition that is taken away goes with its log, and its waiters are told', () => {
  const { hosted, log, logs } = setUp();
  const image = partitionImage();
  hosted.apply(deltaOf({ after: image }));
  const codes: number[] = [];
  hosted.get('t', 0)!.append(batch(), { leaderEpoch: 1 });
  hosted.get('t', 0)!.whenCommitted(1, 1000, (code) => codes.push(code));
  hosted.apply(deltaOf({ before: image }));
  expect([log, codes, logs.get('t', 0), hosted.size]).toEqual([
    ['t-0 leader', 't-0 removed'],
    [6],
    undefined,
    0,
  ]);
});

test('the log of an earlier topic of the same name is not taken over', () => {
  const { hosted, logs } = setUp();
  const log = logs.create({ topic: 't', partition: 0, topicId: IDS[1] });
  log.appendAsLeader(batch(), { leaderEpoch: 1 });
  hosted.apply(deltaOf({ after: partitionImage() }));
  const { topicId, log: own } = hosted.get('t', 0)!;
  expect([topicId, own.topicId, own.endOffset]).toEqual([IDS[0], IDS[0], 0]);
});

test('the end of an earlier topic does not take the new one of the same name away', () => {
  const { hosted } = setUp();
  hosted.apply(deltaOf({ after: partitionImage() }));
  hosted.apply(deltaOf({ before: partitionImage({ topicId: IDS[1] }) }));
  expect(hosted.get('t', 0)?.topicId).toBe(IDS[0]);
});

test('changed configs reach the logs of their topic, defaults reach all', () => {
  const { hosted, settings } = setUp();
  hosted.apply(deltaOf({ after: partitionImage() }));
  const change = (resourceName: string): number => {
    settings.log = { ...settings.log, maxMessageBytes: settings.log.maxMessageBytes + 1 };
    const delta = new MetadataDelta();
    delta.configChanged({ resourceType: ConfigResourceType.TOPIC, resourceName });
    hosted.apply(delta);
    return hosted.get('t', 0)!.log.config.maxMessageBytes - defaultLogConfig.maxMessageBytes;
  };
  expect([change('t'), change('')]).toEqual([1, 2]);
});

test('who waits too long is told so, and laggards are proposed out in time', () => {
  const proposed: (readonly number[])[] = [];
  const proposals = { propose: (_: unknown, isr: readonly number[]) => proposed.push(isr) };
  const { hosted, clock } = setUp({ proposals: proposals as never });
  hosted.apply(deltaOf({ after: partitionImage() }));
  const partition = hosted.get('t', 0)!;
  partition.append(batch(), { leaderEpoch: 1 });
  const codes: number[] = [];
  partition.whenCommitted(1, 300, (code) => codes.push(code));
  clock.advance(300);
  expect([codes, proposed]).toEqual([[7], []]);
  clock.advance(1200);
  expect(proposed).toEqual([[1]]);
});

test('waiters are served once, at the end of the turn', () => {
  const { hosted, clock } = setUp();
  hosted.apply(deltaOf({ after: partitionImage({ replicas: [1], isr: [1] }) }));
  const partition = hosted.get('t', 0)!;
  let told = 0;
  const watcher = { onProgress: (kind: string) => kind === 'appended' && told++, onChange() {} };
  partition.watch(watcher);
  partition.append(batch(), { leaderEpoch: 1 });
  partition.append(batch(), { leaderEpoch: 1 });
  expect(told).toBe(0);
  clock.advance(0);
  expect(told).toBe(1);
});

test('a broker is alive when it is neither fenced nor on its way out', () => {
  const broker = { fenced: false, inControlledShutdown: false };
  const brokers = new Map([
    [2, broker],
    [3, { ...broker, fenced: true }],
    [4, { ...broker, inControlledShutdown: true }],
  ]);
  const image = { ...emptyImage('c'), brokers } as unknown as MetadataImage;
  const { hosted } = setUp({ image: () => image });
  expect([2, 3, 4, 5].map((id) => hosted.isBrokerAlive(id))).toEqual([true, false, false, false]);
});

test('a disk that fails is told of, at the opening and at the checkpoint, and the broker goes on', () => {
  const { hosted, disk, clock, log } = setUp();
  disk.failingCall = disk.calls + 1;
  disk.staysBroken = true;
  hosted.apply(deltaOf({ after: partitionImage() }));
  clock.advance(5000);
  expect(log.length).toBeGreaterThanOrEqual(2);
  expect(log[0]).toMatch(/^t-0 cannot be served here: /);
  disk.staysBroken = false;
  hosted.apply(deltaOf({ after: partitionImage() }));
  expect(log.at(-1)).toBe('t-0 leader');
});

test('what is a bug, and no trouble of the disk, is not swallowed', () => {
  const { hosted } = setUp({
    topicConfig() {
      throw new TypeError('bug');
    },
  });
  expect(() => hosted.apply(deltaOf({ after: partitionImage() }))).toThrow(TypeError);
});

test('after the close nothing is tended any more', () => {
  const { hosted, clock } = setUp();
  hosted.apply(deltaOf({ after: partitionImage() }));
  hosted.close();
  clock.advance(0);
  expect([hosted.get('t', 0)!.role, clock.pendingCount]).toEqual(['none', 0]);
});
