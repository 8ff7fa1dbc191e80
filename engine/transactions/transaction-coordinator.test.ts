/** The transaction coordinator: identities, partitions, ends, time, and what the next coordinator makes of it. */

import { describe, expect, test } from 'vitest';
import { logBatchesOf } from '../coordinator/log-batches.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { encodeTransactionRecord } from './records/record-codec.ts';
import {
  ID,
  TIMEOUT_MS,
  transactionFixture,
  type TransactionFixture,
} from './transaction-fixture.ts';

const V2 = 5;
const EPOCH_MAX = 0x7fff;

async function ongoing(on: TransactionFixture, version = 3) {
  const producer = await on.init();
  expect(await on.add(producer, ['orders', 0, 1], version)).toEqual([0, 0]);
  return producer;
}

/** A settled producer with this epoch, as if it had been raised so often. */
async function withEpoch(on: TransactionFixture, producerEpoch: number) {
  const { producerId } = await on.init();
  const value = {
    producerId,
    previousProducerId: producerId,
    nextProducerId: -1,
    producerEpoch,
    lastProducerEpoch: -1,
    timeoutMs: TIMEOUT_MS,
    status: 'Empty',
    partitions: [],
    updatedMs: on.clock.now(),
    startedMs: -1,
    clientVersion: 0,
  } as const;
  const record = { kind: 'transaction', transactionalId: ID, value } as const;
  const encoded = [encodeTransactionRecord(record)];
  const options = { leaderEpoch: 5, timestamp: on.clock.now(), transaction: undefined };
  for (const { bytes } of logBatchesOf(encoded, options)) on.log.append(bytes, 5);
  const next = on.successor();
  await next.settle();
  return { on: next, producer: { producerId, producerEpoch } };
}

describe('Trap 32: a transactional id', () => {
  test('gets a producer id once, and a new epoch each time', async () => {
    const on = transactionFixture();
    expect([await on.init(), await on.init(), await on.successor().init()]).toEqual([
      { errorCode: 0, producerId: 1000, producerEpoch: 0 },
      { errorCode: 0, producerId: 1000, producerEpoch: 1 },
      { errorCode: 0, producerId: 1000, producerEpoch: 2 },
    ]);
  });

  test('has to have a name, and a time-out within what the broker allows', async () => {
    const on = transactionFixture({ config: { timeoutMsMax: 1000 } });
    const initAs = async (transactionalId: string, transactionTimeoutMs: number) => {
      const body = {
        transactionalId,
        transactionTimeoutMs,
        producerId: -1,
        producerEpoch: -1,
        enable2Pc: false,
        keepPreparedTxn: false,
      };
      return (await on.now(on.coordinator.initProducerId(body, 5))).errorCode;
    };
    expect([
      await initAs('', 1000),
      await initAs(ID, 1001),
      await initAs(ID, 0),
      await initAs(ID, 1000),
    ]).toEqual([
      ErrorCode.INVALID_REQUEST,
      ErrorCode.INVALID_TRANSACTION_TIMEOUT,
      ErrorCode.INVALID_TRANSACTION_TIMEOUT,
      ErrorCode.NONE,
    ]);
  });

  test('waits while no producer id is to be had', async () => {
    const on = transactionFixture();
    on.nextProducerId = undefined;
    expect((await on.init()).errorCode).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    expect(on.log.endOffset).toBe(0);
  });

  test('whose producer says who it was goes on only from there, however often it asks (KIP-360)', async () => {
    const on = transactionFixture();
    const first = await on.init();
    const second = await on.init(first);
    expect(second).toEqual({ ...first, producerEpoch: 1 });
    expect(await on.init(first)).toEqual(second);
    await on.init();
    expect((await on.init(second)).errorCode).toBe(ErrorCode.PRODUCER_FENCED);
    expect((await on.init(second, { version: 3 })).errorCode).toBe(
      ErrorCode.INVALID_PRODUCER_EPOCH,
    );
    const stranger = { producerId: 7, producerEpoch: 0 };
    expect((await on.init(stranger)).errorCode).toBe(ErrorCode.PRODUCER_FENCED);
    expect((await on.init({ producerId: 7, producerEpoch: -1 })).errorCode).toBe(
      ErrorCode.INVALID_REQUEST,
    );
  });

  test('without epochs left gets a new producer id', async () => {
    const { on, producer } = await withEpoch(transactionFixture(), EPOCH_MAX - 1);
    const next = await on.init(producer);
    expect(next).toEqual({ errorCode: 0, producerId: 1001, producerEpoch: 0 });
    expect(await on.init(producer)).toEqual(next);
    expect((await on.init({ ...producer, producerEpoch: 3 })).errorCode).toBe(
      ErrorCode.PRODUCER_FENCED,
    );
  });

  test('with an open transaction has it aborted first, with an epoch that nobody has', async () => {
    const on = transactionFixture();
    const zombie = await ongoing(on);
    expect((await on.init()).errorCode).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
    expect(on.brokers.written).toEqual([
      '1 orders-0 abort 1000/1 by 5',
      '2 orders-1 abort 1000/1 by 5',
    ]);
    expect(await on.init()).toEqual({ errorCode: 0, producerId: 1000, producerEpoch: 2 });
    expect(await on.add(zombie)).toEqual([ErrorCode.PRODUCER_FENCED]);
    expect((await on.end(zombie, true)).errorCode).toBe(ErrorCode.PRODUCER_FENCED);
  });

  test('waits for a transaction that is being ended, but not for long', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.brokers.isSilent = true;
    await on.end(producer, true);
    const again = on.init();
    await on.settle(99);
    await on.settle(1);
    expect((await again).errorCode).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
  });
});

describe('partitions', () => {
  test('begin a transaction, once each', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    const { endOffset } = on.log;
    expect(await on.add(producer, ['orders', 1])).toEqual([0]);
    expect(on.log.endOffset).toBe(endOffset);
    await on.add(producer, ['clicks', 2]);
    expect(await on.describe()).toEqual({
      errorCode: 0,
      transactionalId: ID,
      transactionState: 'Ongoing',
      transactionTimeoutMs: TIMEOUT_MS,
      transactionStartTimeMs: on.clock.now(),
      producerId: producer.producerId,
      producerEpoch: producer.producerEpoch,
      topics: [
        { topic: 'orders', partitions: [0, 1] },
        { topic: 'clicks', partitions: [2] },
      ],
    });
  });

  test('are all refused when one does not exist', async () => {
    const on = transactionFixture();
    const producer = await on.init();
    expect(await on.add(producer, ['orders', 0, 3])).toEqual([
      ErrorCode.OPERATION_NOT_ATTEMPTED,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
    expect(await on.add(producer, ['ghost', 0])).toEqual([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]);
    expect(await on.state()).toBe('Empty');
  });

  test('are only taken from who has the id', async () => {
    const on = transactionFixture();
    const producer = await on.init();
    const old = { ...producer, producerEpoch: -1 };
    expect([
      await on.add({ ...producer, producerId: 3 }),
      await on.add(old),
      await on.add(old, ['orders', 0], 1),
      await transactionFixture().add(producer),
    ]).toEqual([
      [ErrorCode.INVALID_PRODUCER_ID_MAPPING],
      [ErrorCode.PRODUCER_FENCED],
      [ErrorCode.INVALID_PRODUCER_EPOCH],
      [ErrorCode.INVALID_PRODUCER_ID_MAPPING],
    ]);
  });

  test('Trap 33: are only looked for when a broker asks', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    expect(await on.verify(producer, [0, 2])).toEqual([
      ErrorCode.NONE,
      ErrorCode.TRANSACTION_ABORTABLE,
    ]);
    expect(await on.verify({ ...producer, producerEpoch: 9 }, [0])).toEqual([
      ErrorCode.PRODUCER_FENCED,
    ]);
    expect((await on.describe()).topics).toEqual([{ topic: 'orders', partitions: [0, 1] }]);
  });
});

describe('the offsets of a group', () => {
  test.each([
    [{ transactionalId: '' }, ErrorCode.INVALID_REQUEST],
    [{ groupId: '' }, ErrorCode.INVALID_GROUP_ID],
    [{ topic: 'ghost' }, ErrorCode.COORDINATOR_NOT_AVAILABLE],
    [{ producerEpoch: 8 }, ErrorCode.PRODUCER_FENCED],
    [{ producerEpoch: 8, version: 1 }, ErrorCode.INVALID_PRODUCER_EPOCH],
    [{}, ErrorCode.NONE],
  ])('are added like a partition: %o', async (change, errorCode) => {
    const on = transactionFixture();
    const producer = await on.init();
    const { topic = 'offsets', version = 4, ...rest } = change as Record<string, never>;
    const asked = on.coordinator.addOffsetsToTxn(
      { transactionalId: ID, groupId: 'g', ...producer, ...rest },
      { version, offsetsPartition: { topic, partitions: [2] } },
    );
    expect((await on.now(asked)).errorCode).toBe(errorCode);
    expect(await on.state()).toBe(errorCode === ErrorCode.NONE ? 'Ongoing' : 'Empty');
  });
});

describe('an end', () => {
  test('is answered when it cannot be lost, and told to all leaders', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.log.isReplicated = false;
    const ended = on.end(producer, true);
    await on.settle();
    expect(on.brokers.written).toEqual([]);
    on.log.replicate();
    expect((await ended).errorCode).toBe(ErrorCode.NONE);
    await on.settle();
    expect(on.brokers.written).toEqual([
      '1 orders-0 commit 1000/0 by 5',
      '2 orders-1 commit 1000/0 by 5',
    ]);
    on.log.replicate();
    expect(await on.state()).toBe('CompleteCommit');
  });

  test('of before version 2 may be repeated with the same outcome', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    expect((await on.end(producer, false)).errorCode).toBe(ErrorCode.NONE);
    expect((await on.end(producer, false)).errorCode).toBe(ErrorCode.NONE);
    expect((await on.end(producer, true)).errorCode).toBe(ErrorCode.INVALID_TXN_STATE);
  });

  test('of nothing is refused, of somebody else too', async () => {
    const on = transactionFixture();
    const producer = await on.init();
    expect(
      [
        await on.end(producer, true),
        await on.end(producer, false),
        await on.end({ ...producer, producerId: 1 }, true),
        await on.end({ ...producer, producerEpoch: 1 }, true),
        await on.end({ ...producer, producerEpoch: 1 }, true, 1),
      ].map(({ errorCode }) => errorCode),
    ).toEqual([
      ErrorCode.INVALID_TXN_STATE,
      ErrorCode.INVALID_TXN_STATE,
      ErrorCode.INVALID_PRODUCER_ID_MAPPING,
      ErrorCode.PRODUCER_FENCED,
      ErrorCode.INVALID_PRODUCER_EPOCH,
    ]);
  });

  test('while the markers are on their way is to be asked again', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.brokers.isSilent = true;
    await on.end(producer, true);
    expect((await on.end(producer, true)).errorCode).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
    expect((await on.end(producer, false)).errorCode).toBe(ErrorCode.INVALID_TXN_STATE);
    expect(await on.state()).toBe('PrepareCommit');
  });

  test('Trap 34: of version 2 raises the epoch, which tells a repeat from the next end', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on, V2);
    const next = await on.end(producer, true, V2);
    expect(next).toEqual({ ...producer, producerEpoch: 1 });
    expect(on.brokers.written[0]).toBe('1 orders-0 commit 1000/1 by 5');
    expect(await on.end(producer, true, V2)).toEqual(next);
    expect((await on.end(producer, false, V2)).errorCode).toBe(ErrorCode.INVALID_TXN_STATE);
    await on.add(next, ['orders', 0], V2);
    expect((await on.end(producer, true, V2)).errorCode).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await on.end(next, false, V2)).toEqual({ ...producer, producerEpoch: 2 });
    expect((await on.end(producer, false, V2)).errorCode).toBe(ErrorCode.PRODUCER_FENCED);
  });

  test('of version 2 aborts even what has not begun, but commits nothing', async () => {
    const on = transactionFixture();
    const producer = await on.init();
    expect((await on.end(producer, true, V2)).errorCode).toBe(ErrorCode.INVALID_TXN_STATE);
    expect(await on.end(producer, false, V2)).toEqual({ ...producer, producerEpoch: 1 });
    expect(await on.state()).toBe('CompleteAbort');
  });

  test('of version 2 without epochs left goes on with a new producer id', async () => {
    const { on, producer } = await withEpoch(transactionFixture(), EPOCH_MAX - 1);
    await on.add(producer, ['orders', 0], V2);
    const next = await on.end(producer, true, V2);
    expect(next).toEqual({ errorCode: 0, producerId: 1001, producerEpoch: 0 });
    expect(on.brokers.written).toEqual([`1 orders-0 commit 1000/${EPOCH_MAX} by 6`]);
    expect(await on.end(producer, true, V2)).toEqual(next);
    expect((await on.end(producer, false, V2)).errorCode).toBe(ErrorCode.INVALID_TXN_STATE);
    expect(await on.add(next, ['orders', 0], V2)).toEqual([0]);
  });

  test('an epoch that was raised to fence its producer is not given to it', async () => {
    const { on, producer } = await withEpoch(transactionFixture(), EPOCH_MAX - 1);
    await on.add(producer, ['orders', 0], V2);
    await on.settle(TIMEOUT_MS);
    expect(on.brokers.written).toEqual([`1 orders-0 abort 1000/${EPOCH_MAX} by 6`]);
    expect((await on.end(producer, false, V2)).errorCode).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await on.init()).toEqual({ errorCode: 0, producerId: 1001, producerEpoch: 0 });
  });
});

describe('markers', () => {
  test('are sent until every partition has one', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.brokers.errors.set('orders-0', [
      ErrorCode.NOT_LEADER_OR_FOLLOWER,
      ErrorCode.NOT_ENOUGH_REPLICAS,
    ]);
    on.brokers.unreachable.add(2);
    await on.end(producer, true);
    await on.settle(20);
    await on.settle(20);
    expect([on.brokers.written, await on.state()]).toEqual([
      ['1 orders-0 commit 1000/0 by 5'],
      'PrepareCommit',
    ]);
    on.brokers.unreachable.clear();
    on.brokers.leaderless.add('orders');
    await on.settle(20);
    on.brokers.leaderless.clear();
    await on.settle(20);
    expect([on.brokers.written.slice(1), await on.state()]).toEqual([
      ['2 orders-1 commit 1000/0 by 5'],
      'CompleteCommit',
    ]);
  });

  test('are not needed where the topic is gone, or where a later epoch is known', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    await on.add(producer, ['clicks', 0]);
    on.brokers.deleted.add('clicks');
    on.brokers.errors.set('orders-0', [ErrorCode.INVALID_PRODUCER_EPOCH]);
    await on.end(producer, true);
    expect([on.brokers.written, await on.state()]).toEqual([
      ['2 orders-1 commit 1000/0 by 5'],
      'CompleteCommit',
    ]);
  });

  test('are left to the coordinator that has taken over', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.brokers.errors.set('orders-0', [ErrorCode.TRANSACTION_COORDINATOR_FENCED]);
    await on.end(producer, true);
    await on.settle(1000);
    expect(await on.state()).toBe('PrepareCommit');
  });

  test('a completion that the log does not take is written later', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.brokers.unreachable.add(1);
    await on.end(producer, true);
    on.log.appendError = ErrorCode.NOT_ENOUGH_REPLICAS;
    on.brokers.unreachable.clear();
    await on.settle(20);
    expect(await on.state()).toBe('PrepareCommit');
    on.log.appendError = ErrorCode.NONE;
    await on.settle(100);
    expect(await on.state()).toBe('CompleteCommit');
  });
});

describe('the next coordinator', () => {
  test.each([
    [true, 'PrepareCommit', 'CompleteCommit', 'commit'],
    [false, 'PrepareAbort', 'CompleteAbort', 'abort'],
  ])('finishes what was prepared (commit: %s)', async (isCommit, prepared, complete, outcome) => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.brokers.isSilent = true;
    await on.end(producer, isCommit);
    expect(await on.state()).toBe(prepared);
    on.brokers.isSilent = false;
    const next = on.successor();
    await next.settle();
    expect(on.brokers.written).toEqual([
      `1 orders-0 ${outcome} 1000/0 by 6`,
      `2 orders-1 ${outcome} 1000/0 by 6`,
    ]);
    expect(await next.state()).toBe(complete);
    expect((await next.end(producer, isCommit)).errorCode).toBe(ErrorCode.NONE);
  });

  test('goes on with an open transaction, and with the time that it has left', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    await on.settle(TIMEOUT_MS - 1000);
    const next = on.successor();
    await next.settle();
    expect(await next.add(producer, ['orders', 2])).toEqual([0]);
    await next.settle(999);
    expect(await next.state()).toBe('Ongoing');
    await next.settle(1);
    expect(await next.state()).toBe('CompleteAbort');
    expect(on.brokers.written).toHaveLength(3);
  });

  test('is asked in vain before it has read its log, and where it does not lead', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    on.coordinator.resign(0);
    expect(await on.add(producer)).toEqual([ErrorCode.NOT_COORDINATOR]);
    on.coordinator.becomeLeader(0, on.log, 6);
    const body = { transactionalId: ID, ...producer, committed: true };
    const { errorCode } = await on.coordinator.endTxn(body, 4);
    expect(errorCode).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
  });
});

describe('time', () => {
  test('aborts a transaction that takes too long, and fences its producer', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    await on.settle(TIMEOUT_MS - 1);
    expect(await on.state()).toBe('Ongoing');
    await on.settle(1);
    expect([on.brokers.written, await on.state()]).toEqual([
      ['1 orders-0 abort 1000/1 by 5', '2 orders-1 abort 1000/1 by 5'],
      'CompleteAbort',
    ]);
    expect((await on.end(producer, true)).errorCode).toBe(ErrorCode.PRODUCER_FENCED);
  });

  test('does nothing to what ended in time', async () => {
    const on = transactionFixture();
    const producer = await ongoing(on);
    await on.end(producer, true);
    await on.settle(TIMEOUT_MS * 2);
    expect((await on.describe()).producerEpoch).toBe(0);
  });

  test('forgets ids that nobody has used for long, but none with an open transaction', async () => {
    const config = { idExpirationMs: 10_000, idExpirationCheckMs: 1000 };
    const on = transactionFixture({ config });
    const producer = await ongoing(on);
    await on.settle(20_000);
    expect(await on.state()).toBe('Ongoing');
    await on.end(producer, true);
    await on.settle(9000);
    expect(await on.state()).toBe('CompleteCommit');
    await on.settle(1000);
    expect((await on.describe()).errorCode).toBe(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND);
    const next = on.successor();
    await next.settle();
    expect((await next.describe()).errorCode).toBe(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND);
  });
});

describe('a list', () => {
  const everything = {
    stateFilters: [] as string[],
    producerIdFilters: [] as number[],
    durationFilter: -1,
    transactionalIdPattern: null as string | null,
  };

  async function list(on: TransactionFixture, filters: Partial<typeof everything>) {
    const reply = await on.now(on.coordinator.listTransactions({ ...everything, ...filters }));
    return [reply.errorCode, reply.transactionStates.length, reply.unknownStateFilters];
  }

  test('is filtered by state, producer, duration and name', async () => {
    const on = transactionFixture();
    await ongoing(on);
    await on.settle(5000);
    expect([
      await list(on, {}),
      await list(on, { stateFilters: ['Empty'] }),
      await list(on, { stateFilters: ['Ongoing', 'toString', 'Dead'] }),
      await list(on, { producerIdFilters: [1000] }),
      await list(on, { producerIdFilters: [1] }),
      await list(on, { durationFilter: 4999 }),
      await list(on, { durationFilter: 5000 }),
      await list(on, { transactionalIdPattern: 't.' }),
      await list(on, { transactionalIdPattern: 't' }),
      await list(on, { transactionalIdPattern: '(' }),
    ]).toEqual([
      [0, 1, []],
      [0, 0, []],
      [0, 1, ['toString']],
      [0, 1, []],
      [0, 0, []],
      [0, 1, []],
      [0, 0, []],
      [0, 1, []],
      [0, 0, []],
      [ErrorCode.INVALID_REGULAR_EXPRESSION, 0, []],
    ]);
  });

  test('is not complete while a log is read', async () => {
    const on = transactionFixture();
    on.coordinator.becomeLeader(0, on.log, 6);
    const reply = await on.coordinator.listTransactions(everything);
    expect(reply.errorCode).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
  });
});
