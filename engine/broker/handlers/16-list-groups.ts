/** Versions 0-5. Only the groups that this broker coordinates. */

import { listGroups as api } from '../../protocol/messages/16-list-groups.ts';
import { handler } from '../define-handler.ts';

export const listGroups = handler(api, (broker, request, context) =>
  broker.groups.listGroups(request, broker.groupContext(context)),
);
