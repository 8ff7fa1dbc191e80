/** A producer: messages by hand, or many at a steady rate. */

import { assert } from '../../base/assert.ts';
import { EngineError } from '../../base/errors.ts';
import type { Acks, Message, Producer, Sent } from '../../client/cluster-client.ts';
import { Gate } from '../../connect/gate.ts';
import { Pacer } from '../../connect/pacer.ts';
import { messageTemplate, type Fill } from '../message-template.ts';
import { NEVER, type NodeMessage, type Part, type PartContext } from './part.ts';
import { numberSetting, textSetting } from './setting.ts';

const BATCH_MAX = 2000;
const acksByChoice: Readonly<Record<string, Acks>> = { all: 'all', '1': 'leader', '0': 'none' };

export async function startProducer(context: PartContext): Promise<Part> {
  const acks = acksByChoice[textSetting(context, 'acks')] ?? 'all';
  const producer = await context.client.producer({
    clientId: context.clientId,
    acks,
    isIdempotent: acks === 'all',
  });
  const [topic] = context.outputs;
  assert(topic !== undefined, 'A producer is wired to a topic.');
  return new RunningProducer(context, producer, topic);
}

class RunningProducer implements Part {
  readonly done: Promise<void>;
  readonly #context: PartContext;
  readonly #producer: Producer;
  readonly #topic: string;
  readonly #gate: Gate;
  readonly #pacer: Pacer;
  readonly #key: Fill;
  readonly #value: Fill;
  /** How many messages came before. */
  #n = 0;
  #sent = 0;

  constructor(context: PartContext, producer: Producer, topic: string) {
    const { clock } = context.ports;
    this.#context = context;
    this.#producer = producer;
    this.#topic = topic;
    this.#gate = new Gate(clock);
    this.#pacer = new Pacer(clock, numberSetting(context, 'rate') ?? 1);
    this.#key = messageTemplate(textSetting(context, 'key'));
    this.#value = messageTemplate(textSetting(context, 'value'));
    this.done = textSetting(context, 'mode') === 'steady' ? this.#run() : NEVER;
    this.done.catch(() => undefined);
  }

  counters() {
    return { recordsIn: 0, recordsOut: this.#sent, recordsSkipped: 0 };
  }

  status(): string {
    return '';
  }

  pause(): void {
    this.#gate.hold();
  }

  resume(): void {
    this.#pacer.restart();
    this.#gate.release();
  }

  async close(): Promise<void> {
    this.#gate.close();
    if (this.done !== NEVER) await this.done.catch(() => undefined);
    await this.#producer.close();
  }

  async send({ key, value, headers = {} }: NodeMessage): Promise<Sent> {
    const now = this.#context.ports.clock.now();
    const n = this.#n++;
    const fill = (part: string | null) => (part === null ? null : messageTemplate(part)(n, now));
    const message: Message = {
      key: fill(key),
      value: fill(value),
      headers: Object.entries(headers).map(([name, each]) => ({
        key: name,
        value: Buffer.from(each),
      })),
    };
    const [sent] = await this.#producer.send(this.#topic, [message]);
    if (sent === undefined) throw new EngineError('NOT_SENT', 'The message was not sent.');
    this.#sent += 1;
    return sent;
  }

  async #run(): Promise<void> {
    await this.#gate.pass(0);
    while (!this.#gate.isClosed) {
      const due = this.#pacer.take(BATCH_MAX);
      if (due > 0) await this.#sendDue(due);
      const waitMs = this.#pacer.waitMs();
      await this.#gate.pass(due === 0 ? Math.max(waitMs, 1) : waitMs);
    }
  }

  async #sendDue(count: number): Promise<void> {
    const now = this.#context.ports.clock.now();
    const messages = Array.from({ length: count }, (): Message => {
      const n = this.#n++;
      const key = this.#key(n, now);
      return { key: key === '' ? null : key, value: this.#value(n, now), timestamp: now };
    });
    await this.#producer.send(this.#topic, messages);
    this.#sent += count;
  }
}
