/** The broker properties that a group coordinator obeys. */

import type { Millis } from '../base/ports/clock.ts';

export interface GroupConfig {
  /** `offsets.topic.num.partitions` */
  readonly offsetsTopicPartitions: number;
  /** `group.min.session.timeout.ms` */
  readonly minSessionTimeoutMs: Millis;
  /** `group.max.session.timeout.ms` */
  readonly maxSessionTimeoutMs: Millis;
  /** `group.initial.rebalance.delay.ms` */
  readonly initialRebalanceDelayMs: Millis;
  /** `group.max.size` */
  readonly maxSize: number;
  /** `group.consumer.session.timeout.ms` */
  readonly consumerSessionTimeoutMs: Millis;
  /** `group.consumer.heartbeat.interval.ms` */
  readonly consumerHeartbeatIntervalMs: Millis;
  /** `group.consumer.max.size` */
  readonly consumerMaxSize: number;
  /** `group.consumer.assignors`, the default first. */
  readonly consumerAssignors: readonly string[];
  /** `offset.metadata.max.bytes`, which Kafka counts in characters. */
  readonly offsetMetadataSizeMax: number;
  /** `offsets.retention.minutes` */
  readonly offsetsRetentionMs: Millis;
  /** `offsets.retention.check.interval.ms` */
  readonly offsetsRetentionCheckIntervalMs: Millis;
  /** `offsets.commit.timeout.ms` */
  readonly commitTimeoutMs: Millis;
  /** How long a member may wait for its first join to be answered; no property. */
  readonly newMemberJoinTimeoutMs: Millis;
}

const MINUTE = 60_000;

/** Kafka's defaults. */
const defaults: GroupConfig = {
  offsetsTopicPartitions: 50,
  minSessionTimeoutMs: 6000,
  maxSessionTimeoutMs: 30 * MINUTE,
  initialRebalanceDelayMs: 3000,
  maxSize: 2 ** 31 - 1,
  consumerSessionTimeoutMs: 45_000,
  consumerHeartbeatIntervalMs: 5000,
  consumerMaxSize: 2 ** 31 - 1,
  consumerAssignors: ['uniform', 'range'],
  offsetMetadataSizeMax: 4096,
  offsetsRetentionMs: 7 * 24 * 60 * MINUTE,
  offsetsRetentionCheckIntervalMs: 10 * MINUTE,
  commitTimeoutMs: 5000,
  newMemberJoinTimeoutMs: 5 * MINUTE,
};

export function groupConfig(chosen: Partial<GroupConfig> = {}): GroupConfig {
  return { ...defaults, ...chosen };
}
