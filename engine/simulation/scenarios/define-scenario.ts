/** A scenario is a cluster, its work, and what may go wrong. */

import type { Millis } from '../../base/ports/clock.ts';
import type { NewTopic } from '../../client/admin.ts';
import type { Fault } from '../faults/define-fault.ts';

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly brokers: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly topics: readonly Required<
    Pick<NewTopic, 'name' | 'partitions' | 'replicationFactor' | 'configs'>
  >[];
  readonly producers: readonly { readonly name: string; readonly isIdempotent: boolean }[];
  /** How many members each group has. */
  readonly groups: Readonly<Record<string, number>>;
  readonly readers: readonly string[];
  readonly faults: readonly Fault[];
  /** Faults follow one another within so long. */
  readonly faultPauseMsMax: Millis;
  /** How long things go wrong, when the command line does not say. */
  readonly durationMs: Millis;
}

export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}

/** Young segments, so that logs roll; two rules of how many must be in sync. */
export const usualWork = {
  brokers: 3,
  properties: { 'offsets.topic.num.partitions': '3' },
  topics: [
    {
      name: 'orders',
      partitions: 3,
      replicationFactor: 3,
      configs: { 'min.insync.replicas': '2', 'segment.ms': '7000' },
    },
    {
      name: 'clicks',
      partitions: 2,
      replicationFactor: 3,
      configs: { 'min.insync.replicas': '1' },
    },
  ],
  producers: [
    { name: 'anna', isIdempotent: true },
    { name: 'bert', isIdempotent: true },
    { name: 'carl', isIdempotent: false },
  ],
  groups: { shop: 3 },
  readers: ['rita'],
  faultPauseMsMax: 4000,
  durationMs: 60_000,
} as const;
