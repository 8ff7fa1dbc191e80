/** Version 0. The controller answers. */

import { listPartitionReassignments as api } from '../../protocol/messages/46-list-partition-reassignments.ts';
import { handler } from '../define-handler.ts';

export const listPartitionReassignments = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
