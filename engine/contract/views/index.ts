/** Written by `npm run catalogue` from the files of this folder. */

import { clients } from './clients.ts';
import { cluster } from './cluster.ts';
import { events } from './events.ts';
import { groups } from './groups.ts';
import { messages } from './messages.ts';
import { pipeline } from './pipeline.ts';
import { topics } from './topics.ts';

export { clients, cluster, events, groups, messages, pipeline, topics };

export const views = [clients, cluster, events, groups, messages, pipeline, topics] as const;
