/** Kafka's properties set what they set in Kafka. */

import { expect, test } from 'vitest';
import { controllerSettings } from './controller-settings.ts';

test('without properties the defaults are those of a sandbox', () => {
  expect(controllerSettings(new Map())).toEqual({
    sessionTimeoutMs: 3000,
    connectionGraceMs: 250,
    snapshotBytes: 4 * 1024 * 1024,
    snapshotIntervalMs: 3_600_000,
    flushes: false,
    rebalanceIntervalMs: 300_000,
  });
});

test('properties win over defaults, and what is given directly wins over both', () => {
  const properties = new Map([
    ['broker.session.timeout.ms', '9000'],
    ['metadata.log.max.record.bytes.between.snapshots', '1000'],
    ['leader.imbalance.check.interval.seconds', '5'],
  ]);
  expect(controllerSettings(properties, { snapshotBytes: 7 })).toMatchObject({
    sessionTimeoutMs: 9000,
    snapshotBytes: 7,
    rebalanceIntervalMs: 5000,
  });
});

test('snapshots by time can be switched off', () => {
  const properties = new Map([['metadata.log.max.snapshot.interval.ms', '0']]);
  expect(controllerSettings(properties).snapshotIntervalMs).toBeUndefined();
});

test('leadership stays where it is when rebalancing is off', () => {
  const properties = new Map([['auto.leader.rebalance.enable', ' FALSE ']]);
  expect(controllerSettings(properties).rebalanceIntervalMs).toBeUndefined();
});
