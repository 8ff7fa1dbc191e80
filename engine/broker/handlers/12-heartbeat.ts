/** Versions 0-4. */

import { heartbeat as api } from '../../protocol/messages/12-heartbeat.ts';
import { handler } from '../define-handler.ts';

export const heartbeat = handler(api, (broker, request, context) =>
  broker.groups.heartbeat(request, broker.groupContext(context)),
);
