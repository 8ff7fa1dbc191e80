/** One batch through a topology: bytes → JSON → operators → messages. Knows no sockets and waits for nothing. */

import type { ConsumedBatch, ConsumedRecord, Message } from '../client/cluster-client.ts';
import { deserialiseJson } from '../serde/json-value.ts';
import { chained, type Topology } from './topology.ts';
import type { StreamRecord } from './stream-record.ts';

/** A record that could not be read, and why. */
export interface SkippedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Such as `its bytes are not UTF-8 text`. */
  readonly reason: string;
}

export interface ProcessedBatch {
  /** What goes to the sink, in the order of the records that led to it. */
  readonly messages: Message[];
  readonly skipped: readonly SkippedRecord[];
}

export class StreamTask {
  readonly #run: (record: StreamRecord) => void;
  #messages: Message[] = [];

  constructor(topology: Topology) {
    this.#run = chained(topology.operators, (record) => this.#messages.push(messageOf(record)));
  }

  process(batch: ConsumedBatch): ProcessedBatch {
    const messages: Message[] = [];
    const skipped: SkippedRecord[] = [];
    this.#messages = messages;
    const { topic, partition } = batch;
    for (const source of batch.records) {
      const result = deserialiseJson(source.value);
      if (result.ok) this.#run({ source, value: result.value, isOriginal: true });
      else skipped.push({ topic, partition, offset: source.offset, reason: result.problem });
    }
    return { messages, skipped };
  }
}

/** Keeps key, headers and timestamp. */
function messageOf({ source, value, isOriginal }: StreamRecord): Message {
  return {
    key: source.key,
    value: isOriginal ? source.value : JSON.stringify(value),
    timestamp: source.timestamp,
    ...headersOf(source),
  };
}

function headersOf({ headers }: ConsumedRecord): Pick<Message, 'headers'> {
  return headers.length === 0 ? {} : { headers };
}
