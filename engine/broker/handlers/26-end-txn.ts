/** Versions 0-5. From version 5 the epoch of the producer rises with every transaction (KIP-890). */

import { endTxn as api } from '../../protocol/messages/26-end-txn.ts';
import { handler } from '../define-handler.ts';

export const endTxn = handler(api, (broker, request, { version }) =>
  broker.transactions.coordinator.endTxn(request, version),
);
