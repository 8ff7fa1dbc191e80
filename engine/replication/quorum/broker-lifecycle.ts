/** A broker's standing with the controller: it registers, sends heartbeats, is unfenced, and hands over before it stops. */

import { EngineError } from '../../base/errors.ts';
import type { Clock, Millis, Timer } from '../../base/ports/clock.ts';
import { sleep } from '../../base/ports/clock.ts';
import { randomUuid } from '../../base/ports/random.ts';
import type { Random } from '../../base/ports/random.ts';
import { supportedFeatures } from '../../metadata/features.ts';
import type { Endpoint, FeatureRange } from '../../metadata/image.ts';
import { ErrorCode, errorByCode } from '../../protocol/error-codes.ts';
import { brokerHeartbeat } from '../../protocol/messages/63-broker-heartbeat.ts';
import type { BrokerHeartbeatResponse } from '../../protocol/messages/63-broker-heartbeat.ts';
import { brokerRegistration } from '../../protocol/messages/62-broker-registration.ts';
import { lastProblem } from './request-sender.ts';
import type { RequestSender } from './request-sender.ts';

export interface RegisteredBroker {
  readonly id: number;
  readonly clusterId: string;
  /** As clients are told to reach it. */
  readonly listeners: readonly Endpoint[];
  readonly rack: string | null;
  /** The ids of its data directories. */
  readonly logDirs: readonly string[];
  readonly features?: readonly FeatureRange[];
}

export interface BrokerLifecycleOptions {
  /** Not the observer's, whose long poll would hold the heartbeats up. */
  channel: RequestSender;
  clock: Clock;
  random: Random;
  broker: RegisteredBroker;
  /** How far this broker has replayed the metadata. */
  metadataOffset(): number;
  heartbeatIntervalMs?: Millis;
  registrationTimeoutMs?: Millis;
  /** The epoch that the last clean shutdown left behind, or -1. */
  previousBrokerEpoch?: number;
  /** The controller said whether the broker is fenced; called when that changes. */
  onFenced?(isFenced: boolean): void;
  /** The controller has forgotten the broker and does not take it back; it goes on asking. */
  onProblem?(error: unknown): void;
}

const REGISTRATION_VERSION = 4;
const HEARTBEAT_VERSION = 1;
const RETRY_MS = 50;
/** While it waits to be unfenced or to be let go, it asks more often. */
const IMPATIENT_MS = 10;

export class BrokerLifecycle {
  private readonly options: Required<Omit<BrokerLifecycleOptions, 'onFenced' | 'onProblem'>> &
    Pick<BrokerLifecycleOptions, 'onFenced' | 'onProblem'>;
  private readonly incarnationId: string;
  private epoch = -1;
  private isFenced = true;
  private wants: 'fenced' | 'unfenced' | 'shutdown' = 'fenced';
  private isClosed = false;
  private isStopped = false;
  private wakeBeat: (() => void) | undefined;
  private waiting: { isOver(): boolean; resolve(): void }[] = [];

  constructor(options: BrokerLifecycleOptions) {
    this.options = {
      heartbeatIntervalMs: 500,
      registrationTimeoutMs: 60_000,
      previousBrokerEpoch: -1,
      ...options,
    };
    this.incarnationId = randomUuid(options.random);
  }

  /** -1 before the registration. A controller that lost its data gives a new one. */
  get brokerEpoch(): number {
    return this.epoch;
  }

  /** As the controller said last. */
  get fenced(): boolean {
    return this.isFenced;
  }

  /** Registers and begins the heartbeats; rejects when the controller refuses for good or does not answer in time. */
  async start(): Promise<number> {
    await this.register();
    void this.beat();
    return this.epoch;
  }

  /** The broker is ready to lead: resolves when the controller has unfenced it. */
  unfence(): Promise<void> {
    this.wants = 'unfenced';
    return this.until(() => !this.isFenced);
  }

  /** Hands leaderships over and resolves when the controller lets the broker go, or after `timeoutMs`; says which. */
  async shutDown(timeoutMs: Millis): Promise<'released' | 'timed out'> {
    this.wants = 'shutdown';
    let timer: Timer | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = this.options.clock.schedule(timeoutMs, resolve);
    });
    await Promise.race([this.until(() => this.isStopped), timeout]);
    timer?.cancel();
    return this.isStopped ? 'released' : 'timed out';
  }

  /** Sends no more heartbeats. The channel stays its owner's. */
  close(): void {
    this.isClosed = true;
    this.wakeBeat?.();
  }

  private async register(): Promise<void> {
    const { clock, registrationTimeoutMs, broker } = this.options;
    const deadline = clock.monotonic() + registrationTimeoutMs;
    let problem: unknown;
    while (!this.isClosed) {
      try {
        if (await this.tryToRegister()) return;
        problem = new Error(`another broker with id ${broker.id} is alive`);
      } catch (error) {
        if (error instanceof EngineError && error.code === 'BROKER_REGISTRATION_REFUSED')
          throw error;
        problem = error;
      }
      if (clock.monotonic() >= deadline) throw timedOut(broker.id, problem);
      await sleep(clock, RETRY_MS);
    }
  }

  /** False while the controller believes that an earlier life of this broker is still going on. */
  private async tryToRegister(): Promise<boolean> {
    const { channel, broker, previousBrokerEpoch } = this.options;
    const { errorCode, brokerEpoch } = await channel.request(
      brokerRegistration,
      REGISTRATION_VERSION,
      {
        brokerId: broker.id,
        clusterId: broker.clusterId,
        incarnationId: this.incarnationId,
        listeners: broker.listeners,
        features: broker.features ?? supportedFeatures,
        rack: broker.rack,
        logDirs: broker.logDirs,
        previousBrokerEpoch,
      },
    );
    if (errorCode === ErrorCode.DUPLICATE_BROKER_REGISTRATION) return false;
    if (errorCode !== ErrorCode.NONE) throw refused(broker.id, errorCode);
    this.epoch = brokerEpoch;
    return true;
  }

  private async beat(): Promise<void> {
    while (!this.isClosed && !this.isStopped) {
      const isAnswered = await this.tryToBeat();
      if (this.isClosed || this.isStopped) return;
      await this.rest(isAnswered ? this.interval() : RETRY_MS);
    }
  }

  private async tryToBeat(): Promise<boolean> {
    const { channel, broker, metadataOffset } = this.options;
    try {
      const reply = await channel.request(brokerHeartbeat, HEARTBEAT_VERSION, {
        brokerId: broker.id,
        brokerEpoch: this.epoch,
        currentMetadataOffset: metadataOffset(),
        wantFence: this.wants === 'fenced',
        wantShutDown: this.wants === 'shutdown',
      });
      if (!this.isClosed) await this.take(reply);
      return true;
    } catch (error) {
      // Otherwise the controller is away; its restart or the next connection will answer.
      if (isRefusal(error)) this.options.onProblem?.(error);
      return false;
    }
  }

  private async take(reply: BrokerHeartbeatResponse): Promise<void> {
    const { errorCode } = reply;
    const isForgotten =
      errorCode === ErrorCode.STALE_BROKER_EPOCH ||
      errorCode === ErrorCode.BROKER_ID_NOT_REGISTERED;
    if (isForgotten) {
      this.setFenced(true);
      await this.tryToRegister();
      return;
    }
    if (errorCode !== ErrorCode.NONE) return;
    this.isStopped = reply.shouldShutDown;
    this.setFenced(reply.isFenced);
    const over = this.waiting.filter(({ isOver }) => isOver());
    this.waiting = this.waiting.filter((waiter) => !over.includes(waiter));
    for (const { resolve } of over) resolve();
  }

  private setFenced(isFenced: boolean): void {
    if (this.isFenced === isFenced) return;
    this.isFenced = isFenced;
    this.options.onFenced?.(isFenced);
  }

  private interval(): Millis {
    const isWaiting = this.wants === 'shutdown' || (this.wants === 'unfenced' && this.isFenced);
    return isWaiting ? IMPATIENT_MS : this.options.heartbeatIntervalMs;
  }

  /** Until the time is up or something is wanted at once. */
  private rest(ms: Millis): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.options.clock.schedule(ms, resolve);
      this.wakeBeat = () => {
        timer.cancel();
        resolve();
      };
    });
  }

  private until(isOver: () => boolean): Promise<void> {
    if (isOver()) return Promise.resolve();
    this.wakeBeat?.();
    return new Promise((resolve) => this.waiting.push({ isOver, resolve }));
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'BROKER_REGISTRATION_REFUSED';
}

function refused(brokerId: number, errorCode: number): EngineError {
  const { name, sentence } = errorByCode(errorCode);
  return new EngineError(
    'BROKER_REGISTRATION_REFUSED',
    `The controller refused broker ${brokerId} (${name}): ${sentence}`,
    { hint: 'Does the data directory of this broker belong to this cluster and this version?' },
  );
}

function timedOut(brokerId: number, problem: unknown): EngineError {
  return new EngineError(
    'BROKER_REGISTRATION_TIMED_OUT',
    `Broker ${brokerId} could not register with the controller: ${lastProblem(problem)}.`,
    { hint: 'Is the controller running, and is no other broker using this id?', cause: problem },
  );
}
