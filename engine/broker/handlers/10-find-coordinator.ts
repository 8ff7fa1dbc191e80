/** Versions 0-6. Groups only: a transactional id is refused in words until there is a transaction coordinator. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { findCoordinator as api } from '../../protocol/messages/10-find-coordinator.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';

const GROUP = 0;
const BATCHES_FROM = 4;

export const findCoordinator = handler(api, async (broker, request, { version }) => {
  const isBatch = version >= BATCHES_FROM;
  const keys = isBatch ? request.coordinatorKeys : [request.key];
  if (request.keyType === GROUP) await broker.coordinatorTopic.ensure();
  const coordinators = keys.map((key) => ({ key, ...find(broker, key, request.keyType) }));
  if (isBatch) return { coordinators };
  return coordinators[0]!;
});

function find(broker: Broker, key: string, keyType: number) {
  if (keyType !== GROUP) {
    return refused(
      ErrorCode.INVALID_REQUEST,
      'This broker coordinates consumer groups; transactions are not served yet.',
    );
  }
  const node = broker.coordinatorTopic.nodeFor(key);
  if (!node)
    return refused(ErrorCode.COORDINATOR_NOT_AVAILABLE, 'The coordinator is not there yet.');
  return { errorCode: ErrorCode.NONE, errorMessage: null, ...node };
}

function refused(errorCode: ErrorCode, errorMessage: string) {
  return { errorCode, errorMessage, nodeId: -1, host: '', port: -1 };
}
