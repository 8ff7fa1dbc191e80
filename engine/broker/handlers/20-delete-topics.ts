/** Versions 1-6, by name or id. The controller decides. */

import { deleteTopics as api } from '../../protocol/messages/20-delete-topics.ts';
import { handler } from '../define-handler.ts';

export const deleteTopics = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
