import { expect, test } from 'vitest';
import { MemoryDisk } from '../../base/ports/virtual/memory-disk.ts';
import { systemClock } from '../../base/ports/real/clock.ts';
import { systemRandom } from '../../base/ports/real/random.ts';
import { LogDirectory } from '../../log/log-directory.ts';
import type { PartitionLog } from '../../log/partition-log.ts';
import { encodeBatch } from '../../records/batch-builder.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { fetch } from '../../protocol/messages/01-fetch.ts';
import { listOffsets } from '../../protocol/messages/02-list-offsets.ts';
import type { Api } from '../../protocol/api.ts';
import type { Draft } from '../../protocol/schema.ts';
import { Partition } from '../partition/partition.ts';
import { ReplicaFetcher } from './replica-fetcher.ts';

const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';

function openLog(nodeId: number): PartitionLog {
  const logs = LogDirectory.open({
    disk: new MemoryDisk(),
    clock: systemClock,
    random: systemRandom,
    path: '/data',
    clusterId: 'c',
    nodeId,
  });
  return logs.create({ topic: 't', partition: 0, topicId: TOPIC_ID });
}

function append(log: PartitionLog, leaderEpoch: number, ...values: string[]): void {
  for (const value of values)
    log.appendAsLeader(encodeBatch([{ key: null, value: Buffer.from(value), timestamp: 1 }], {}), {
      leaderEpoch,
    });
}

/** A leader that answers from a log, as a broker would; `asked` are the offsets of the fetches. */
function leaderOf(log: PartitionLog) {
  const asked: number[] = [];
  const request = async <A extends Api>(
    api: A,
    _version: number,
    body: Draft<A['request']>,
  ): Promise<never> => {
    if ((api as Api) === listOffsets) {
      const { timestamp } = (body as Draft<typeof listOffsets.request>).topics[0]!.partitions[0]!;
      const offset = timestamp === -1 ? log.endOffset : log.logStartOffset;
      return {
        topics: [
          {
            name: 't',
            partitions: [
              { partitionIndex: 0, errorCode: 0, offset, timestamp: -1, leaderEpoch: 0 },
            ],
          },
        ],
      } as never;
    }
    if ((api as Api) !== fetch) return {} as never;
    const wanted = (body as Draft<typeof fetch.request>).topics[0]?.partitions[0];
    await new Promise<void>((resolve) => setImmediate(resolve));
    const partition = wanted
      ? answer(log, wanted.fetchOffset, wanted.lastFetchedEpoch ?? -1)
      : undefined;
    if (wanted) asked.push(wanted.fetchOffset);
    return {
      errorCode: 0,
      sessionId: 0,
      responses: partition ? [{ topicId: TOPIC_ID, topic: '', partitions: [partition] }] : [],
    } as never;
  };
  return { channel: { request }, asked };
}

function answer(log: PartitionLog, fetchOffset: number, lastFetchedEpoch: number) {
  const base = {
    partitionIndex: 0,
    errorCode: 0,
    highWatermark: log.endOffset,
    logStartOffset: log.logStartOffset,
    divergingEpoch: { epoch: -1, endOffset: -1 },
    records: Buffer.alloc(0),
  };
  const end = lastFetchedEpoch < 0 ? undefined : log.epochEndOffset(lastFetchedEpoch);
  if (end && (end.epoch < lastFetchedEpoch || end.endOffset < fetchOffset))
    return { ...base, divergingEpoch: end };
  if (fetchOffset < log.logStartOffset || fetchOffset > log.endOffset)
    return { ...base, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE };
  return { ...base, records: log.read(fetchOffset, { maxBytes: 1 << 20 }) };
}

async function follow(
  leaderLog: PartitionLog,
  ownLog: PartitionLog,
  isDone: () => boolean,
): Promise<{ problems: string[]; asked: number[] }> {
  const problems: string[] = [];
  const { channel, asked } = leaderOf(leaderLog);
  const partition = new Partition({
    topic: 't',
    index: 0,
    topicId: TOPIC_ID,
    log: ownLog,
    minInSync: 1,
    owner: {
      brokerId: 2,
      isBrokerAlive: () => true,
      monotonic: () => 0,
      progressed() {},
      proposeIsr() {},
    },
  });
  partition.assign({ leader: 1, leaderEpoch: 9, partitionEpoch: 1, replicas: [1, 2], isr: [1, 2] });
  const fetcher = new ReplicaFetcher({
    channel,
    clock: systemClock,
    brokerId: 2,
    leaderId: 1,
    brokerEpoch: () => 1,
    onProblem: (_partition, sentence) => problems.push(sentence),
    limits: { waitMsMax: 10, bytesMin: 1, bytesMax: 1 << 20, partitionBytesMax: 1 << 20 },
  });
  fetcher.add(partition);
  while (!isDone()) await new Promise<void>((resolve) => setImmediate(resolve));
  fetcher.close();
  return { problems, asked };
}

const bytesOf = (log: PartitionLog) =>
  log.read(log.logStartOffset, { maxBytes: 1 << 20 }).toString('hex');

test('a follower ends with the same bytes as its leader, and its high watermark', async () => {
  const [leader, own] = [openLog(1), openLog(2)];
  append(leader, 1, 'a', 'b', 'c');
  const { problems } = await follow(leader, own, () => own.highWatermark === 3);
  expect([problems, bytesOf(own)]).toEqual([[], bytesOf(leader)]);
});

test('what a dead leader wrote alone is cut off where the epochs part', async () => {
  const [leader, own] = [openLog(1), openLog(2)];
  append(leader, 1, 'a', 'b');
  append(own, 1, 'a', 'b', 'only here', 'and this');
  append(leader, 3, 'c');
  await follow(leader, own, () => own.endOffset === 3 && own.latestEpoch === 3);
  expect(bytesOf(own)).toBe(bytesOf(leader));
});

test("a follower that is behind the start of the leader's log begins anew there", async () => {
  const [leader, own] = [openLog(1), openLog(2)];
  append(leader, 1, 'a', 'b', 'c', 'd');
  leader.highWatermark = 4;
  leader.deleteRecordsBefore(3);
  const { asked } = await follow(leader, own, () => own.endOffset === 4);
  expect([own.logStartOffset, asked[0]]).toEqual([3, 0]);
});
