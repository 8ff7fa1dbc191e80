/** Version 0, which has no flexible encoding. */

import { offsetDelete as api } from '../../protocol/messages/47-offset-delete.ts';
import { handler } from '../define-handler.ts';

export const offsetDelete = handler(api, (broker, request, context) =>
  broker.groups.offsetDelete(request, broker.groupContext(context)),
);
