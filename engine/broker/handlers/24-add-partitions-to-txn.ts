/** Versions 0-3 from producers, 4 and 5 from brokers. */

import { addPartitionsToTxn as api } from '../../protocol/messages/24-add-partitions-to-txn.ts';
import { handler } from '../define-handler.ts';

export const addPartitionsToTxn = handler(api, (broker, request, { version }) =>
  broker.transactions.coordinator.addPartitionsToTxn(request, version),
);
