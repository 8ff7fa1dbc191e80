/** Written by `npm run catalogue` from the files of this folder. */

import { shareSnapshot } from './00-share-snapshot.ts';
import { shareUpdate } from './01-share-update.ts';

export { shareSnapshot, shareUpdate };

export const shareRecords = [shareSnapshot, shareUpdate] as const;
