/** Versions 0-5. Held open until the leader of the group has sent the assignments. */

import { syncGroup as api } from '../../protocol/messages/14-sync-group.ts';
import { handler } from '../define-handler.ts';

export const syncGroup = handler(api, (broker, request, context) => {
  context.client.activity.sawMember(request.groupId, request.memberId);
  return broker.groups.syncGroup(request, broker.groupContext(context));
});
