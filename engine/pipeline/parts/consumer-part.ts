/** A consumer: a named reader with a position of its own, or a member of a group; each at its own pace. */

import { EngineError } from '../../base/errors.ts';
import { every } from '../../base/ports/clock.ts';
import type { Consumer, OnBatch, Reading, ReadingOptions } from '../../client/cluster-client.ts';
import { PaceLimit } from '../pace-limit.ts';
import type { Part, PartContext, SeekTarget } from './part.ts';
import { ReaderPositions } from './reader-positions.ts';
import { numberSetting, textSetting } from './setting.ts';
import { startPositions, targetPositions, type StartChoice } from './start-positions.ts';

/** How often a lone reader's position is written down: so much is read again after a kill. */
const KEEP_INTERVAL_MS = 1000;
/** What one fetch may bring when the pace is slow; at least one batch comes in any case. */
const SLOW_BYTES_PER_RECORD = 2048;
const BYTES_MIN = 4096;
const BYTES_MAX = 1024 * 1024;

export async function startConsumer(context: PartContext): Promise<Part> {
  const group = textSetting(context, 'group').trim();
  return group === '' ? startReader(context) : startMember(context, group);
}

async function startReader(context: PartContext): Promise<Part> {
  const { client, ports, inputs, identity, stateDirectory } = context;
  const choice = startChoice(context);
  const path = ports.disk.join(stateDirectory, `${identity}.reader.json`);
  const memory = new ReaderPositions(ports.disk, path, `${choice.start} ${choice.offset}`);
  const start = await startPositions(client, { topics: inputs, choice, kept: memory.load() });
  const work = new Work(context);
  const reading = await client.reader({ ...work.readingOptions(context), ...start });
  const keep = (): void => memory.save(reading.positions());
  const timer = every(ports.clock, KEEP_INTERVAL_MS, keep);
  return consumerPart({ context, work, reading }, async () => {
    timer.cancel();
    await reading.close();
    keep();
  });
}

async function startMember(context: PartContext, groupId: string): Promise<Part> {
  const { client } = context;
  const choice = startChoice(context);
  if (choice.start === 'offset') await offerStart(context, { groupId, choice });
  const work = new Work(context);
  const consumer: Consumer = await client.consumer({
    ...work.readingOptions(context),
    groupId,
    from: choice.start === 'latest' ? 'latest' : 'earliest',
    assignor: textSetting(context, 'assignor') === 'roundrobin' ? 'roundrobin' : 'range',
    // What a rebalance brings while it is held is held as well.
    onAssigned: (partitions) => (work.isPaused ? consumer.pause(partitions) : undefined),
  });
  return consumerPart({ context, work, reading: consumer }, () => consumer.close());
}

/** Sets the offsets that a group has not yet; a group with members has begun already. */
async function offerStart(
  { client, inputs }: PartContext,
  { groupId, choice }: { groupId: string; choice: StartChoice },
): Promise<void> {
  const { positions } = await startPositions(client, { topics: inputs, choice, kept: [] });
  const known = await client.admin.groupOffsets(groupId, inputs);
  const missing = positions.filter(
    ({ topic, partition }) =>
      !known.some((one) => one.topic === topic && one.partition === partition),
  );
  if (missing.length === 0) return;
  const { members } = await client.admin.describeGroup(groupId);
  if (members.length === 0) await client.admin.setGroupOffsets(groupId, missing);
}

function startChoice(context: PartContext): StartChoice {
  const start = textSetting(context, 'start');
  if (start === 'offset') return { start, offset: numberSetting(context, 'offset') ?? 0 };
  return { start: start === 'latest' ? start : 'earliest', offset: 0 };
}

/** Counts what is read, and holds it to the pace. */
class Work {
  recordsIn = 0;
  isPaused = false;
  readonly #pace: PaceLimit | undefined;

  constructor(context: PartContext) {
    const rate = numberSetting(context, 'rate');
    this.#pace = rate === undefined ? undefined : new PaceLimit(context.ports.clock, rate);
  }

  /** A slow reader asks for little and only when it wants it, so that the brokers see where it is. */
  readingOptions({ clientId, inputs }: PartContext): ReadingOptions {
    const shared = { clientId, topics: inputs, onBatch: this.#onBatch };
    if (this.#pace === undefined) return shared;
    const recordsMax = this.#pace.stepSize;
    const bytesMax = Math.min(Math.max(recordsMax * SLOW_BYTES_PER_RECORD, BYTES_MIN), BYTES_MAX);
    return { ...shared, recordsMax, bytesMax, prefetch: false };
  }

  readonly #onBatch: OnBatch = async ({ records }) => {
    await this.#pace?.take(records.length);
    this.recordsIn += records.length;
  };

  close(): void {
    this.#pace?.close();
  }
}

interface Parts {
  readonly context: PartContext;
  readonly work: Work;
  readonly reading: Reading | Consumer;
}

function consumerPart({ context, work, reading }: Parts, close: () => Promise<void>): Part {
  return {
    counters: () => ({ recordsIn: work.recordsIn, recordsOut: 0, recordsSkipped: 0 }),
    status: () => '',
    done: reading.done,
    pause: () => {
      work.isPaused = true;
      reading.pause();
    },
    resume: () => {
      work.isPaused = false;
      reading.resume();
    },
    close: async () => {
      work.close();
      await close();
    },
    seek: (target) => seek(context, reading, target),
  };
}

async function seek(
  { client, node }: PartContext,
  reading: Reading | Consumer,
  { to, topic, partition }: SeekTarget,
): Promise<void> {
  const places = 'assignment' in reading ? reading.assignment() : reading.positions();
  const meant = places.filter(
    (place) =>
      (topic === undefined || place.topic === topic) &&
      (partition === undefined || place.partition === partition),
  );
  if (meant.length === 0) {
    throw new EngineError(
      'NOTHING_TO_SEEK',
      `${node.name} does not read ${topic ?? 'anything'} now.`,
      {
        hint: 'In a group, another member may read it.',
      },
    );
  }
  for (const position of await targetPositions(client, meant, to)) reading.seek(position);
}
