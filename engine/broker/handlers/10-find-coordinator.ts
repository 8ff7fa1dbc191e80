/** Versions 0-6, for groups and transactional ids. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { findCoordinator as api } from '../../protocol/messages/10-find-coordinator.ts';
import type { Broker } from '../broker.ts';
import type { CoordinatorTopic } from '../coordinator-topic.ts';
import { handler } from '../define-handler.ts';

const BATCHES_FROM = 4;

/** By the type of key. */
const topics: readonly ((broker: Broker) => CoordinatorTopic)[] = [
  (broker) => broker.coordinatorTopic,
  (broker) => broker.transactions.topic,
];

export const findCoordinator = handler(api, async (broker, request, { version }) => {
  const isBatch = version >= BATCHES_FROM;
  const keys = isBatch ? request.coordinatorKeys : [request.key];
  const topic = topics[request.keyType]?.(broker);
  await topic?.ensure();
  const coordinators = keys.map((key) => ({ key, ...find(topic, key) }));
  if (isBatch) return { coordinators };
  return coordinators[0]!;
});

function find(topic: CoordinatorTopic | undefined, key: string) {
  if (!topic) {
    return refused(
      ErrorCode.INVALID_REQUEST,
      'This broker coordinates groups and transactions, and nothing else.',
    );
  }
  const node = topic.nodeFor(key);
  if (!node)
    return refused(ErrorCode.COORDINATOR_NOT_AVAILABLE, 'The coordinator is not there yet.');
  return { errorCode: ErrorCode.NONE, errorMessage: null, ...node };
}

function refused(errorCode: ErrorCode, errorMessage: string) {
  return { errorCode, errorMessage, nodeId: -1, host: '', port: -1 };
}
