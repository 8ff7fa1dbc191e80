/** The live numbers: kept in typed arrays, painted from one loop, and told in words twice a second. Never React state. */

import {
  type NodeRow,
  type PartitionRow,
  type PositionRow,
  visitLiveFrame,
} from '../../../engine/contract/live/live-frame.ts';
import type { Transport } from '../../../engine/contract/transport/transport.ts';
import { LiveRows } from './live-rows.ts';
import { createMirror, type Timers } from './mirror.ts';
import { createPaintLoop, type FrameSource, type PaintLoop } from './paint-loop.ts';
import { createWatchers, type Watchers } from './watchers.ts';

export type PartitionColumn = Exclude<keyof PartitionRow, 'liveId'>;
export type PositionColumn = Exclude<keyof PositionRow, 'liveId'>;
export type NodeColumn = Exclude<keyof NodeRow, 'liveId'>;

export interface LiveStore {
  readonly partitions: LiveRows<PartitionColumn>;
  readonly positions: LiveRows<PositionColumn>;
  readonly nodes: LiveRows<NodeColumn>;
  readonly loop: PaintLoop;
  /** When the newest frame was made, in ms since the epoch; 0 before the first. */
  at(): number;
  readonly watch: Watchers['watch'];
  /** Calls back at most twice a second while something changes, for what is read aloud or tested. */
  mirror(callback: () => void): () => void;
  /** While hidden neither frames nor painting cost anything. */
  setHidden(hidden: boolean): void;
  close(): void;
}

/** What the store needs of a browser. */
export interface LivePorts extends FrameSource, Timers {}

export function createLiveStore(transport: Transport, ports: LivePorts): LiveStore {
  const { partitions, positions, nodes } = emptyRows();
  const loop = createPaintLoop(ports);
  const watchers = createWatchers(loop);
  const mirror = createMirror(ports);
  let at = 0;

  const visitor = {
    partition(row: Readonly<PartitionRow>) {
      partitions.write(row.liveId, row);
      watchers.changed('partitions', row.liveId);
    },
    position(row: Readonly<PositionRow>) {
      positions.write(row.liveId, row);
      watchers.changed('positions', row.liveId);
    },
    node(row: Readonly<NodeRow>) {
      nodes.write(row.liveId, row);
      watchers.changed('nodes', row.liveId);
    },
  };
  function onFrame(frame: ArrayBuffer): void {
    at = visitLiveFrame(frame, visitor) ?? at;
    mirror.changed();
  }

  let stopFrames: (() => void) | undefined = transport.frames(onFrame);
  return {
    partitions,
    positions,
    nodes,
    loop,
    at: () => at,
    watch: watchers.watch,
    mirror: mirror.add,
    setHidden(hidden) {
      loop.setHidden(hidden);
      if (hidden) {
        stopFrames?.();
        stopFrames = undefined;
      } else {
        stopFrames ??= transport.frames(onFrame);
      }
    },
    close() {
      stopFrames?.();
      mirror.close();
    },
  };
}

function emptyRows(): Pick<LiveStore, 'partitions' | 'positions' | 'nodes'> {
  return {
    partitions: new LiveRows<PartitionColumn>([
      'leader',
      'leaderEpoch',
      'inSync',
      'logStart',
      'highWatermark',
      'endOffset',
      'rate',
      'bytesRate',
    ]),
    positions: new LiveRows<PositionColumn>(['position', 'committed', 'rate']),
    nodes: new LiveRows<NodeColumn>([
      'recordsIn',
      'recordsOut',
      'recordsSkipped',
      'rateIn',
      'rateOut',
    ]),
  };
}
