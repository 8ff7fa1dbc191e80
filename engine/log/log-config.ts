/** The settings of one log, and how they are read from topic configurations. */

import { EngineError } from '../base/errors.ts';
import type { TimestampType } from '../records/batch.ts';
import type { CodecName } from '../records/codecs/define-codec.ts';

export type CleanupPolicy = 'delete' | 'compact';

export interface LogConfig {
  readonly segmentBytes: number;
  readonly segmentMs: number;
  readonly segmentIndexBytes: number;
  readonly indexIntervalBytes: number;
  /** -1 for no limit, as in Kafka; so for bytes. */
  readonly retentionMs: number;
  readonly retentionBytes: number;
  readonly maxMessageBytes: number;
  readonly flushMessages: number;
  readonly flushMs: number;
  readonly cleanupPolicy: readonly CleanupPolicy[];
  readonly deleteRetentionMs: number;
  readonly minCompactionLagMs: number;
  readonly maxCompactionLagMs: number;
  readonly minCleanableDirtyRatio: number;
  readonly messageTimestampType: TimestampType;
  readonly messageTimestampBeforeMaxMs: number;
  readonly messageTimestampAfterMaxMs: number;
  /** `producer` keeps what the producer chose. */
  readonly compressionType: CodecName | 'producer';
  /** A broker's setting, not a topic's: how long an idle producer's sequence is remembered. */
  readonly producerIdExpirationMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const NEVER = Number.MAX_SAFE_INTEGER;

export const defaultLogConfig: LogConfig = {
  segmentBytes: 1024 * 1024 * 1024,
  segmentMs: 7 * DAY_MS,
  segmentIndexBytes: 10 * 1024 * 1024,
  indexIntervalBytes: 4096,
  retentionMs: 7 * DAY_MS,
  retentionBytes: -1,
  maxMessageBytes: 1024 * 1024 + 12,
  flushMessages: NEVER,
  flushMs: NEVER,
  cleanupPolicy: ['delete'],
  deleteRetentionMs: DAY_MS,
  minCompactionLagMs: 0,
  maxCompactionLagMs: NEVER,
  minCleanableDirtyRatio: 0.5,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: NEVER,
  messageTimestampAfterMaxMs: 60 * 60 * 1000,
  compressionType: 'producer',
  producerIdExpirationMs: DAY_MS,
};

/** Kafka's name of each setting, and how its text becomes a value; `undefined` for a text that does not. */
const settings: {
  readonly [Key in keyof LogConfig]: readonly [
    string,
    (text: string) => LogConfig[Key] | undefined,
  ];
} = {
  segmentBytes: ['segment.bytes', integer],
  segmentMs: ['segment.ms', integer],
  segmentIndexBytes: ['segment.index.bytes', integer],
  indexIntervalBytes: ['index.interval.bytes', integer],
  retentionMs: ['retention.ms', integer],
  retentionBytes: ['retention.bytes', integer],
  maxMessageBytes: ['max.message.bytes', integer],
  flushMessages: ['flush.messages', integer],
  flushMs: ['flush.ms', integer],
  cleanupPolicy: ['cleanup.policy', cleanupPolicies],
  deleteRetentionMs: ['delete.retention.ms', integer],
  minCompactionLagMs: ['min.compaction.lag.ms', integer],
  maxCompactionLagMs: ['max.compaction.lag.ms', integer],
  minCleanableDirtyRatio: ['min.cleanable.dirty.ratio', decimal],
  messageTimestampType: ['message.timestamp.type', oneOf('CreateTime', 'LogAppendTime')],
  messageTimestampBeforeMaxMs: ['message.timestamp.before.max.ms', integer],
  messageTimestampAfterMaxMs: ['message.timestamp.after.max.ms', integer],
  compressionType: ['compression.type', compressionType],
  producerIdExpirationMs: ['producer.id.expiration.ms', integer],
};

/** `defaults` with what `given` sets under Kafka's names; names that are none of a log's are passed over. */
export function logConfigOf(
  given: Readonly<Record<string, string>>,
  defaults: LogConfig = defaultLogConfig,
): LogConfig {
  const config: Record<string, unknown> = { ...defaults };
  for (const [key, [name, parse]] of Object.entries(settings)) {
    const text = given[name];
    if (text === undefined) continue;
    const value = parse(text.trim());
    if (value === undefined)
      throw new EngineError('LOG_CONFIG_INVALID', `'${text}' is no value for ${name}.`);
    config[key] = value;
  }
  return config as unknown as LogConfig;
}

/** Longs beyond 2^53 all mean never. */
function integer(text: string): number | undefined {
  return /^-?\d+$/.test(text) ? Math.min(Number(text), NEVER) : undefined;
}

function decimal(text: string): number | undefined {
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}

function oneOf<Value extends string>(
  ...values: readonly Value[]
): (text: string) => Value | undefined {
  return (text) => values.find((value) => value === text);
}

function compressionType(text: string): CodecName | 'producer' | undefined {
  if (text === 'uncompressed') return 'none';
  return oneOf('producer', 'none', 'gzip', 'snappy', 'lz4', 'zstd')(text);
}

function cleanupPolicies(text: string): CleanupPolicy[] | undefined {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const policies = names.map(oneOf('delete', 'compact'));
  return policies.includes(undefined) ? undefined : (policies as CleanupPolicy[]);
}
