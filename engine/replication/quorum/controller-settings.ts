/** The settings of a controller: Kafka's where it has names for them, with the defaults of a sandbox. */

import type { Millis } from '../../base/ports/clock.ts';

export interface ControllerSettings {
  /** How long a silent broker is waited for. */
  readonly sessionTimeoutMs: Millis;
  /** How long a broker whose connection closed is waited for. */
  readonly connectionGraceMs: Millis;
  /** After how many bytes of new records a snapshot is written, and after how long; undefined for however long. */
  readonly snapshotBytes: number;
  readonly snapshotIntervalMs: Millis | undefined;
  readonly flushes: boolean;
  /** Undefined when leadership does not go back by itself. */
  readonly rebalanceIntervalMs: Millis | undefined;
}

const SECOND_MS = 1000;

export function controllerSettings(
  staticConfigs: ReadonlyMap<string, string>,
  overrides: Partial<ControllerSettings> = {},
): ControllerSettings {
  const number = (name: string, fallback: number): number =>
    Number(staticConfigs.get(name) ?? fallback);
  const snapshotIntervalMs = number('metadata.log.max.snapshot.interval.ms', 3_600_000);
  const rebalances =
    staticConfigs.get('auto.leader.rebalance.enable')?.trim().toLowerCase() !== 'false';
  const rebalanceSeconds = number('leader.imbalance.check.interval.seconds', 300);
  return {
    // A sandbox shows failures, so it notices them three times as fast as Kafka's default.
    sessionTimeoutMs: number('broker.session.timeout.ms', 3000),
    connectionGraceMs: 250,
    // Kafka's default is 20 MiB; less keeps the start of a sandbox under its second.
    snapshotBytes: number('metadata.log.max.record.bytes.between.snapshots', 4 * 1024 * 1024),
    snapshotIntervalMs: snapshotIntervalMs > 0 ? snapshotIntervalMs : undefined,
    flushes: false,
    rebalanceIntervalMs: rebalances ? rebalanceSeconds * SECOND_MS : undefined,
    ...overrides,
  };
}
