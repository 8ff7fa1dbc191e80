/** Versions 1-10. Several groups at once from version 8 on. */

import { offsetFetch as api } from '../../protocol/messages/09-offset-fetch.ts';
import { handler } from '../define-handler.ts';

export const offsetFetch = handler(api, (broker, request, context) =>
  broker.groups.offsetFetch(request, broker.groupContext(context)),
);
