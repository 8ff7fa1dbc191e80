/** The live numbers of the whole cluster, put together from what each broker tells. */

import type {
  LiveFrame,
  NodeRow,
  PartitionRow,
  PositionRow,
} from '../../contract/live/live-frame.ts';
import { type BrokerTelemetry, PARTITION_COLUMNS, READ_COLUMNS } from '../../broker/telemetry.ts';
import { LiveTable } from './live-table.ts';
import { Rate } from './rate.ts';

/** How far each of the three tables was read. */
export interface LiveVersions {
  partitions: number;
  positions: number;
  nodes: number;
}

export interface LeaderChange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

export interface InSyncChange {
  readonly topic: string;
  readonly partition: number;
  readonly left: readonly number[];
  readonly joined: readonly number[];
}

export interface LiveListener {
  onLeader(change: LeaderChange): void;
  onInSync(change: InSyncChange): void;
}

export class LiveState {
  readonly partitions = new LiveTable<PartitionRow>();
  readonly positions = new LiveTable<PositionRow>();
  readonly nodes = new LiveTable<NodeRow>();
  readonly #listener: LiveListener;
  readonly #ids = new Map<string, number>();
  readonly #rates = new Map<string, Rate>();
  /** The row of each partition by the broker's own id for it. */
  readonly #partitionNames = new Map<string, { topic: string; partition: number }>();
  /** The row of each read by the broker's own id for it. */
  readonly #readIds = new Map<string, number>();
  #nextId = 1;

  constructor(listener: LiveListener) {
    this.#listener = listener;
  }

  /** The same id for the same name as long as the host runs. */
  idOf(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.#nextId++;
      this.#ids.set(name, id);
    }
    return id;
  }

  partitionId(topic: string, partition: number): number {
    return this.idOf(`partition/${topic}/${partition}`);
  }

  /** Ties a broker's read to the row that pages know. */
  bindRead(brokerId: number, readId: number, liveId: number): void {
    this.#readIds.set(`${brokerId}/${readId}`, liveId);
  }

  take(telemetry: BrokerTelemetry): void {
    const { brokerId, at, names, partitions, reads } = telemetry;
    for (const { id, topic, partition } of names)
      this.#partitionNames.set(`${brokerId}/${id}`, { topic, partition });
    for (let row = 0; row < partitions.length; row += PARTITION_COLUMNS) {
      this.#takePartition(brokerId, partitions.subarray(row, row + PARTITION_COLUMNS), at);
    }
    for (let row = 0; row < reads.length; row += READ_COLUMNS) {
      const liveId = this.#readIds.get(`${brokerId}/${reads[row]}`);
      if (liveId !== undefined) this.setPosition(liveId, { position: reads[row + 1]! }, at);
    }
  }

  #takePartition(brokerId: number, columns: Float64Array, at: number): void {
    const [id, leaderEpoch, inSync, logStart, highWatermark, endOffset, bytes] =
      columns as unknown as PartitionColumns;
    const name = this.#partitionNames.get(`${brokerId}/${id}`);
    if (!name) return;
    const liveId = this.partitionId(name.topic, name.partition);
    const known = this.partitions.get(liveId);
    if (known && known.leaderEpoch > leaderEpoch) return;
    const rate = this.#rate(`records/${liveId}`).note(endOffset, at);
    const bytesRate = this.#rate(`bytes/${liveId}/${brokerId}`).note(bytes, at);
    this.partitions.set({
      liveId,
      leader: brokerId,
      leaderEpoch,
      inSync,
      logStart,
      highWatermark,
      endOffset,
      rate,
      bytesRate,
    });
    if (!known) return;
    if (known.leader !== brokerId)
      this.#listener.onLeader({ ...name, from: known.leader, to: brokerId });
    if (known.inSync !== inSync) {
      const left = brokersIn(known.inSync & ~inSync);
      const joined = brokersIn(inSync & ~known.inSync);
      this.#listener.onInSync({ ...name, left, joined });
    }
  }

  setPosition(liveId: number, change: { position?: number; committed?: number }, at: number): void {
    const known = this.positions.get(liveId) ?? { liveId, position: -1, committed: -1, rate: 0 };
    const row = { ...known, ...change };
    if (change.position !== undefined)
      row.rate = this.#rate(`position/${liveId}`).note(row.position, at);
    if (
      row.position === known.position &&
      row.committed === known.committed &&
      row.rate === known.rate
    )
      return;
    this.positions.set(row);
  }

  /** A partition whose leader died has none until another broker says that it leads. */
  leaderGone(brokerId: number): void {
    for (const row of this.partitions.rows()) {
      if (row.leader === brokerId)
        this.partitions.set({ ...row, leader: -1, rate: 0, bytesRate: 0 });
    }
  }

  setNode(row: Omit<NodeRow, 'rateIn' | 'rateOut'>, at: number): void {
    const rateIn = this.#rate(`in/${row.liveId}`).note(row.recordsIn, at);
    const rateOut = this.#rate(`out/${row.liveId}`).note(row.recordsOut, at);
    const known = this.nodes.get(row.liveId);
    const next = { ...row, rateIn, rateOut };
    if (known && JSON.stringify(known) === JSON.stringify(next)) return;
    this.nodes.set(next);
  }

  /** Lets rates fall where nothing is told any more. Called a few times a second. */
  settle(at: number): void {
    for (const row of this.partitions.rows()) {
      if (row.rate === 0 && row.bytesRate === 0) continue;
      const rate = this.#rate(`records/${row.liveId}`).note(row.endOffset, at);
      if (rate !== row.rate)
        this.partitions.set({ ...row, rate, bytesRate: rate === 0 ? 0 : row.bytesRate });
    }
    for (const row of this.positions.rows()) {
      if (row.rate === 0) continue;
      const rate = this.#rate(`position/${row.liveId}`).note(row.position, at);
      if (rate !== row.rate) this.positions.set({ ...row, rate });
    }
  }

  forgetPartition(topic: string, partition: number): void {
    this.partitions.delete(this.partitionId(topic, partition));
  }

  #rate(name: string): Rate {
    let rate = this.#rates.get(name);
    if (!rate) {
      rate = new Rate();
      this.#rates.set(name, rate);
    }
    return rate;
  }

  /** What changed after `versions`, which move on; undefined when nothing did. */
  frameSince(versions: LiveVersions, at: number): LiveFrame | undefined {
    const { partitions, positions, nodes } = this;
    const frame: LiveFrame = {
      at,
      partitions: partitions.since(versions.partitions),
      positions: positions.since(versions.positions),
      nodes: nodes.since(versions.nodes),
    };
    versions.partitions = partitions.version;
    versions.positions = positions.version;
    versions.nodes = nodes.version;
    return frame.partitions.length + frame.positions.length + frame.nodes.length === 0
      ? undefined
      : frame;
  }
}

type PartitionColumns = readonly [number, number, number, number, number, number, number];

function brokersIn(mask: number): number[] {
  const ids: number[] = [];
  for (let id = 0; id < 32; id++) if (mask & (1 << id)) ids.push(id);
  return ids;
}
