/** Versions 0-5, for idempotent producers; a transactional id is refused until there is a transaction coordinator. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { initProducerId as api } from '../../protocol/messages/22-init-producer-id.ts';
import { handler } from '../define-handler.ts';

export const initProducerId = handler(api, async (broker, request) => {
  if (request.transactionalId !== null)
    return { errorCode: ErrorCode.INVALID_REQUEST, producerId: -1, producerEpoch: -1 };
  const producerId = await broker.producerIds.next();
  if (producerId === undefined)
    return { errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, producerId: -1, producerEpoch: -1 };
  return { errorCode: ErrorCode.NONE, producerId, producerEpoch: 0 };
});
