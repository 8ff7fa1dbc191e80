/** A node of a pipeline while it works. */

import type { Ports } from '../../base/ports/ports.ts';
import type { ClusterClient, Sent } from '../../client/cluster-client.ts';
import type { Fields } from '../../contract/fields.ts';
import type { PipelineNode } from '../../contract/project/pipeline-file.ts';
import type { ConnectOffsets } from '../../connect/connect-offsets.ts';
import type { Wiring } from '../wiring.ts';

export interface NodeCounters {
  readonly recordsIn: number;
  readonly recordsOut: number;
  readonly recordsSkipped: number;
}

/** A message by hand. */
export interface NodeMessage {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Where to move a consumer: all its partitions, or those of a topic, or one. */
export interface SeekTarget {
  readonly to: 'earliest' | 'latest' | number;
  readonly topic?: string | undefined;
  readonly partition?: number | undefined;
}

export interface Part {
  counters(): NodeCounters;
  /** What it does, when that is not plain to see; else empty. */
  status(): string;
  /** Resolves when it has ended by itself; rejects with what ended it. */
  readonly done: Promise<void>;
  pause(): void;
  resume(): void;
  close(): Promise<void>;
  /** Closing takes too long, and nobody waits for it any more: what it does from now on may change nothing. */
  abandon?(): void;
  /** Only producers. */
  send?(message: NodeMessage): Promise<Sent>;
  /** Only consumers. */
  seek?(target: SeekTarget): Promise<void>;
}

/** What a part is made of. */
export interface PartContext extends Wiring {
  readonly node: PipelineNode;
  /** The fields of the node's kind. */
  readonly fields: Fields;
  /** Under which the cluster remembers it. */
  readonly identity: string;
  readonly clientId: string;
  readonly client: ClusterClient;
  readonly ports: Pick<Ports, 'clock' | 'random' | 'disk'>;
  readonly filesDirectory: string;
  /** Where parts keep what they must know after a restart. Exists. */
  readonly stateDirectory: string;
  readonly offsets: () => Promise<ConnectOffsets>;
  /** Something that people should know. */
  readonly tell: (level: 'info' | 'waiting' | 'problem', text: string) => void;
}

/** Does not end by itself. */
export const NEVER: Promise<void> = new Promise(() => undefined);
