import { expect, test } from 'vitest';
import { MemoryDisk } from '../../base/ports/virtual/memory-disk.ts';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import { LogDirectory } from '../../log/log-directory.ts';
import type { Api } from '../../protocol/api.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { AlterPartitionRequest } from '../../protocol/messages/56-alter-partition.ts';
import { IsrProposals } from './isr-proposals.ts';
import { Partition } from './partition.ts';

const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';
const ASSIGNMENT = {
  leader: 1,
  leaderEpoch: 5,
  partitionEpoch: 10,
  replicas: [1, 2, 3],
  isr: [1, 2, 3],
};

/** A leader of two partitions, and a controller that answers when the test wants. */
function setUp() {
  const clock = new ManualClock();
  const logs = LogDirectory.open({
    disk: new MemoryDisk(),
    clock,
    random: new SeededRandom(1),
    path: 'data',
    clusterId: 'c',
    nodeId: 1,
  });
  const asked: AlterPartitionRequest[] = [];
  const answers: { take(code?: ErrorCode): void; lose(): void }[] = [];
  const proposals = new IsrProposals({
    clock,
    brokerId: 1,
    brokerEpochOf: (id) => id * 100,
    channel: {
      request: async <A extends Api>(_api: A, _version: number, body: unknown): Promise<never> => {
        const request = body as AlterPartitionRequest;
        asked.push(request);
        return new Promise((resolve, reject) =>
          answers.push({
            take: (code = ErrorCode.NONE) => resolve(replyTo(request, code) as never),
            lose: () => reject(new Error('lost')),
          }),
        );
      },
    },
  });
  const partitions = [0, 1].map((index) => {
    const partition = new Partition({
      topic: 't',
      index,
      topicId: TOPIC_ID,
      log: logs.create({ topic: 't', partition: index, topicId: TOPIC_ID }),
      minInSync: 1,
      owner: {
        brokerId: 1,
        isBrokerAlive: () => true,
        monotonic: () => clock.monotonic(),
        progressed() {},
        proposeIsr: (of, isr) => proposals.propose(of, isr),
      },
    });
    partition.assign(ASSIGNMENT);
    return partition;
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { partitions, proposals, asked, answers, pass };
}

function replyTo({ topics }: AlterPartitionRequest, errorCode: ErrorCode) {
  return {
    errorCode: ErrorCode.NONE,
    topics: topics.map(({ topicId, partitions }) => ({
      topicId,
      partitions: partitions.map(({ partitionIndex, newIsrWithEpochs, partitionEpoch }) => ({
        partitionIndex,
        errorCode,
        leaderId: 1,
        leaderEpoch: 5,
        isr: newIsrWithEpochs.map(({ brokerId }) => brokerId),
        partitionEpoch: partitionEpoch + 1,
      })),
    })),
  };
}

/** What was asked for, by partition. */
function sets({ topics }: AlterPartitionRequest) {
  return topics.flatMap(({ partitions }) =>
    partitions.map(({ partitionIndex, newIsrWithEpochs }) => [
      partitionIndex,
      ...newIsrWithEpochs.map(({ brokerId }) => brokerId),
    ]),
  );
}

test('the changes of one turn go in one request, with the epochs of the brokers', async () => {
  const { partitions, proposals, asked, answers, pass } = setUp();
  proposals.propose(partitions[0]!, [1, 2]);
  proposals.propose(partitions[1]!, [1]);
  await pass(0);
  expect(asked).toEqual([
    {
      brokerId: 1,
      brokerEpoch: 100,
      topics: [
        {
          topicId: TOPIC_ID,
          partitions: [
            {
              partitionIndex: 0,
              leaderEpoch: 5,
              partitionEpoch: 10,
              newIsrWithEpochs: [
                { brokerId: 1, brokerEpoch: 100 },
                { brokerId: 2, brokerEpoch: 200 },
              ],
            },
            {
              partitionIndex: 1,
              leaderEpoch: 5,
              partitionEpoch: 10,
              newIsrWithEpochs: [{ brokerId: 1, brokerEpoch: 100 }],
            },
          ],
        },
      ],
    },
  ]);
  answers[0]!.take();
  await pass(0);
  expect(partitions.map(({ isr }) => isr)).toEqual([[1, 2], [1]]);
});

test('what comes while a request is under way waits for its answer', async () => {
  const { partitions, proposals, asked, answers, pass } = setUp();
  proposals.propose(partitions[0]!, [1, 2]);
  await pass(0);
  proposals.propose(partitions[1]!, [1, 3]);
  await pass(0);
  expect(asked.length).toBe(1);
  answers[0]!.take();
  await pass(0);
  expect(asked.map(sets)).toEqual([[[0, 1, 2]], [[1, 1, 3]]]);
});

test('a refused change leaves the set as it was, and another may be proposed', async () => {
  const { partitions, proposals, asked, answers, pass } = setUp();
  proposals.propose(partitions[0]!, [1, 2]);
  await pass(0);
  answers[0]!.take(ErrorCode.INVALID_UPDATE_VERSION);
  await pass(0);
  expect(partitions[0]!.isr).toEqual([1, 2, 3]);
  proposals.propose(partitions[0]!, [1]);
  await pass(0);
  expect(asked.length).toBe(2);
});

test('while the controller is away the same is asked again, unless it has been overtaken', async () => {
  const { partitions, proposals, asked, answers, pass } = setUp();
  proposals.propose(partitions[0]!, [1, 2]);
  proposals.propose(partitions[1]!, [1, 2]);
  await pass(0);
  answers[0]!.lose();
  await pass(0);
  partitions[1]!.assign({ ...ASSIGNMENT, leader: 2, leaderEpoch: 6, partitionEpoch: 11 });
  await pass(50);
  expect(asked.map(sets)).toEqual([
    [
      [0, 1, 2],
      [1, 1, 2],
    ],
    [[0, 1, 2]],
  ]);
});

test('nothing is asked after the close', async () => {
  const { partitions, proposals, asked, answers, pass } = setUp();
  proposals.propose(partitions[0]!, [1, 2]);
  await pass(0);
  answers[0]!.lose();
  proposals.close();
  await pass(1000);
  expect(asked.length).toBe(1);
});
