/** Log settings from Kafka's names and texts. */

import { expect, test } from 'vitest';

import { defaultLogConfig, logConfigOf } from './log-config.ts';

test('Settings are read by Kafka names over the defaults; those of others are passed over.', () => {
  const config = logConfigOf({
    'segment.bytes': '1000',
    'retention.ms': '-1',
    'cleanup.policy': 'compact, delete',
    'message.timestamp.type': 'LogAppendTime',
    'compression.type': 'uncompressed',
    'min.cleanable.dirty.ratio': '0.25',
    'flush.messages': '9223372036854775807',
    'min.insync.replicas': '2',
  });
  expect(config).toEqual({
    ...defaultLogConfig,
    segmentBytes: 1000,
    retentionMs: -1,
    cleanupPolicy: ['compact', 'delete'],
    messageTimestampType: 'LogAppendTime',
    compressionType: 'none',
    minCleanableDirtyRatio: 0.25,
    flushMessages: Number.MAX_SAFE_INTEGER,
  });
});

test('Defaults can be those of a broker.', () => {
  const broker = logConfigOf({ 'segment.bytes': '2000', 'cleanup.policy': '' });
  expect(logConfigOf({ 'segment.ms': '5' }, broker)).toEqual({
    ...defaultLogConfig,
    segmentBytes: 2000,
    cleanupPolicy: [],
    segmentMs: 5,
  });
});

test.each([
  ['segment.bytes', '1.5'],
  ['segment.bytes', ''],
  ['min.cleanable.dirty.ratio', 'half'],
  ['cleanup.policy', 'delete,shred'],
  ['message.timestamp.type', 'createtime'],
  ['compression.type', 'zip'],
])('%s = %j is refused by name', (name, text) => {
  expect(() => logConfigOf({ [name]: text })).toThrow(
    expect.objectContaining({
      code: 'LOG_CONFIG_INVALID',
      message: `'${text}' is no value for ${name}.`,
    }),
  );
});
