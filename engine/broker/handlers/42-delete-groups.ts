/** Versions 0-2. */

import { deleteGroups as api } from '../../protocol/messages/42-delete-groups.ts';
import { handler } from '../define-handler.ts';

export const deleteGroups = handler(api, (broker, request, context) =>
  broker.groups.deleteGroups(request, broker.groupContext(context)),
);
