/** Versions 0-1. */

import { consumerGroupHeartbeat as api } from '../../protocol/messages/68-consumer-group-heartbeat.ts';
import { handler } from '../define-handler.ts';

export const consumerGroupHeartbeat = handler(api, (broker, request, context) =>
  broker.groups.consumerGroupHeartbeat(request, broker.groupContext(context)),
);
