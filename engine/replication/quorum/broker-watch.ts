/** Notices brokers that have gone: those that fall silent, and those whose connection closes and does not come back. */

import { every } from '../../base/ports/clock.ts';
import type { Clock, Millis, Timer } from '../../base/ports/clock.ts';
import type { BrokerSessions } from '../../metadata/decide/broker-sessions.ts';

export interface BrokerWatchOptions {
  clock: Clock;
  sessions: BrokerSessions;
  sessionTimeoutMs: Millis;
  connectionGraceMs: Millis;
  onGone(brokerId: number): void;
}

/** Longer than this late, and it was the controller that stood still. */
const PAUSE_MS = 1000;

export class BrokerWatch {
  private readonly options: BrokerWatchOptions;
  private readonly lost = new Map<number, Timer>();
  private readonly timer: Timer;
  private readonly periodMs: Millis;
  private lastCheck: Millis;

  constructor(options: BrokerWatchOptions) {
    this.options = options;
    this.periodMs = Math.max(20, Math.floor(options.sessionTimeoutMs / 10));
    this.lastCheck = options.clock.monotonic();
    this.timer = every(options.clock, this.periodMs, () => this.check());
  }

  /** The broker has spoken. */
  heard(brokerId: number): void {
    this.lost.get(brokerId)?.cancel();
    this.lost.delete(brokerId);
  }

  /** The connection over which the broker spoke last has closed. */
  connectionLost(brokerId: number): void {
    const { clock, connectionGraceMs, onGone } = this.options;
    this.heard(brokerId);
    const timer = clock.schedule(connectionGraceMs, () => {
      this.lost.delete(brokerId);
      onGone(brokerId);
    });
    this.lost.set(brokerId, timer);
  }

  close(): void {
    this.timer.cancel();
    for (const timer of this.lost.values()) timer.cancel();
    this.lost.clear();
  }

  private check(): void {
    const { clock, sessions, onGone } = this.options;
    const now = clock.monotonic();
    const late = now - this.lastCheck - this.periodMs;
    this.lastCheck = now;
    // After a laptop's sleep or a debugger's stop nobody's silence means anything.
    if (late > PAUSE_MS) sessions.forgive(late);
    for (const brokerId of sessions.expired(now)) onGone(brokerId);
  }
}
