import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveRows } from '../../state/live/live-rows.ts';
import type { PartitionColumn, PositionColumn } from '../../state/live/live-store.ts';
import { paintStrip, type StripDetail } from './paint-strip.ts';
import { forgetLetters } from './pen.ts';
import { browserShapes, hatched, recordingContext } from './recording-context.ts';
import type { StripColours } from './strip-colours.ts';
import { strip } from './strip-geometry.ts';
import type { StripModel, StripReader } from './strip-model.ts';
import { StripMotion } from './strip-motion.ts';

let shapes: ReturnType<typeof browserShapes>;

beforeEach(() => {
  shapes = browserShapes();
  for (const [name, value] of Object.entries(shapes.globals)) vi.stubGlobal(name, value);
  forgetLetters();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Every colour is its own name. */
const colours = new Proxy({} as StripColours, {
  get: (_target, name) =>
    name === 'readers' ? Array.from({ length: 9 }, (_, hue) => `reader ${hue}`) : String(name),
});

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

interface Situation {
  readonly endOffset: number;
  readonly highWatermark?: number;
  readonly logStart?: number;
  readonly leader?: number;
  readonly inSync?: number;
  readonly rate?: number;
  readonly position?: number;
  readonly committed?: number;
  readonly reader?: StripReader;
  readonly partitions?: number;
  readonly detail?: StripDetail;
}

function paint(situation: Situation) {
  const {
    endOffset,
    highWatermark = endOffset,
    detail = 'full',
    partitions: count = 1,
  } = situation;
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
  for (let index = 0; index < count; index++) {
    partitions.write(index, {
      leader: situation.leader ?? 1,
      leaderEpoch: 0,
      inSync: situation.inSync ?? 0b1110,
      logStart: situation.logStart ?? 0,
      highWatermark,
      endOffset,
      rate: situation.rate ?? 1,
      bytesRate: 0,
    });
  }
  positions.write(11, {
    position: situation.position ?? -1,
    committed: situation.committed ?? -1,
    rate: 0,
  });
  const model: StripModel = {
    topic: 'widgets',
    partitions: Array.from({ length: count }, (_, partition) => ({
      partition,
      liveId: partition,
      replicas: [1, 2, 3],
      readers:
        partition === 0 && situation.position !== undefined ? [situation.reader ?? sally] : [],
    })),
  };
  const motion = new StripMotion(() => true);
  const rows = { partitions, positions };
  motion.step(model, rows, 0);
  const recording = recordingContext();
  const { context } = recording;
  const spots: Parameters<typeof paintStrip>[0]['spots'] = [];
  paintStrip({ context, colours, scale: 1, detail, model, rows, motion, spots });
  return { ...recording, spots };
}

const letters = () => shapes.pictures.flatMap((picture) => picture.texts());

test('few records are a cell each', () => {
  const { filled, texts } = paint({ endOffset: 5 });
  expect(filled('fillRect', 'cell')).toHaveLength(5);
  expect(texts()).toEqual(['0', '5']);
});

test('what is not yet replicated is hollow, behind the high watermark', () => {
  const { filled, stroked } = paint({ endOffset: 5, highWatermark: 3 });
  expect(filled('fillRect', 'cell')).toHaveLength(3);
  expect(stroked('strokeRect', 'pending')).toHaveLength(2);
  expect(filled('fillRect', 'mark')).toHaveLength(1);
});

test('records that come quickly are a band with ticks', () => {
  const { filled } = paint({ endOffset: 100_000, rate: 500 });
  expect(filled('fillRect', 'cell')).toHaveLength(1);
  expect(filled('fillRect', 'track').length).toBeGreaterThanOrEqual(5);
  expect(filled('fillRect', 'track').length).toBeLessThanOrEqual(12);
});

test('a band that is not yet replicated ends hollow', () => {
  const { stroked } = paint({ endOffset: 100_000, highWatermark: 99_500, rate: 500 });
  expect(stroked('strokeRect', 'pending')).toHaveLength(1);
});

test('the leader stands before the row, the followers behind it', () => {
  const { drawn } = paint({ endOffset: 5, leader: 2 });
  expect(letters()).toEqual(['2', '1', '3']);
  const xs = drawn.filter(({ call }) => call === 'drawImage').map(({ args }) => Number(args[1]));
  expect(xs[0]).toBeLessThan(strip.cellsLeft);
  expect(Math.min(...xs.slice(1))).toBeGreaterThan(strip.width - 2 * strip.followerPitch - 1);
});

test('a follower out of sync is dashed in the colour of loss', () => {
  paint({ endOffset: 5, inSync: 0b0110 });
  const strokes = shapes.pictures.map(
    (picture) => picture.drawn.find(({ call }) => call === 'stroke')?.stroke,
  );
  expect(strokes).toEqual([undefined, 'signOutline', 'signLost']);
});

test('where nobody leads, a dash of danger stands in the leader’s place', () => {
  const { stroked } = paint({ endOffset: 5, leader: -1 });
  expect(stroked('stroke', 'danger')).toHaveLength(1);
});

test('a reader stands under its offset, with its name, its letter, and what it has before it', () => {
  const { texts, filled, spots } = paint({ endOffset: 20, position: 5, committed: 2 });
  expect(letters()).toContain('S');
  expect(texts()).toEqual(expect.arrayContaining(['Sally', '−15']));
  expect(filled('fill', 'reader 1')).toHaveLength(1);
  expect(filled('fillRect', hatched)).toHaveLength(1);
  expect(spots).toMatchObject([{ reader: { name: 'Sally' }, partition: { partition: 0 } }]);
});

test('what was committed is a hollow mark, unless that is where it reads', () => {
  expect(
    paint({ endOffset: 20, position: 5, committed: 2 }).stroked('stroke', 'reader 1'),
  ).toHaveLength(1);
  expect(
    paint({ endOffset: 20, position: 5, committed: 5 }).stroked('stroke', 'reader 1'),
  ).toHaveLength(0);
});

test('who has read all has nothing hatched and no figure', () => {
  const { texts, filled } = paint({ endOffset: 20, position: 20 });
  expect(texts()).toEqual(['0', '20', 'Sally']);
  expect(filled('fillRect', hatched)).toHaveLength(0);
});

test('a reader far behind waits at the left edge and says how far', () => {
  const { texts, spots } = paint({ endOffset: 10_482, position: 8272 });
  expect(texts()).toEqual(expect.arrayContaining(['10,482', 'Sally', '−2,210']));
  expect(spots[0]!.x).toBeLessThan(strip.cellsLeft + strip.badgeSize);
});

test('a paused reader shows two bars instead of its letter', () => {
  paint({ endOffset: 20, position: 20, reader: { ...sally, isPaused: true } });
  expect(letters()).not.toContain('S');
  const badge = shapes.pictures.at(-1)!;
  expect(badge.drawn.filter(({ call }) => call === 'fillRect')).toHaveLength(2);
});

test('a sign is drawn once and printed ever after', () => {
  paint({ endOffset: 5 });
  const { length } = shapes.pictures;
  paint({ endOffset: 6 });
  expect(shapes.pictures).toHaveLength(length);
});

test('a partition that is not there yet is a dashed frame', () => {
  const motion = new StripMotion(() => true);
  const { context, texts, stroked } = recordingContext();
  paintStrip({
    context,
    colours,
    scale: 1,
    detail: 'full',
    model: { topic: 'new', partitions: [{ partition: 0, liveId: -1, replicas: [], readers: [] }] },
    rows: { partitions: new LiveRows(['endOffset']), positions: new LiveRows(['position']) },
    motion,
    spots: [],
  });
  expect(texts()).toEqual(['0']);
  expect(stroked('strokeRect', 'outline')).toHaveLength(1);
});

test('too many partitions to draw are told in words', () => {
  expect(paint({ endOffset: 1, partitions: 9 }).texts().at(-1)).toBe('and 1 more partition');
  expect(paint({ endOffset: 1, partitions: 100 }).texts().at(-1)).toBe('and 92 more partitions');
});

test('from farther away no words are written', () => {
  expect(paint({ endOffset: 20, position: 5, detail: 'plain' }).texts()).toEqual([]);
});

test('from far away a topic is one bar, underlined by how far the slowest reader is behind', () => {
  const { filled, texts } = paint({ endOffset: 40, position: 0, detail: 'bar' });
  expect(texts()).toEqual([]);
  expect(filled('fillRect', 'cell')).toHaveLength(1);
  expect(filled('fillRect', 'reader 1').map(({ args }) => args[2])).toEqual([strip.width / 2]);
  expect(
    paint({ endOffset: 40, position: 40, detail: 'bar' }).filled('fillRect', 'reader 1'),
  ).toEqual([]);
});

test('from far away a topic without a leader is in danger', () => {
  expect(
    paint({ endOffset: 40, leader: -1, detail: 'bar' }).filled('fillRect', 'danger'),
  ).toHaveLength(1);
});
