/** Tells every partition of a transaction how it ended, for as long as it takes. */

import { EngineError } from '../base/errors.ts';
import { type Clock, sleep } from '../base/ports/clock.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { PartitionErrors } from './decide/command.ts';
import type { ClientVersion, TopicPartitions } from './records/transaction-record.ts';
import { unionOf } from './transactions-state.ts';

/** One outcome for some partitions, as WriteTxnMarkers carries it. */
export interface Marker {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly committed: boolean;
  readonly coordinatorEpoch: number;
  readonly clientVersion: ClientVersion;
  readonly partitions: readonly TopicPartitions[];
}

/** The way to the leaders of the partitions, lent by the broker. */
export interface MarkerPort {
  /** Undefined while the partition has no leader, `'deleted'` when there is no such partition any more. */
  leaderOf(topic: string, partition: number): number | 'deleted' | undefined;
  /** Rejects with `EngineError` when the broker cannot be reached. */
  write(brokerId: number, marker: Marker): Promise<readonly PartitionErrors[]>;
}

export interface MarkerWriterOptions {
  readonly port: MarkerPort;
  readonly clock: Clock;
  readonly isCancelled: () => boolean;
}

export type MarkerOutcome = 'written' | 'cancelled' | 'replaced';

const RETRY_MS = 20;

/** Resolves when all partitions have the marker, or when this coordinator has no say any more. */
export async function writeMarkers(
  marker: Marker,
  options: MarkerWriterOptions,
): Promise<MarkerOutcome> {
  const { clock, isCancelled } = options;
  let left = marker.partitions;
  for (;;) {
    const round = await writeRound({ ...marker, partitions: left }, options.port);
    if (isCancelled()) return 'cancelled';
    if (round.isReplaced) return 'replaced';
    if (round.left.length === 0) return 'written';
    left = round.left;
    await sleep(clock, RETRY_MS);
    if (isCancelled()) return 'cancelled';
  }
}

interface Round {
  readonly left: readonly TopicPartitions[];
  readonly isReplaced: boolean;
}

async function writeRound(marker: Marker, port: MarkerPort): Promise<Round> {
  const { byLeader, leaderless } = byLeaderOf(marker.partitions, port);
  const rounds = await Promise.all(
    [...byLeader].map(([brokerId, partitions]) =>
      writeTo(brokerId, { ...marker, partitions }, port),
    ),
  );
  return {
    left: [leaderless, ...rounds.map(({ left }) => left)].reduce(unionOf, []),
    isReplaced: rounds.some(({ isReplaced }) => isReplaced),
  };
}

async function writeTo(brokerId: number, marker: Marker, port: MarkerPort): Promise<Round> {
  try {
    const results = await port.write(brokerId, marker);
    const errors = results.flatMap(({ partitions }) => partitions.map((each) => each.errorCode));
    return {
      left: results.flatMap(leftOf),
      isReplaced: errors.includes(ErrorCode.TRANSACTION_COORDINATOR_FENCED),
    };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { left: marker.partitions, isReplaced: false };
  }
}

/** A partition that knows a later epoch of the producer is past this transaction. */
function leftOf({ topic, partitions }: PartitionErrors): TopicPartitions[] {
  const left = partitions.filter(
    ({ errorCode }) =>
      errorCode !== ErrorCode.NONE && errorCode !== ErrorCode.INVALID_PRODUCER_EPOCH,
  );
  return left.length === 0 ? [] : [{ topic, partitions: left.map(({ partition }) => partition) }];
}

/** Partitions that were deleted need no marker. */
function byLeaderOf(topics: readonly TopicPartitions[], port: MarkerPort) {
  const byLeader = new Map<number, TopicPartitions[]>();
  let leaderless: TopicPartitions[] = [];
  for (const { topic, partitions } of topics) {
    for (const partition of partitions) {
      const leader = port.leaderOf(topic, partition);
      const one = [{ topic, partitions: [partition] }];
      if (leader === undefined) leaderless = unionOf(leaderless, one);
      else if (leader !== 'deleted') byLeader.set(leader, unionOf(byLeader.get(leader) ?? [], one));
    }
  }
  return { byLeader, leaderless };
}
