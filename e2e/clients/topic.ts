/** Makes the topics of the journeys, and checks what was read from them. */

import { Kafka, logLevel } from 'kafkajs';
import { expect } from 'vitest';
import type { ConsumedRecord } from './driver-process.ts';

export const partitions = 3;

/** Three partitions with three replicas, of which two have to be in sync. */
export async function createTopic(bootstrap: string, topic: string): Promise<void> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const configEntries = [{ name: 'min.insync.replicas', value: '2' }];
  await admin.connect();
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic, numPartitions: partitions, replicationFactor: 3, configEntries }],
    });
  } finally {
    await admin.disconnect();
  }
}

export function numberOf({ value }: { value: string }): number {
  return Number(value.replace('v-', ''));
}

export function sortedNumbers(records: readonly ConsumedRecord[]): number[] {
  return records.map(numberOf).toSorted((a, b) => a - b);
}

export function numbers(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** Each record once: after a rebalance what was not yet committed is read again. */
export function firstReads(records: readonly ConsumedRecord[]): ConsumedRecord[] {
  const seen = new Map<string, ConsumedRecord>();
  for (const record of records) {
    const place = `${record.partition}@${record.offset}`;
    if (!seen.has(place)) seen.set(place, record);
  }
  return [...seen.values()];
}

/** Offsets and numbers of one partition rise together. */
export function expectInOrder(records: readonly ConsumedRecord[]): void {
  for (let partition = 0; partition < partitions; partition++) {
    const own = records.filter((record) => record.partition === partition);
    const byOffset = own.toSorted((a, b) => a.offset - b.offset).map(numberOf);
    expect(byOffset).toEqual(byOffset.toSorted((a, b) => a - b));
  }
}
