/** Versions 3-13. Versions 0-2 are advertised for old librdkafka and refused, as Kafka does (KAFKA-18659). */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { produce as api } from '../../protocol/messages/00-produce.ts';
import { handler } from '../define-handler.ts';
import { serveProduce } from '../produce/serve-produce.ts';
import { serveTransactional, transactionalBatches } from '../produce/serve-transactional.ts';

export const produce = handler(api, (broker, request, context) => {
  const order = { broker, request, context };
  const transactional = transactionalBatches(order);
  return transactional.length > 0
    ? serveTransactional(order, transactional)
    : serveProduce({ ...order, errorOf: () => ErrorCode.NONE });
});
