/** Version 0. */

import { describeTransactions as api } from '../../protocol/messages/65-describe-transactions.ts';
import { handler } from '../define-handler.ts';

export const describeTransactions = handler(api, (broker, request) =>
  broker.transactions.coordinator.describeTransactions(request),
);
