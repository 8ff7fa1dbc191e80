/** Versions 0-9. Held open until the group is complete. */

import { joinGroup as api } from '../../protocol/messages/11-join-group.ts';
import { handler } from '../define-handler.ts';

export const joinGroup = handler(api, async (broker, request, context) => {
  const response = await broker.groups.joinGroup(request, broker.groupContext(context));
  if (response.memberId) context.client.activity.sawMember(request.groupId, response.memberId);
  return response;
});
