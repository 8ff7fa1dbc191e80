import { expect, test } from 'vitest';
import { LiveRows } from '../../state/live/live-rows.ts';
import type { PartitionColumn, PositionColumn } from '../../state/live/live-store.ts';
import type { StripModel, StripReader } from './strip-model.ts';
import { mirrorRows, readerDetail, readerSentence } from './strip-words.ts';

const sally: StripReader = {
  key: 'sally',
  person: 'sally',
  liveId: 11,
  name: 'Sally',
  initial: 'S',
  hue: 1,
  shape: 'circle',
  isPaused: false,
};
const partition = { partition: 0, liveId: 1, replicas: [1, 2], readers: [sally] };
const model: StripModel = { topic: 'widgets', partitions: [partition] };

function rows(position: number, committed = -1) {
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
  partitions.write(1, {
    leader: 2,
    leaderEpoch: 0,
    inSync: 6,
    logStart: 0,
    highWatermark: 10_480,
    endOffset: 10_482,
    rate: 1,
    bytesRate: 0,
  });
  positions.write(11, { position, committed, rate: 0 });
  return { partitions, positions };
}

test.each([
  [8272, 'Sally is 2,210 records behind on widgets-0.'],
  [10_481, 'Sally is 1 record behind on widgets-0.'],
  [10_482, 'Sally has read all of widgets-0.'],
  [-1, 'Sally has not read widgets-0 yet.'],
])('at %d: %s', (position, sentence) => {
  expect(readerSentence(rows(position), model, { partition, reader: sally })).toBe(sentence);
});

test('a paused reader says so', () => {
  const reader = { ...sally, isPaused: true };
  expect(readerSentence(rows(10_480), model, { partition, reader })).toBe(
    'Sally is paused 2 records behind on widgets-0.',
  );
});

test('the detail names both offsets', () => {
  expect(readerDetail(rows(8272, 8270), sally)).toBe('Reads offset 8,272 next; committed 8,270.');
  expect(readerDetail(rows(8272), sally)).toBe('Reads offset 8,272 next; nothing committed.');
  expect(readerDetail(rows(-1), sally)).toBe('');
});

test('the hidden table says what the strip shows, with bare numbers for tests', () => {
  expect(mirrorRows(rows(8272, 8270), model)).toEqual([
    {
      key: 'partition 0',
      cells: ['Partition 0', 'led by broker 2', 'ends at 10,482'],
      data: {
        partition: '0',
        end: '10482',
        leader: '2',
        highWatermark: '10480',
        logStart: '0',
        inSync: '6',
      },
    },
    {
      key: 'sally',
      cells: [
        'Sally',
        'Sally is 2,210 records behind on widgets-0.',
        'Reads offset 8,272 next; committed 8,270.',
      ],
      data: {
        consumer: 'Sally',
        onPartition: '0',
        position: '8272',
        committed: '8270',
        lag: '2210',
      },
    },
  ]);
});

test('a partition of which nobody has told anything says so', () => {
  const nobody = {
    topic: 'new',
    partitions: [{ partition: 0, liveId: 99, replicas: [], readers: [] }],
  };
  expect(mirrorRows(rows(0), nobody)).toMatchObject([
    { cells: ['Partition 0', 'no leader', 'not there yet'], data: { end: '', leader: '' } },
  ]);
});
