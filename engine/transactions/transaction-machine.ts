/** The transaction coordinator as a machine: every command with what decides it. */

import { assert, unreachable } from '../base/assert.ts';
import type { Machine, Moment, TransactionEnd } from '../coordinator/machine.ts';
import { decideAdd, decideVerify } from './decide/add-partitions.ts';
import type {
  TransactionCommand,
  TransactionDecision,
  TransactionReply,
} from './decide/command.ts';
import { decideComplete, decidePrepared } from './decide/complete.ts';
import { decideDescribe, decideList } from './decide/describe.ts';
import { decideEnd } from './decide/end.ts';
import { decideAdopt, decideExpire, decideForget } from './decide/expire.ts';
import { decideInit } from './decide/init-producer-id.ts';
import { decodeTransactionRecord, encodeTransactionRecord } from './records/record-codec.ts';
import type { TransactionRecord } from './records/transaction-record.ts';
import type { TransactionConfig } from './transaction-config.ts';
import {
  emptyTransactionsState,
  replayTransactionRecord,
  type TransactionsState,
} from './transactions-state.ts';

export type TransactionMachine = Machine<
  TransactionsState,
  TransactionCommand,
  TransactionRecord,
  TransactionReply
>;

export function transactionMachine(config: TransactionConfig): TransactionMachine {
  return {
    create: emptyTransactionsState,
    decide: (state, command, now) => decide(state, command, { now, config }),
    replay: replayTransactionRecord,
    encode: encodeTransactionRecord,
    decode: decodeTransactionRecord,
    transactionEnded: noTransactionsWithin,
    afterLoad: (state) =>
      [...state.transactions]
        .filter(([, { status }]) => status === 'Ongoing')
        .map(([transactionalId]) => ({ kind: 'adopt', transactionalId })),
    deadlines: {
      keyOf: (command) => (command.kind === 'list' ? undefined : command.transactionalId),
      dueAt: (state, transactionalId) => state.deadlines.get(transactionalId),
      expire: (transactionalId) => ({ kind: 'expire', transactionalId }),
    },
  };
}

function noTransactionsWithin({ producerId }: TransactionEnd): TransactionRecord {
  assert(false, `Nobody writes __transaction_state within a transaction, as ${producerId} did.`);
}

function decide(
  state: Readonly<TransactionsState>,
  command: TransactionCommand,
  context: { readonly now: Moment; readonly config: TransactionConfig },
): TransactionDecision {
  const { now } = context;
  switch (command.kind) {
    case 'init':
      return decideInit(state, command, now);
    case 'add':
      return decideAdd(state, command, now);
    case 'verify':
      return decideVerify(state, command);
    case 'end':
      return decideEnd(state, command, now);
    case 'prepared':
      return decidePrepared(state, command);
    case 'complete':
      return decideComplete(state, command, now);
    case 'describe':
      return decideDescribe(state, command);
    case 'list':
      return decideList(state, command, now);
    case 'expire':
      return decideExpire(state, command, now);
    case 'adopt':
      return decideAdopt(state, command, now);
    case 'forget':
      return decideForget(state, command, context);
    default:
      return unreachable(command);
  }
}
