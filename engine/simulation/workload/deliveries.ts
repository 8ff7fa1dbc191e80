/** What the producers were promised, by partition; what checkers compare the logs with. */

import type { TopicPartition } from '../../client/cluster-client.ts';

export interface Acknowledged {
  readonly offset: number;
  readonly value: string;
}

/** Values name their producer, and count what it has sent to the partition. */
export interface SentValue {
  readonly producer: string;
  readonly count: number;
}

export class Deliveries {
  readonly acknowledged = new Map<string, Acknowledged[]>();
  /** Producers whose records must neither come twice nor out of order. */
  readonly idempotent = new Set<string>();
  acknowledgedCount = 0;
  failedCount = 0;

  acknowledge(partition: TopicPartition, delivery: Acknowledged): void {
    const name = partitionName(partition);
    const known = this.acknowledged.get(name);
    if (known) known.push(delivery);
    else this.acknowledged.set(name, [delivery]);
    this.acknowledgedCount++;
  }
}

export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

export function valueOf({ producer, count }: SentValue): string {
  return `${producer}:${count}`;
}

export function readValue(value: string): SentValue {
  const colon = value.indexOf(':');
  return {
    producer: value.slice(0, colon),
    count: Number(value.slice(colon + 1).split(' ', 1)[0]),
  };
}
