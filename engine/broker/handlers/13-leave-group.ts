/** Versions 0-5. Several members at once from version 3 on. */

import { leaveGroup as api } from '../../protocol/messages/13-leave-group.ts';
import { handler } from '../define-handler.ts';

export const leaveGroup = handler(api, (broker, request, context) =>
  broker.groups.leaveGroup(request, broker.groupContext(context)),
);
