/** `.snapshot`: the producer state up to an offset, so that a start need not read the whole log. */

import { crc32c } from '../records/crc32c.ts';
import { readInt64, writeInt64 } from '../records/int64.ts';
import type { ProducerEntry } from './producer-states.ts';

const VERSION = 1;
const CRC_AT = 2;
const COUNT_AT = 6;
const ENTRIES_AT = 10;
const ENTRY_SIZE = 46;
const NO_OFFSET = -1;

export function encodeProducerSnapshot(entries: Iterable<ProducerEntry>): Buffer {
  const all = [...entries];
  const bytes = Buffer.alloc(ENTRIES_AT + all.length * ENTRY_SIZE);
  bytes.writeInt16BE(VERSION, 0);
  bytes.writeInt32BE(all.length, COUNT_AT);
  all.forEach((entry, index) => writeEntry(bytes, ENTRIES_AT + index * ENTRY_SIZE, entry));
  bytes.writeUInt32BE(crc32c(bytes.subarray(COUNT_AT)), CRC_AT);
  return bytes;
}

/** `undefined` for what is no whole snapshot. */
export function decodeProducerSnapshot(bytes: Buffer): ProducerEntry[] | undefined {
  if (bytes.length < ENTRIES_AT || bytes.readInt16BE(0) !== VERSION) return undefined;
  if (bytes.readUInt32BE(CRC_AT) !== crc32c(bytes.subarray(COUNT_AT))) return undefined;
  const count = bytes.readInt32BE(COUNT_AT);
  if (bytes.length !== ENTRIES_AT + count * ENTRY_SIZE) return undefined;
  return Array.from({ length: count }, (_, index) =>
    readEntry(bytes, ENTRIES_AT + index * ENTRY_SIZE),
  );
}

/** Of the batches that may be repeated only the last is kept. */
function writeEntry(bytes: Buffer, at: number, entry: ProducerEntry): void {
  const last = entry.batches.at(-1);
  writeInt64(bytes, entry.producerId, at);
  bytes.writeInt16BE(entry.producerEpoch, at + 8);
  bytes.writeInt32BE(last?.lastSequence ?? -1, at + 10);
  writeInt64(bytes, last?.lastOffset ?? NO_OFFSET, at + 14);
  bytes.writeInt32BE(last?.offsetDelta ?? 0, at + 22);
  writeInt64(bytes, entry.lastTimestamp, at + 26);
  bytes.writeInt32BE(entry.coordinatorEpoch, at + 34);
  writeInt64(bytes, entry.currentTxnFirstOffset, at + 38);
}

function readEntry(bytes: Buffer, at: number): ProducerEntry {
  const lastOffset = readInt64(bytes, at + 14);
  const timestamp = readInt64(bytes, at + 26);
  const last = {
    lastSequence: bytes.readInt32BE(at + 10),
    lastOffset,
    offsetDelta: bytes.readInt32BE(at + 22),
    timestamp,
  };
  return {
    producerId: readInt64(bytes, at),
    producerEpoch: bytes.readInt16BE(at + 8),
    coordinatorEpoch: bytes.readInt32BE(at + 34),
    lastTimestamp: timestamp,
    currentTxnFirstOffset: readInt64(bytes, at + 38),
    batches: lastOffset === NO_OFFSET ? [] : [last],
  };
}
