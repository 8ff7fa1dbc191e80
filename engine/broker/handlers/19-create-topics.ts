/** Versions 2-7. The controller decides. */

import { createTopics as api } from '../../protocol/messages/19-create-topics.ts';
import { handler } from '../define-handler.ts';

export const createTopics = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
