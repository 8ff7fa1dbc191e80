import { expect, test } from 'vitest';
import type { ConsumerView } from '../../../engine/contract/views/clients.ts';
import type { TopicView } from '../../../engine/contract/views/topics.ts';
import { LiveRows } from '../../state/live/live-rows.ts';
import type { PartitionColumn, PositionColumn } from '../../state/live/live-store.ts';
import { readerStanding, shareWords, standingWords } from './reader-standing.ts';

const topic = (name: string, liveIds: readonly number[]): TopicView => ({
  name,
  topicId: name,
  internal: false,
  replicationFactor: 1,
  partitions: liveIds.map((liveId, partition) => ({ partition, liveId, replicas: [1] })),
  configs: {},
});
const consumer = (
  state: ConsumerView['state'],
  positions: ConsumerView['positions'],
): ConsumerView => ({
  id: 'c',
  clientId: 'c',
  name: 'Sally',
  nodeId: 'sally',
  groupId: null,
  memberId: null,
  address: '',
  software: '',
  state,
  positions,
});
const sources = (...consumers: ConsumerView[]) => ({
  clients: { consumers, producers: [] },
  topics: [topic('widgets', [1, 2])],
});

function live(position: number) {
  const partitions = new LiveRows<PartitionColumn>([
    'leader',
    'leaderEpoch',
    'inSync',
    'logStart',
    'highWatermark',
    'endOffset',
    'rate',
    'bytesRate',
  ]);
  const positions = new LiveRows<PositionColumn>(['position', 'committed', 'rate']);
  const row = {
    leader: 1,
    leaderEpoch: 0,
    inSync: 2,
    logStart: 0,
    highWatermark: 0,
    rate: 0,
    bytesRate: 0,
  };
  partitions.write(1, { ...row, endOffset: 1000 });
  partitions.write(2, { ...row, endOffset: 2000 });
  positions.write(11, { position, committed: -1, rate: 0 });
  positions.write(12, { position: 2000, committed: -1, rate: 0 });
  return { partitions, positions };
}

const both = [
  { liveId: 11, topic: 'widgets', partition: 0 },
  { liveId: 12, topic: 'widgets', partition: 1 },
];

test('a reader stands behind by the sum over its partitions', () => {
  const standing = readerStanding('sally', sources(consumer('reading', both)), live(400));
  expect(standing).toEqual({ topics: ['widgets'], partitions: 2, behind: 600 });
  expect(standingWords(standing)).toBe('600 behind');
  expect(shareWords(standing)).toBe('2 partitions of widgets');
});

test('who has read all has read all', () => {
  expect(
    standingWords(readerStanding('sally', sources(consumer('reading', both)), live(1000))),
  ).toBe('has read all');
});

test('who is gone, or another, does not count', () => {
  const standing = readerStanding('sally', sources(consumer('gone', both)), live(0));
  expect(standing).toEqual({ topics: [], partitions: 0, behind: Number.NaN });
  expect(standingWords(standing)).toBe('reads nothing yet');
  expect(shareWords(standing)).toBe('');
  expect(readerStanding('fred', sources(consumer('reading', both)), live(0)).partitions).toBe(0);
});

test('a position that is not known yet is no lag', () => {
  const one = [both[0]!];
  const standing = readerStanding('sally', sources(consumer('reading', one)), live(-1));
  expect(standing.behind).toBeNaN();
  expect(shareWords(standing)).toBe('1 partition of widgets');
});
