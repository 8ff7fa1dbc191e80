/** Versions 0-1. The controller decides. */

import { alterPartitionReassignments as api } from '../../protocol/messages/45-alter-partition-reassignments.ts';
import { handler } from '../define-handler.ts';

export const alterPartitionReassignments = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
