/** Whatever happens to the controller, the brokers and the wires between them, they come to agree again. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { isActive, partitionsOf } from '../../metadata/image.ts';
import { ControllerServer } from './fixtures/controller-server.ts';
import { TestBroker } from './fixtures/test-broker.ts';
import { controllerAddress, TestController } from './fixtures/test-controller.ts';

const id = fc.integer({ min: 1, max: 3 });
const event = fc.oneof(
  fc.record({ kind: fc.constant('kill' as const), id }),
  fc.record({ kind: fc.constant('begin' as const), id }),
  fc.record({ kind: fc.constant('shut down' as const), id }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('crash' as const) }),
  fc.record({ kind: fc.constant('lose power' as const) }),
  fc.record({ kind: fc.constant('cut' as const) }),
  fc.record({ kind: fc.constant('mend' as const) }),
  fc.record({ kind: fc.constant('create' as const), name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('delete' as const), name: fc.constantFrom('a', 'b', 'c') }),
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;
const step = fc.tuple(event, fc.constantFrom(0, 5, 40, 300, 1000, 4000));

class Chaos {
  readonly server: ControllerServer;
  readonly brokers = new Map<number, TestBroker>();
  private lives = 100;

  constructor() {
    // Small snapshots, so that late brokers meet them; and no flushes, so that a loss of power loses the end of the log.
    const setup = { clock: new ManualClock(), settings: { snapshotBytes: 1500 } };
    this.server = new ControllerServer(new TestController(setup));
  }

  begin(brokerId: number): void {
    if (this.brokers.has(brokerId)) return;
    this.lives += 1;
    const broker = new TestBroker(this.server, brokerId, this.lives);
    this.brokers.set(brokerId, broker);
    // It may be killed while it starts; its promise then stays open.
    void broker.begin().catch((error: unknown) => broker.problems.push(error));
  }

  kill(brokerId: number): void {
    this.brokers.get(brokerId)?.kill();
    this.brokers.delete(brokerId);
  }

  async apply(happening: Event): Promise<void> {
    const { server } = this;
    switch (happening.kind) {
      case 'kill':
        return this.kill(happening.id);
      case 'begin':
        return this.begin(happening.id);
      case 'shut down':
        return this.shutDown(happening.id);
      case 'restart':
        return server.restart();
      case 'crash':
      case 'lose power':
        await server.stopListening();
        server.on.crash(happening.kind === 'crash' ? 'process' : 'power');
        return server.listen();
      case 'cut':
        return server.on.network.cutOff(controllerAddress);
      case 'mend':
        return server.on.network.mend(controllerAddress);
      default:
        return this.changeTopic(happening.kind, happening.name);
    }
  }

  /** Everybody lives and every wire holds: how long until all agree is bounded. */
  async heal(): Promise<void> {
    this.server.on.network.mend(controllerAddress);
    for (const brokerId of [1, 2, 3]) this.begin(brokerId);
    await this.server.until(() => this.isAgreed(), 20);
  }

  private shutDown(brokerId: number): void {
    const broker = this.brokers.get(brokerId);
    if (broker === undefined) return;
    this.brokers.delete(brokerId);
    void broker.lifecycle.shutDown(500).then(() => broker.kill());
  }

  private async changeTopic(kind: 'create' | 'delete', name: string): Promise<void> {
    const { on } = this.server;
    if (kind === 'delete') return on.deleteTopic(name);
    const replicas = [1, 2, 3].filter((brokerId) => on.controller.image.brokers.has(brokerId));
    await on.createTopic(name, replicas);
  }

  private isAgreed(): boolean {
    const { image } = this.server.on.controller;
    return [1, 2, 3].every((brokerId) => {
      const broker = this.brokers.get(brokerId)!;
      return (
        isActive(image, brokerId) &&
        image.brokers.get(brokerId)!.epoch === broker.lifecycle.brokerEpoch &&
        broker.observer.image.offset === image.offset &&
        broker.observer.image.epoch === image.epoch
      );
    });
  }
}

test('after any misfortune all brokers are unfenced, see the same image, and every partition is led', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const chaos = new Chaos();
      await chaos.server.listen();
      for (const brokerId of [1, 2, 3]) chaos.begin(brokerId);
      for (const [happening, ms] of steps) {
        await chaos.apply(happening);
        const end = chaos.server.on.clock.monotonic() + ms;
        await chaos.server.until(() => chaos.server.on.clock.monotonic() >= end, 20);
      }
      await chaos.heal();
      const { image } = chaos.server.on.controller;
      for (const broker of chaos.brokers.values()) {
        expect(broker.observer.image).toEqual(image);
        expect(broker.problems).toEqual([]);
      }
      for (const { leader, isr } of partitionsOf(image)) {
        expect(isr).toContain(leader);
        expect(isActive(image, leader)).toBe(true);
      }
      expect(chaos.server.on.failures).toEqual([]);
      for (const brokerId of [1, 2, 3]) chaos.kill(brokerId);
      chaos.server.closeChannels();
      await chaos.server.stop();
    }),
    { numRuns: 60 },
  );
}, 120_000);
