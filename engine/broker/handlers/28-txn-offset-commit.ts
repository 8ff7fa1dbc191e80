/** Versions 0-5. From version 5 the group's partition is added to the transaction on the way (KIP-890). */

import { txnOffsetCommit as api } from '../../protocol/messages/28-txn-offset-commit.ts';
import { handler } from '../define-handler.ts';
import { serveTxnOffsetCommit } from '../transactions/serve-txn-offset-commit.ts';

export const txnOffsetCommit = handler(api, serveTxnOffsetCommit);
