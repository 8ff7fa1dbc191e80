/** What the runtime promises any machine, tried with the smallest one: named numbers, some of which have an end. */

import { expect, test } from 'vitest';
import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { batchesOf, isControl, isTransactional } from '../records/batch.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { readTransactionMarker } from '../records/control-record.ts';
import { CoordinatorRuntime } from './coordinator-runtime.ts';
import type { Machine, RequestId } from './machine.ts';
import { MemoryLog } from './memory-log.ts';
import type { Refusal } from './refusal.ts';

interface Numbers {
  readonly values: Map<string, number>;
  readonly ends: Map<string, number>;
  readonly parked: Map<string, RequestId>;
}

type Command =
  | { kind: 'set'; request: RequestId; name: string; value: number; livesMs?: number }
  | { kind: 'set-within'; request: RequestId; name: string; value: number; producerId: number }
  | { kind: 'set-many'; request: RequestId; count: number; size: number }
  | { kind: 'get'; request: RequestId; name: string }
  | { kind: 'wait-for'; request: RequestId; name: string }
  | { kind: 'expire'; name: string }
  | { kind: 'loaded' };

type NumberRecord =
  | { kind: 'value'; name: string; value: number | null; padding?: number }
  | { kind: 'end'; name: string; at: number }
  | { kind: 'parked'; name: string; request: RequestId | null };

type Reply = number | 'absent' | Refusal;

const numbers: Machine<Numbers, Command, NumberRecord, Reply> = {
  create: () => ({ values: new Map(), ends: new Map(), parked: new Map() }),
  decide(state, command, now) {
    if (command.kind === 'loaded')
      return { records: [{ kind: 'end', name: 'loaded', at: Infinity }], answers: [] };
    if (command.kind === 'expire')
      return { records: [{ kind: 'value', name: command.name, value: null }], answers: [] };
    if (command.kind === 'get') {
      return {
        records: [],
        answers: [{ to: command.request, reply: state.values.get(command.name) ?? 'absent' }],
      };
    }
    if (command.kind === 'set-within') {
      const { name, value, producerId, request } = command;
      return {
        records: [{ kind: 'value', name, value }],
        answers: [{ to: request, reply: value }],
        transaction: { producerId, producerEpoch: 2 },
      };
    }
    if (command.kind === 'wait-for')
      return {
        records: [{ kind: 'parked', name: command.name, request: command.request }],
        answers: [],
      };
    if (command.kind === 'set-many') {
      const records = Array.from({ length: command.count }, (_, value): NumberRecord => {
        return { kind: 'value', name: `many-${value}`, value, padding: command.size };
      });
      return { records, answers: [{ to: command.request, reply: command.count }] };
    }
    const { name, value, livesMs } = command;
    const parked = state.parked.get(name);
    const records: NumberRecord[] = [{ kind: 'value', name, value }];
    if (livesMs !== undefined) records.push({ kind: 'end', name, at: now.monotonicMs + livesMs });
    if (parked !== undefined) records.push({ kind: 'parked', name, request: null });
    const answers = [command.request, ...(parked === undefined ? [] : [parked])].map((to) => ({
      to,
      reply: value,
    }));
    return { records, answers };
  },
  replay(state, record) {
    if (record.kind === 'end') state.ends.set(record.name, record.at);
    else if (record.kind === 'parked' && record.request !== null)
      state.parked.set(record.name, record.request);
    else if (record.kind === 'parked') state.parked.delete(record.name);
    else if (record.value !== null) state.values.set(record.name, record.value);
    else {
      state.values.delete(record.name);
      state.ends.delete(record.name);
    }
  },
  encode(record) {
    if (record.kind !== 'value') return undefined;
    const value =
      record.value === null ? null : Buffer.from(String(record.value).padEnd(record.padding ?? 0));
    return { key: Buffer.from(record.name), value };
  },
  decode: ({ key, value }) =>
    key.toString() === 'unknown'
      ? undefined
      : {
          kind: 'value',
          name: key.toString(),
          value: value === null ? null : Number(value.toString()),
        },
  transactionEnded: ({ producerId, committed }) => ({
    kind: 'value',
    name: `transaction-${producerId}`,
    value: committed ? 1 : 0,
  }),
  afterLoad: () => [{ kind: 'loaded' }],
  deadlines: {
    keyOf: (command) => ('name' in command ? command.name : undefined),
    dueAt: (state, name) => state.ends.get(name),
    expire: (name) => ({ kind: 'expire', name }),
  },
};

function start(log = new MemoryLog(), clock = new ManualClock()) {
  const replayed: NumberRecord[] = [];
  const failures: unknown[] = [];
  const runtime = new CoordinatorRuntime({
    machine: numbers,
    clock,
    log,
    leaderEpoch: 3,
    commitTimeoutMs: 5000,
    onReplayed: (record) => replayed.push(record),
    onFailed: (error) => failures.push(error),
  });
  const ask = (command: (request: RequestId) => Command, isImmediate = false): Promise<Reply> =>
    runtime.ask({ command, refuse: (refusal) => refusal, isImmediate });
  return {
    clock,
    log,
    runtime,
    replayed,
    failures,
    set: (name: string, value: number, livesMs?: number) =>
      ask((request) => ({
        kind: 'set',
        request,
        name,
        value,
        ...(livesMs === undefined ? {} : { livesMs }),
      })),
    setWithin: (producerId: number, name: string, value: number) =>
      ask((request) => ({ kind: 'set-within', request, name, value, producerId })),
    get: (name: string, isImmediate?: boolean) =>
      ask((request) => ({ kind: 'get', request, name }), isImmediate),
    waitFor: (name: string) => ask((request) => ({ kind: 'wait-for', request, name })),
    setMany: (count: number, size: number) =>
      ask((request) => ({ kind: 'set-many', request, count, size })),
  };
}

function started(log?: MemoryLog, clock?: ManualClock) {
  const coordinator = start(log, clock);
  coordinator.clock.advance(0);
  return coordinator;
}

/** Whether a promise is settled once every reaction that is due has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  return settled;
}

test('a command is refused while the log is read, and carried out after', async () => {
  const { clock, set, get } = start();
  expect(await set('a', 1)).toEqual({ kind: 'loading' });
  clock.advance(0);
  expect(await set('a', 1)).toBe(1);
  expect(await get('a')).toBe(1);
});

test('a new coordinator finds what the one before it has written, read by read', async () => {
  const log = new MemoryLog({ batchesPerRead: 2 });
  const first = started(log);
  for (let value = 0; value < 7; value += 1) await first.set(`n${value % 5}`, value);
  await first.setMany(3, 0);
  const second = start(log);
  second.clock.advance(0);
  expect(second.runtime.state.values).toEqual(first.runtime.state.values);
  expect(second.replayed).toEqual([{ kind: 'end', name: 'loaded', at: Infinity }]);
});

test('a reply waits until what it stands for is committed, and so do the replies after it', async () => {
  const { log, set, get, runtime } = started();
  log.isReplicated = false;
  const written = set('a', 1);
  const read = get('a');
  expect({
    written: await isSettled(written),
    read: await isSettled(read),
    state: runtime.state.values.get('a'),
  }).toEqual({
    written: false,
    read: false,
    state: 1,
  });
  expect(await get('a', true)).toBe(1);
  log.replicate();
  expect([await written, await read]).toEqual([1, 1]);
});

test('a reply to what is loaded waits until that is committed', async () => {
  const log = new MemoryLog();
  await started(log).set('a', 1);
  log.isReplicated = false;
  log.append(encodeBatch([{ key: Buffer.from('b'), value: Buffer.from('2'), timestamp: 0 }]), 2);
  const { get } = started(log);
  const read = get('b');
  expect(await isSettled(read)).toBe(false);
  log.replicate();
  expect(await read).toBe(2);
});

test('a reply whose commit takes too long is refused, and the ones behind it keep their own time', async () => {
  const { clock, log, set, get } = started();
  log.isReplicated = false;
  const early = set('a', 1);
  clock.advance(3000);
  const late = set('b', 2);
  clock.advance(2000);
  expect(await early).toEqual({ kind: 'timed-out' });
  expect(await isSettled(late)).toBe(false);
  log.replicate();
  expect(await late).toBe(2);
  expect(await get('a')).toBe(1);
  expect(clock.pendingCount).toBe(0);
});

test('a caller may be answered by the command of another', async () => {
  const { set, waitFor } = started();
  const waiting = waitFor('a');
  expect(await isSettled(waiting)).toBe(false);
  await set('a', 7);
  expect(await waiting).toBe(7);
});

test('a failed append changes nothing', async () => {
  const { log, set, get, waitFor, runtime } = started();
  const waiting = waitFor('a');
  log.appendError = 6;
  expect(await set('a', 7)).toEqual({ kind: 'log', error: 6 });
  expect({ values: runtime.state.values, waiting: await isSettled(waiting) }).toEqual({
    values: new Map(),
    waiting: false,
  });
  log.appendError = 0;
  expect(await get('a')).toBe('absent');
});

test('what is too large for one batch goes into several', async () => {
  const { log, setMany, runtime } = started();
  expect(await setMany(1000, 2000)).toBe(1000);
  expect({
    batches: log.batchCount,
    values: runtime.state.values.size,
    end: log.endOffset,
  }).toEqual({ batches: 4, values: 1000, end: 1000 });
  expect(started(log).runtime.state.values.size).toBe(1000);
});

test('what has a deadline is looked at when it has passed, not before', async () => {
  const { clock, set, runtime } = started();
  await set('a', 1, 100);
  await set('a', 2, 300);
  clock.advance(299);
  expect(runtime.state.values.get('a')).toBe(2);
  clock.advance(1);
  expect({ value: runtime.state.values.get('a'), timers: clock.pendingCount }).toEqual({
    value: undefined,
    timers: 0,
  });
});

test('a deadline that comes nearer is kept', async () => {
  const { clock, set, runtime } = started();
  await set('a', 1, 300);
  await set('a', 2, 100);
  clock.advance(100);
  expect(runtime.state.values.get('a')).toBe(undefined);
});

test('a deadline whose append fails is tried again', async () => {
  const { clock, log, set, runtime } = started();
  await set('a', 1, 100);
  log.appendError = 19;
  clock.advance(1000);
  expect(runtime.state.values.get('a')).toBe(1);
  log.appendError = 0;
  clock.advance(500);
  expect(runtime.state.values.get('a')).toBe(undefined);
});

test('giving up refuses everyone who waits and everyone who comes', async () => {
  const { clock, log, set, waitFor, runtime } = started();
  log.isReplicated = false;
  const waits = [set('a', 1, 100), waitFor('b')];
  runtime.close();
  runtime.close();
  waits.push(set('c', 1));
  const refused = { kind: 'not-coordinator' };
  expect(await Promise.all(waits)).toEqual([refused, refused, refused]);
  expect({ timers: clock.pendingCount, told: runtime.tell({ kind: 'expire', name: 'a' }) }).toEqual(
    { timers: 0, told: refused },
  );
});

test('a lost leadership ends the term', async () => {
  const { log, set, runtime } = started();
  log.isReplicated = false;
  const waiting = set('a', 1);
  log.loseLeadership(6);
  expect(await waiting).toEqual({ kind: 'not-coordinator' });
  expect(runtime.status).toBe('closed');
});

test('giving up while loading ends the loading', () => {
  const { clock, runtime } = start();
  runtime.close();
  clock.advance(0);
  expect(runtime.status).toBe('closed');
});

test('the ends of transactions reach the machine; unknown records do not', () => {
  const log = new MemoryLog();
  const marker = (type: number): Buffer => Buffer.from([0, 0, 0, type]);
  const value = Buffer.from('5');
  log.append(encodeBatch([{ key: Buffer.from('unknown'), value, timestamp: 0 }]), 0);
  log.append(
    encodeBatch([{ key: marker(1), value, timestamp: 0 }], {
      isControl: true,
      isTransactional: true,
      producerId: 8,
    }),
    0,
  );
  log.append(
    encodeBatch([{ key: marker(0), value, timestamp: 0 }], {
      isControl: true,
      isTransactional: true,
      producerId: 9,
    }),
    0,
  );
  log.append(encodeBatch([{ key: marker(2), value, timestamp: 0 }], { isControl: true }), 0);
  log.append(encodeBatch([{ value, timestamp: 0 }]), 0);
  expect(started(log).runtime.state.values).toEqual(
    new Map([
      ['transaction-8', 1],
      ['transaction-9', 0],
    ]),
  );
});

test('a log that cannot be read leaves a coordinator that serves nobody', async () => {
  const log = new MemoryLog();
  const batch = encodeBatch([{ key: Buffer.from('a'), value: Buffer.from('1'), timestamp: 0 }]);
  batch.writeUInt8(0x7f, 61);
  log.append(batch, 0);
  const { failures, runtime, set } = started(log);
  expect({ failures: failures.length, status: runtime.status, reply: await set('a', 1) }).toEqual({
    failures: 1,
    status: 'closed',
    reply: { kind: 'not-coordinator' },
  });
});

test('what belongs to a transaction is written within it, and ended by a marker that waits for its commit', async () => {
  const { runtime, log, setWithin, get } = started();
  await setWithin(8, 'a', 1);
  log.isReplicated = false;
  const ended = runtime.endTransaction({
    producerId: 8,
    producerEpoch: 3,
    coordinatorEpoch: 5,
    committed: true,
  });
  expect(await get('transaction-8', true)).toBe(1);
  expect(await isSettled(ended)).toBe(false);
  log.replicate();
  expect(await ended).toBeUndefined();
  const [data, marker] = [...batchesOf(Buffer.concat([log.read(0)]))];
  expect([isTransactional(data!), isControl(data!), data!.producerId, data!.producerEpoch]).toEqual(
    [true, false, 8, 2],
  );
  expect([marker!.producerId, marker!.producerEpoch, readTransactionMarker(marker!)]).toEqual([
    8,
    3,
    { outcome: 'commit', coordinatorEpoch: 5 },
  ]);
});

test('a marker is refused while the log is read, when it cannot be written, and after leaving', async () => {
  const { runtime, log, clock } = start();
  const end = () =>
    runtime.endTransaction({
      producerId: 8,
      producerEpoch: 3,
      coordinatorEpoch: 5,
      committed: false,
    });
  expect(await end()).toEqual({ kind: 'loading' });
  clock.advance(0);
  log.appendError = 19;
  expect(await end()).toEqual({ kind: 'log', error: 19 });
  expect(runtime.state.values.size).toBe(0);
  runtime.close();
  expect(await end()).toEqual({ kind: 'not-coordinator' });
});
