/** Which brokers the controller has heard of lately, and how far each has read the metadata. Not part of the log. */

import type { Millis } from '../../base/ports/clock.ts';

interface Session {
  epoch: number;
  expiresAt: Millis;
  metadataOffset: number;
  /** False while the session is only the last controller's word. */
  isHeard: boolean;
  /** Neither fenced nor about to stop. */
  isActive: boolean;
  /** The metadata offset that every other broker must reach before this one may stop; -1 while it does not stop. */
  shutdownOffset: number;
}

/** Times are monotonic. */
export class BrokerSessions {
  private readonly sessions = new Map<number, Session>();
  private readonly timeoutMs: Millis;

  constructor(timeoutMs: Millis) {
    this.timeoutMs = timeoutMs;
  }

  /** A broker that the last controller knew as alive: it is waited for, but nobody who takes its place is turned away. */
  assume(brokerId: number, known: { epoch: number; now: Millis; isActive: boolean }): void {
    this.touch(brokerId, known);
    this.sessions.get(brokerId)!.isHeard = false;
  }

  /** Begins or renews a session. */
  touch(
    brokerId: number,
    heard: { epoch: number; now: Millis; isActive: boolean; metadataOffset?: number },
  ): void {
    const earlier = this.sessions.get(brokerId);
    const isSame = earlier?.epoch === heard.epoch;
    this.sessions.set(brokerId, {
      epoch: heard.epoch,
      expiresAt: heard.now + this.timeoutMs,
      metadataOffset: Math.max(heard.metadataOffset ?? -1, isSame ? earlier.metadataOffset : -1),
      isHeard: true,
      isActive: heard.isActive,
      shutdownOffset: isSame ? earlier.shutdownOffset : -1,
    });
  }

  /** The broker has read the metadata up to `offset`. */
  reached(brokerId: number, offset: number): void {
    const session = this.sessions.get(brokerId);
    if (session !== undefined) session.metadataOffset = Math.max(session.metadataOffset, offset);
  }

  /** The broker wants to stop as soon as everybody has seen what moved its leaderships away. */
  setShutdownOffset(brokerId: number, offset: number): void {
    const session = this.sessions.get(brokerId);
    if (session !== undefined) session.shutdownOffset = offset;
  }

  shutdownOffset(brokerId: number): number {
    return this.sessions.get(brokerId)?.shutdownOffset ?? -1;
  }

  /** Forgets the broker: whoever registers next under its id is welcome at once. */
  end(brokerId: number): void {
    this.sessions.delete(brokerId);
  }

  /** Whether the broker has spoken to this controller and has not been silent for too long since. */
  isValid(brokerId: number, epoch: number, now: Millis): boolean {
    const session = this.sessions.get(brokerId);
    return session?.epoch === epoch && session.isHeard && session.expiresAt > now;
  }

  /** The least metadata offset that an active broker other than `exceptId` has reached; infinite when there is none. */
  lowestActiveOffset(exceptId: number): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (const [id, session] of this.sessions) {
      if (id !== exceptId && session.isActive) lowest = Math.min(lowest, session.metadataOffset);
    }
    return lowest;
  }

  /** Brokers whose session ran out, fenced or not. */
  expired(now: Millis): number[] {
    return [...this.sessions].filter(([, { expiresAt }]) => expiresAt <= now).map(([id]) => id);
  }

  /** The controller itself stood still for `pauseMs`, so nobody could be heard: that time does not count. */
  forgive(pauseMs: Millis): void {
    for (const session of this.sessions.values()) session.expiresAt += pauseMs;
  }
}
