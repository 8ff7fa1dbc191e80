/** The machine under random commands: nothing but replay changes its state, and its promises to producers hold. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEntry, Moment } from '../coordinator/machine.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { ProducerReply, TransactionCommand } from './decide/command.ts';
import type { Transaction } from './records/transaction-record.ts';
import { transactionConfig } from './transaction-config.ts';
import { transactionMachine } from './transaction-machine.ts';
import { isPrepared, isSettled, type TransactionsState } from './transactions-state.ts';

const machine = transactionMachine(transactionConfig({ idExpirationMs: 5000 }));

/** A command in the making: producers are named by where they are, so that some of them are right. */
interface Step {
  readonly kind: TransactionCommand['kind'];
  readonly id: number;
  /** How far the producer is from the current identity: 0 has it, 1 is one epoch behind. */
  readonly behind: number;
  readonly isStranger: boolean;
  readonly partitions: readonly number[];
  readonly isCommit: boolean;
  readonly isVersion2: boolean;
  readonly passesMs: number;
}

const kinds = [
  'init',
  'init',
  'add',
  'add',
  'verify',
  'end',
  'end',
  'describe',
  'prepared',
  'list',
  'complete',
  'complete',
  'expire',
  'adopt',
  'forget',
] as const;

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    id: fc.nat(1),
    behind: fc.constantFrom(0, 0, 0, 1, -1),
    isStranger: fc.constantFrom(false, false, false, true),
    partitions: fc.uniqueArray(fc.nat(3), { minLength: 1 }),
    isCommit: fc.boolean(),
    isVersion2: fc.boolean(),
    passesMs: fc.constantFrom(0, 1, 1000, 6000),
  }),
  { maxLength: 60 },
);

let freshId = 0;

function commandOf(step: Step, state: TransactionsState): TransactionCommand {
  const transactionalId = `tx-${step.id}`;
  const current = state.transactions.get(transactionalId);
  const producerId = step.isStranger ? 7 : (current?.producerId ?? -1);
  const producerEpoch = (current?.producerEpoch ?? 0) - step.behind;
  const of = { request: 1, transactionalId, producerId, producerEpoch };
  const clientVersion = step.isVersion2 ? 2 : 0;
  const partitions = [{ topic: 't', partitions: step.partitions }];
  switch (step.kind) {
    case 'init':
      return initOf(step, of);
    case 'add':
      return { kind: 'add', ...of, partitions, clientVersion };
    case 'verify':
      return { kind: 'verify', ...of, partitions };
    case 'end':
      freshId += 1;
      return {
        kind: 'end',
        ...of,
        isCommit: step.isCommit,
        clientVersion,
        freshProducerId: freshId,
      };
    case 'list':
      return {
        kind: 'list',
        request: 1,
        states: [],
        producerIds: [],
        runningMs: -1,
        pattern: null,
      };
    case 'complete':
      return { kind: 'complete', transactionalId, producerId, producerEpoch };
    case 'describe':
    case 'prepared':
      return { kind: step.kind, request: 1, transactionalId };
    default:
      return { kind: step.kind, transactionalId };
  }
}

type Of = { request: number; transactionalId: string; producerId: number; producerEpoch: number };

function initOf({ isVersion2, isCommit }: Step, of: Of): TransactionCommand {
  freshId += 1;
  const isNew = isVersion2 || isCommit;
  return {
    kind: 'init',
    ...of,
    ...(isNew ? { producerId: -1, producerEpoch: -1 } : {}),
    timeoutMs: 60_000,
    freshProducerId: freshId,
  };
}

/** A producer that starts near its last epoch meets the end of its epochs. */
function startState(epoch: number, now: Moment): TransactionsState {
  const state = machine.create();
  for (const id of [0, 1]) {
    const value: Transaction = {
      producerId: 100_000 + id,
      previousProducerId: 100_000 + id,
      nextProducerId: -1,
      producerEpoch: epoch,
      lastProducerEpoch: -1,
      timeoutMs: 60_000,
      status: 'Empty',
      partitions: [],
      updatedMs: now.wallMs,
      startedMs: -1,
      clientVersion: 0,
    };
    machine.replay(state, { kind: 'transaction', transactionalId: `tx-${id}`, value });
  }
  return state;
}

/** Runs the steps, and shows each decision to `check` with the state before it. */
function run(
  all: readonly Step[],
  epoch: number,
  check: (seen: {
    before: TransactionsState;
    after: TransactionsState;
    command: TransactionCommand;
    decision: ReturnType<typeof machine.decide>;
  }) => void,
): void {
  let now: Moment = { wallMs: 1_700_000_000_000, monotonicMs: 0 };
  const state = startState(epoch, now);
  for (const step of all) {
    const { passesMs } = step;
    now = { wallMs: now.wallMs + passesMs, monotonicMs: now.monotonicMs + passesMs };
    const before = structuredClone(state);
    const command = commandOf(step, state);
    const decision = machine.decide(state, command, now);
    expect(state).toEqual(before);
    for (const record of decision.records) machine.replay(state, record);
    check({ before, after: state, command, decision });
  }
}

const epochs = fc.constantFrom(0, 0x7ff8, 0x7ffc, 0x7ffd, 0x7ffe);

test('a decision changes nothing, and answers whoever asked once', () => {
  fc.assert(
    fc.property(steps, epochs, (all, epoch) => {
      run(all, epoch, ({ command, decision }) => {
        const asked = 'request' in command ? [command.request] : [];
        expect(decision.answers.map(({ to }) => to)).toEqual(asked);
      });
    }),
    { numRuns: 200 },
  );
});

test('what the log keeps is enough for the next coordinator', () => {
  fc.assert(
    fc.property(steps, epochs, (all, epoch) => {
      const stored: LogEntry[] = [];
      let last = machine.create();
      run(all, epoch, ({ decision, after }) => {
        for (const record of decision.records) {
          const encoded = machine.encode(record);
          if (encoded) stored.push({ ...encoded, offset: stored.length, transaction: undefined });
        }
        last = after;
      });
      const loaded = machine.create();
      for (const entry of stored) machine.replay(loaded, machine.decode(entry)!);
      const touched = [...last.transactions].filter(([id]) => loaded.transactions.has(id));
      expect(touched.map(([id, value]) => [id, { ...value, lastProducerEpoch: -1 }])).toEqual(
        touched.map(([id]) => [id, loaded.transactions.get(id)]),
      );
    }),
    { numRuns: 200 },
  );
});

test('an outcome that is decided stays, until every partition knows', () => {
  fc.assert(
    fc.property(steps, epochs, (all, epoch) => {
      run(all, epoch, ({ before, after, command }) => {
        for (const [id, was] of before.transactions) {
          const is = after.transactions.get(id);
          if (!isPrepared(was) || is?.status === was.status) continue;
          expect(command.kind).toBe('complete');
          expect(is!.status).toBe(was.status.replace('Prepare', 'Complete'));
        }
      });
    }),
    { numRuns: 200 },
  );
});

test('epochs of a producer id only rise, never beyond what 16 bits hold, and only a producer that has its epoch ends its transaction', () => {
  fc.assert(
    fc.property(steps, epochs, (all, epoch) => {
      run(all, epoch, ({ before, after, command, decision }) => {
        for (const [id, is] of after.transactions) {
          const was = before.transactions.get(id);
          expect(is.producerEpoch).toBeLessThanOrEqual(0x7fff);
          if (was?.producerId === is.producerId)
            expect(is.producerEpoch).toBeGreaterThanOrEqual(was.producerEpoch);
        }
        if (command.kind !== 'end' || decision.records.length === 0) return;
        const was = before.transactions.get(command.transactionalId)!;
        expect([was.producerId, was.producerEpoch]).toEqual([
          command.producerId,
          command.producerEpoch,
        ]);
      });
    }),
    { numRuns: 200 },
  );
});

test('a producer that is told its identity is the one who has it', () => {
  fc.assert(
    fc.property(steps, epochs, (all, epoch) => {
      run(all, epoch, ({ after, command, decision }) => {
        if (command.kind !== 'init') return;
        const reply = decision.answers[0]!.reply as ProducerReply;
        if (reply.errorCode !== ErrorCode.NONE) return;
        const has = after.transactions.get(command.transactionalId)!;
        expect([has.producerId, has.producerEpoch]).toEqual([
          reply.producerId,
          reply.producerEpoch,
        ]);
        expect(isSettled(has)).toBe(true);
        expect(reply.producerEpoch).toBeLessThan(0x7fff);
      });
    }),
    { numRuns: 200 },
  );
});
