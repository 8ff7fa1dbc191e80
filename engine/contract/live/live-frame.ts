/**
 * The live frame: absolute numbers of whatever changed since the last frame that this page took, at most 30 a second.
 * Little-endian. Header: u32 magic, u32 partition rows, u32 position rows, u32 node rows, f64 time in ms since the epoch.
 * A row that is not in a frame has not changed.
 */

export const LIVE_FRAME_MAGIC = 0x31464c50; // "PLF1"
const HEADER_BYTES = 24;
const PARTITION_BYTES = 56;
const POSITION_BYTES = 32;
const NODE_BYTES = 48;

export interface PartitionRow {
  liveId: number;
  /** Broker id, -1 while there is none. */
  leader: number;
  leaderEpoch: number;
  /** Bit n: broker n is in sync (n < 32). */
  inSync: number;
  logStart: number;
  highWatermark: number;
  endOffset: number;
  /** Records a second appended, over about the last second. */
  rate: number;
  /** Bytes a second appended. */
  bytesRate: number;
}

/** One reader at one partition. Offsets are -1 while they are not known. */
export interface PositionRow {
  liveId: number;
  /** The next offset that it will read. */
  position: number;
  committed: number;
  /** Records a second read. */
  rate: number;
}

/** Counters of a node of the running pipeline. */
export interface NodeRow {
  liveId: number;
  /** Records in, out, and skipped as unreadable, since it started. */
  recordsIn: number;
  recordsOut: number;
  recordsSkipped: number;
  /** Records a second. */
  rateIn: number;
  rateOut: number;
}

export interface LiveFrame {
  at: number;
  partitions: PartitionRow[];
  positions: PositionRow[];
  nodes: NodeRow[];
}

/** Called for each row; the row object is reused, copy what is kept. */
export interface LiveFrameVisitor {
  partition(row: Readonly<PartitionRow>): void;
  position(row: Readonly<PositionRow>): void;
  node(row: Readonly<NodeRow>): void;
}

export function encodeLiveFrame(frame: LiveFrame): ArrayBuffer {
  const { partitions, positions, nodes } = frame;
  const size =
    HEADER_BYTES +
    partitions.length * PARTITION_BYTES +
    positions.length * POSITION_BYTES +
    nodes.length * NODE_BYTES;
  const buffer = new ArrayBuffer(size);
  const view = new DataView(buffer);
  view.setUint32(0, LIVE_FRAME_MAGIC, true);
  view.setUint32(4, partitions.length, true);
  view.setUint32(8, positions.length, true);
  view.setUint32(12, nodes.length, true);
  view.setFloat64(16, frame.at, true);
  let at = HEADER_BYTES;
  for (const row of partitions) at = writePartition(view, at, row);
  for (const row of positions) {
    view.setUint32(at, row.liveId, true);
    view.setFloat64(at + 8, row.position, true);
    view.setFloat64(at + 16, row.committed, true);
    view.setFloat64(at + 24, row.rate, true);
    at += POSITION_BYTES;
  }
  for (const row of nodes) {
    view.setUint32(at, row.liveId, true);
    view.setFloat64(at + 8, row.recordsIn, true);
    view.setFloat64(at + 16, row.recordsOut, true);
    view.setFloat64(at + 24, row.recordsSkipped, true);
    view.setFloat64(at + 32, row.rateIn, true);
    view.setFloat64(at + 40, row.rateOut, true);
    at += NODE_BYTES;
  }
  return buffer;
}

function writePartition(view: DataView, at: number, row: PartitionRow): number {
  view.setUint32(at, row.liveId, true);
  view.setInt32(at + 4, row.leader, true);
  view.setInt32(at + 8, row.leaderEpoch, true);
  view.setUint32(at + 12, row.inSync, true);
  view.setFloat64(at + 16, row.logStart, true);
  view.setFloat64(at + 24, row.highWatermark, true);
  view.setFloat64(at + 32, row.endOffset, true);
  view.setFloat64(at + 40, row.rate, true);
  view.setFloat64(at + 48, row.bytesRate, true);
  return at + PARTITION_BYTES;
}

/** Reads a frame without building it; returns its time, or undefined when the bytes are no live frame. */
export function visitLiveFrame(buffer: ArrayBuffer, visitor: LiveFrameVisitor): number | undefined {
  if (buffer.byteLength < HEADER_BYTES) return undefined;
  const view = new DataView(buffer);
  const partitions = view.getUint32(4, true);
  const positions = view.getUint32(8, true);
  const nodes = view.getUint32(12, true);
  const size =
    HEADER_BYTES + partitions * PARTITION_BYTES + positions * POSITION_BYTES + nodes * NODE_BYTES;
  if (view.getUint32(0, true) !== LIVE_FRAME_MAGIC || size !== buffer.byteLength) return undefined;
  let at = HEADER_BYTES;
  at = visitPartitions(view, at, { count: partitions, visitor });
  at = visitPositions(view, at, { count: positions, visitor });
  visitNodes(view, at, { count: nodes, visitor });
  return view.getFloat64(16, true);
}

interface Section {
  count: number;
  visitor: LiveFrameVisitor;
}

function visitPartitions(view: DataView, start: number, { count, visitor }: Section): number {
  const row: PartitionRow = {
    liveId: 0,
    leader: 0,
    leaderEpoch: 0,
    inSync: 0,
    logStart: 0,
    highWatermark: 0,
    endOffset: 0,
    rate: 0,
    bytesRate: 0,
  };
  let at = start;
  for (let index = 0; index < count; index++, at += PARTITION_BYTES) {
    row.liveId = view.getUint32(at, true);
    row.leader = view.getInt32(at + 4, true);
    row.leaderEpoch = view.getInt32(at + 8, true);
    row.inSync = view.getUint32(at + 12, true);
    row.logStart = view.getFloat64(at + 16, true);
    row.highWatermark = view.getFloat64(at + 24, true);
    row.endOffset = view.getFloat64(at + 32, true);
    row.rate = view.getFloat64(at + 40, true);
    row.bytesRate = view.getFloat64(at + 48, true);
    visitor.partition(row);
  }
  return at;
}

function visitPositions(view: DataView, start: number, { count, visitor }: Section): number {
  const row: PositionRow = { liveId: 0, position: 0, committed: 0, rate: 0 };
  let at = start;
  for (let index = 0; index < count; index++, at += POSITION_BYTES) {
    row.liveId = view.getUint32(at, true);
    row.position = view.getFloat64(at + 8, true);
    row.committed = view.getFloat64(at + 16, true);
    row.rate = view.getFloat64(at + 24, true);
    visitor.position(row);
  }
  return at;
}

function visitNodes(view: DataView, start: number, { count, visitor }: Section): void {
  const row: NodeRow = {
    liveId: 0,
    recordsIn: 0,
    recordsOut: 0,
    recordsSkipped: 0,
    rateIn: 0,
    rateOut: 0,
  };
  let at = start;
  for (let index = 0; index < count; index++, at += NODE_BYTES) {
    row.liveId = view.getUint32(at, true);
    row.recordsIn = view.getFloat64(at + 8, true);
    row.recordsOut = view.getFloat64(at + 16, true);
    row.recordsSkipped = view.getFloat64(at + 24, true);
    row.rateIn = view.getFloat64(at + 32, true);
    row.rateOut = view.getFloat64(at + 40, true);
    visitor.node(row);
  }
}
