/** What can go wrong between a client and a cluster, with what to try. */

import { EngineError } from '../base/errors.ts';
import { errorByCode } from '../protocol/error-codes.ts';

/** An error that a broker has answered with; `code` is Kafka's name for it. */
export class KafkaError extends EngineError {
  override name = 'KafkaError';
  readonly errorCode: number;
  readonly isRetriable: boolean;

  constructor(errorCode: number, subject: string, detail?: string | null) {
    const { name, sentence, isRetriable } = errorByCode(errorCode);
    super(name, `${subject}: ${detail ?? sentence}`, detail ? { hint: sentence } : {});
    this.errorCode = errorCode;
    this.isRetriable = isRetriable;
  }
}

/** Throws when a broker's answer is an error. */
export function throwIfError(errorCode: number, subject: string, detail?: string | null): void {
  if (errorCode !== 0) throw new KafkaError(errorCode, subject, detail);
}

export function connectionLost(name: string, cause?: unknown): EngineError {
  return new EngineError('CONNECTION_LOST', `The connection to ${name} broke.`, {
    hint: 'The broker may have been stopped; another one takes over if the topic is replicated.',
    cause,
  });
}

export function requestTimedOut(name: string, api: string): EngineError {
  return new EngineError('REQUEST_TIMED_OUT', `${name} did not answer ${api} in time.`, {
    hint: 'The broker may be overloaded, paused or cut off.',
  });
}

export function unsupportedApi(name: string, api: string): EngineError {
  return new EngineError('UNSUPPORTED_API', `${name} has no version of ${api} that we know.`, {
    hint: 'Kafka 2.1 or newer is needed.',
  });
}

export function clusterUnreachable(bootstrap: string, cause?: unknown): EngineError {
  return new EngineError('CLUSTER_UNREACHABLE', `No broker answers at ${bootstrap}.`, {
    hint: 'Is the cluster running, and are the bootstrap servers right?',
    cause,
  });
}

export function clientClosed(): EngineError {
  return new EngineError('CLIENT_CLOSED', 'The client has been closed.');
}

export function badAddress(text: string): EngineError {
  return new EngineError('BAD_ADDRESS', `"${text}" is no address of a broker.`, {
    hint: 'Write host:port, with commas between several.',
  });
}

export function deliveryTimedOut(topic: string, cause?: unknown): EngineError {
  return new EngineError(
    'DELIVERY_TIMED_OUT',
    `Records for ${topic} could not be delivered in time.`,
    { hint: 'Do its partitions have leaders, and enough replicas in sync?', cause },
  );
}

export function messageTooLarge(topic: string, size: number, sizeMax: number): EngineError {
  return new EngineError(
    'MESSAGE_TOO_LARGE',
    `A message of ${size} bytes for ${topic} is larger than the ${sizeMax} bytes that a request may have.`,
    { hint: 'Send less at once, or raise the limits of the topic and the producer.' },
  );
}

export function unknownPartition(topic: string, partition: number): EngineError {
  return new EngineError('UNKNOWN_PARTITION', `${topic} has no partition ${partition}.`);
}

const PASSING = new Set([
  'CONNECT_FAILED',
  'CONNECTION_LOST',
  'REQUEST_TIMED_OUT',
  'CLUSTER_UNREACHABLE',
]);

/** Whether the same attempt may succeed later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof KafkaError) return error.isRetriable;
  return error instanceof EngineError && PASSING.has(error.code);
}
