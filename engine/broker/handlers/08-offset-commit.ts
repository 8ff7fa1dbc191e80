/** Versions 2-10. Topic ids from version 10 on. */

import { offsetCommit as api } from '../../protocol/messages/08-offset-commit.ts';
import { handler } from '../define-handler.ts';

export const offsetCommit = handler(api, (broker, request, context) =>
  broker.groups.offsetCommit(request, broker.groupContext(context)),
);
