/** Versions 0-4. The offsets of a group are a partition like others. */

import { addOffsetsToTxn as api } from '../../protocol/messages/25-add-offsets-to-txn.ts';
import { OFFSETS_TOPIC } from '../coordinator-topic.ts';
import { handler } from '../define-handler.ts';

export const addOffsetsToTxn = handler(api, async (broker, request, { version }) => {
  await broker.coordinatorTopic.ensure();
  return broker.transactions.coordinator.addOffsetsToTxn(request, {
    version,
    offsetsPartition: {
      topic: OFFSETS_TOPIC,
      partitions: [broker.groups.partitionFor(request.groupId)],
    },
  });
});
