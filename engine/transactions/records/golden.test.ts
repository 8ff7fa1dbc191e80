/** A partition of `__transaction_state` that a real Apache Kafka 4.3.1 wrote: read, and written back to the same bytes. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadedBatches } from '../../coordinator/log-batches.ts';
import type { LogEntry } from '../../coordinator/machine.ts';
import { MemoryLog } from '../../coordinator/memory-log.ts';
import { batchBytes, batchesOf } from '../../records/batch.ts';
import { ID, transactionFixture } from '../transaction-fixture.ts';
import { decodeTransactionRecord, encodeTransactionRecord } from './record-codec.ts';

const hex = readFileSync(new URL('../fixtures/transaction-state.hex', import.meta.url), 'utf8');
const bytes = Buffer.from(hex.replaceAll('\n', ''), 'hex');

const entries: LogEntry[] = [...loadedBatches(bytes, 0)].flatMap(({ loaded }) =>
  loaded.flatMap((item) => (item.kind === 'record' ? [item.entry] : [])),
);

const common = {
  producerId: 1,
  previousProducerId: 1,
  nextProducerId: -1,
  lastProducerEpoch: -1,
  timeoutMs: 60_000,
};

test('its records are what the dump says', () => {
  const partitions = [{ topic: 'transactions', partitions: [0] }];
  const started = { ...common, startedMs: 1_795_384_106_791, clientVersion: 2 };
  const values = [0, 1, 2, 3].map((offset) => decodeTransactionRecord(entries[offset]!));
  expect(values).toEqual(
    [
      {
        ...common,
        producerEpoch: 0,
        status: 'Empty',
        partitions: [],
        updatedMs: 1_795_384_106_413,
        startedMs: -1,
        clientVersion: 0,
      },
      {
        ...started,
        producerEpoch: 0,
        status: 'Ongoing',
        partitions,
        updatedMs: 1_795_384_106_791,
      },
      {
        ...started,
        producerEpoch: 1,
        status: 'PrepareCommit',
        partitions,
        updatedMs: 1_795_384_106_893,
      },
      {
        ...started,
        producerEpoch: 1,
        status: 'CompleteCommit',
        partitions: [],
        updatedMs: 1_795_384_106_915,
      },
    ].map((value) => ({ kind: 'transaction', transactionalId: 'golden-tx', value })),
  );
  expect(entries).toHaveLength(10);
});

test('its records are written back byte for byte', () => {
  for (const entry of entries) {
    const { key, value } = entry;
    expect(encodeTransactionRecord(decodeTransactionRecord(entry)!)).toEqual({ key, value });
  }
});

test('a coordinator goes on where it ends', async () => {
  const log = new MemoryLog();
  for (const batch of batchesOf(bytes)) log.append(batchBytes(batch), 0);
  const on = transactionFixture({ log });
  const body = { transactionalIds: ['golden-tx', ID] };
  const described = await on.now(on.coordinator.describeTransactions(body));
  expect(
    described.transactionStates.map(({ transactionState, producerId, producerEpoch }) => [
      transactionState,
      producerId,
      producerEpoch,
    ]),
  ).toEqual([
    ['CompleteCommit', 1, 3],
    ['', 0, 0],
  ]);
});

test('what came later is left alone, a tombstone forgets', () => {
  const { key, value, ...rest } = entries[0]!;
  const newKind = Buffer.from(key);
  newKind.writeInt16BE(9);
  expect(decodeTransactionRecord({ ...rest, key: newKind, value })).toBeUndefined();
  expect(decodeTransactionRecord({ ...rest, key, value: null })).toEqual({
    kind: 'transaction',
    transactionalId: 'golden-tx',
    value: null,
  });
});
