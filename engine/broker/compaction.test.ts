import { expect, test } from 'vitest';
import { ErrorCode } from '../protocol/error-codes.ts';
import { produce } from '../protocol/messages/00-produce.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { dataRecordsOf } from '../records/records.ts';
import { startNodes } from './node-fixture.ts';

test('a compacted topic keeps the last value of each key, on every replica', async () => {
  const nodes = await startNodes(3, { 'log.cleaner.backoff.ms': '20' });
  await nodes.createTopic('last', {
    replicas: 3,
    configs: { 'cleanup.policy': 'compact', 'segment.ms': '1', 'min.cleanable.dirty.ratio': '0' },
  });
  const leader = nodes.leaderOf('last', 0).config.nodeId;
  const logs = () => nodes.brokers.map((broker) => broker.partitions.get('last', 0)!.log);
  const send = async (value: number): Promise<void> => {
    const record = { key: Buffer.from('key'), value: Buffer.from(`${value}`), timestamp: value };
    const partitionData = [{ index: 0, records: encodeBatch([record], {}) }];
    const body = { acks: -1, timeoutMs: 5000, topicData: [{ name: 'last', partitionData }] };
    const { responses } = await nodes.ask(leader, produce, { version: 9, body });
    expect(responses[0]!.partitionResponses[0]!.errorCode).toBe(ErrorCode.NONE);
  };
  // A record of its own segment closes the one before it; only closed segments are cleaned.
  for (let value = 0; value < 5 || !isCompacted(); value++) await send(value);
  await nodes.close();
  expect(nodes.problems).toEqual([]);

  function isCompacted(): boolean {
    return logs().every((log) => {
      const bytes = log.read(log.logStartOffset, { maxBytes: 1 << 20 });
      const offsets = [...dataRecordsOf(bytes, 0)].map(({ offset }) => offset);
      return offsets.length > 0 && offsets[0]! > 0 && offsets.length < log.endOffset;
    });
  }
});
