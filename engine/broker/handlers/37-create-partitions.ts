/** Versions 0-3. The controller decides. */

import { createPartitions as api } from '../../protocol/messages/37-create-partitions.ts';
import { handler } from '../define-handler.ts';

export const createPartitions = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
