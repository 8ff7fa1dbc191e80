/** Versions 0-6. */

import { describeGroups as api } from '../../protocol/messages/15-describe-groups.ts';
import { handler } from '../define-handler.ts';

export const describeGroups = handler(api, (broker, request, context) =>
  broker.groups.describeGroups(request, broker.groupContext(context)),
);
