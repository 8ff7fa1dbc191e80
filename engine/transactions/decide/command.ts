/** What can be asked of the transactions of one coordinator, and what each is answered with. */

import type { Millis } from '../../base/ports/clock.ts';
import type { Decision, RequestId } from '../../coordinator/machine.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  ClientVersion,
  TopicPartitions,
  Transaction,
  TransactionRecord,
  TransactionStatus,
} from '../records/transaction-record.ts';

interface For<Kind extends string> {
  readonly kind: Kind;
  readonly request: RequestId;
  readonly transactionalId: string;
}

interface OfProducer<Kind extends string> extends For<Kind> {
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** The producer id and epoch are those that the producer has had, or -1 (KIP-360). */
export interface InitCommand extends OfProducer<'init'> {
  readonly timeoutMs: Millis;
  /** One that nobody has, should it be needed; undefined until the machine has asked for it. */
  readonly freshProducerId: number | undefined;
}

export interface AddCommand extends OfProducer<'add'> {
  readonly partitions: readonly TopicPartitions[];
  readonly clientVersion: ClientVersion;
}

/** Asks whether partitions are in a transaction, and adds none. */
export interface VerifyCommand extends OfProducer<'verify'> {
  readonly partitions: readonly TopicPartitions[];
}

export interface EndCommand extends OfProducer<'end'> {
  readonly isCommit: boolean;
  readonly clientVersion: ClientVersion;
  readonly freshProducerId: number | undefined;
}

export type DescribeCommand = For<'describe'>;

/** Asks for a transaction whose markers are to be written; answered when its outcome cannot be lost any more. */
export type PreparedCommand = For<'prepared'>;

export interface ListCommand {
  readonly kind: 'list';
  readonly request: RequestId;
  readonly states: readonly TransactionStatus[];
  readonly producerIds: readonly number[];
  /** Only those that have been running for longer; -1 for all. */
  readonly runningMs: Millis;
  readonly pattern: RegExp | null;
}

interface Of<Kind extends string> {
  readonly kind: Kind;
  readonly transactionalId: string;
}

/** Every partition has its marker. */
export interface CompleteCommand extends Of<'complete'> {
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** An ongoing transaction ran out of time. */
export type ExpireCommand = Of<'expire'>;
/** A new coordinator gives an ongoing transaction the time that it had left. */
export type AdoptCommand = Of<'adopt'>;
/** Forgets an id that was not used for too long. */
export type ForgetCommand = Of<'forget'>;

export type AskedCommand =
  | InitCommand
  | AddCommand
  | VerifyCommand
  | EndCommand
  | DescribeCommand
  | PreparedCommand
  | ListCommand;

export type TransactionCommand =
  | AskedCommand
  | CompleteCommand
  | ExpireCommand
  | AdoptCommand
  | ForgetCommand;

/** The identity with which a producer goes on. */
export interface ProducerReply {
  readonly errorCode: ErrorCode;
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Nothing was decided: the command is to be given again, with a fresh producer id. */
  readonly needsProducerId: boolean;
}

export interface PartitionErrors {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly errorCode: ErrorCode }[];
}

export interface ListedTransaction {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly transactionState: TransactionStatus;
}

/** The reply to each kind of command. */
export interface TransactionReplies {
  readonly init: ProducerReply;
  readonly add: ErrorCode;
  readonly verify: readonly PartitionErrors[];
  readonly end: ProducerReply;
  readonly describe: Transaction | ErrorCode;
  readonly prepared: Transaction | 'not prepared' | 'ask again';
  readonly list: readonly ListedTransaction[] | ErrorCode;
}

export type TransactionReply = TransactionReplies[keyof TransactionReplies];
export type TransactionDecision = Decision<TransactionRecord, TransactionReply>;

export function decided(
  { request }: { readonly request: RequestId },
  reply: TransactionReply,
  records: readonly TransactionRecord[] = [],
): TransactionDecision {
  return { records, answers: [{ to: request, reply }] };
}

export function goesOnAs({ producerId, producerEpoch }: Identity): ProducerReply {
  return { errorCode: ErrorCode.NONE, producerId, producerEpoch, needsProducerId: false };
}

interface Identity {
  readonly producerId: number;
  readonly producerEpoch: number;
}

export function noProducer(errorCode: ErrorCode): ProducerReply {
  return { errorCode, producerId: -1, producerEpoch: -1, needsProducerId: false };
}

export const needsProducerId: ProducerReply = {
  ...noProducer(ErrorCode.COORDINATOR_NOT_AVAILABLE),
  needsProducerId: true,
};

export function changed(transactionalId: string, value: Transaction | null): TransactionRecord {
  return { kind: 'transaction', transactionalId, value };
}
