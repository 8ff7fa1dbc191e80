/** How a connector is declared: its class by Connect's name, its config, and the task that does the work. */

import type { Ports } from '../../base/ports/ports.ts';
import type { ConsumedRecord, Message } from '../../client/cluster-client.ts';
import type { Config, Fields } from '../../contract/fields.ts';
import type { Settings } from '../connector-settings.ts';

/** What a task may use of the world. */
export interface TaskContext {
  /** The connector's name: under it, offsets are kept. */
  readonly name: string;
  readonly settings: Settings;
  /** As it was given, for settings that are not declared. */
  readonly config: Config;
  readonly ports: Pick<Ports, 'clock' | 'random' | 'disk'>;
  /** What a relative path of the config is relative to. */
  readonly filesDirectory: string;
  /** Where a task may keep what it must know after a restart. Exists. */
  readonly stateDirectory: string;
}

/** Connect's pair: what is read (a file, a table) and how far. Both are plain JSON. */
export interface SourceOffset {
  readonly partition: Readonly<Record<string, string>>;
  readonly offset: Readonly<Record<string, string | number>>;
}

export interface SourceBatch {
  readonly messages: readonly Message[];
  /** Where reading goes on once these messages are safe. */
  readonly offset?: SourceOffset;
  /** How long to wait before the next poll. */
  readonly waitMs: number;
  /** No more will come. */
  readonly isDone?: boolean;
  /** What it is doing, when that is not plain to see. */
  readonly status?: string;
}

export interface SourceTask {
  /** Whose offset to look up before the first poll. */
  readonly offsetPartition?: SourceOffset['partition'];
  /** Called once, before the first poll; undefined when nothing is known. */
  start(offset: SourceOffset['offset'] | undefined): void;
  poll(): SourceBatch;
  /** It was held for a while: what would have been due in between is not due. */
  onResume?(): void;
  close(): void;
}

export interface SinkBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ConsumedRecord[];
  readonly nextOffset: number;
  readonly highWatermark: number;
}

export interface SinkTask {
  start(): void;
  put(batch: SinkBatch): void;
  /** Returns when everything that was put is safe; only then offsets are committed. */
  flush(): void;
  /** Called after a last flush. */
  close(): void;
  /** Called instead when something failed: lets go of what is open, and claims nothing. */
  abandon(): void;
}

interface ConnectorBase {
  /** Connect's `connector.class`. */
  readonly connectorClass: string;
  /** One sentence for the documentation. */
  readonly description: string;
  readonly fields: Fields;
}
export interface SourceConnector extends ConnectorBase {
  readonly kind: 'source';
  readonly task: (context: TaskContext) => SourceTask;
}
export interface SinkConnector extends ConnectorBase {
  readonly kind: 'sink';
  readonly task: (context: TaskContext) => SinkTask;
}
export type Connector = SourceConnector | SinkConnector;

export function defineConnector<Kind extends Connector>(connector: Kind): Kind {
  return connector;
}
