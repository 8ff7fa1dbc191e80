/** Versions 0-5. A producer without a transactional id gets one of this broker's producer ids; one with, what its coordinator says. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { initProducerId as api } from '../../protocol/messages/22-init-producer-id.ts';
import { handler } from '../define-handler.ts';

export const initProducerId = handler(api, async (broker, request, { version }) => {
  if (request.transactionalId !== null)
    return broker.transactions.coordinator.initProducerId(request, version);
  const producerId = await broker.producerIds.next();
  if (producerId === undefined)
    return { errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, producerId: -1, producerEpoch: -1 };
  return { errorCode: ErrorCode.NONE, producerId, producerEpoch: 0 };
});
