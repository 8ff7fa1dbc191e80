/** Versions 0-2. The transactional ids that this broker coordinates. */

import { listTransactions as api } from '../../protocol/messages/66-list-transactions.ts';
import { handler } from '../define-handler.ts';

export const listTransactions = handler(api, (broker, request) =>
  broker.transactions.coordinator.listTransactions(request),
);
