/** Written by `npm run catalogue` from the files of this folder. */

import { transactionLog } from './00-transaction-log.ts';

export { transactionLog };

export const transactionRecords = [transactionLog] as const;
