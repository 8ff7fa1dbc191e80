/** Written by `npm run catalogue` from the files of this folder. */

import { consumer } from './consumer.ts';
import { datagen } from './datagen.ts';
import { fileSink } from './file-sink.ts';
import { fileSource } from './file-source.ts';
import { filter } from './filter.ts';
import { producer } from './producer.ts';
import { topic } from './topic.ts';

export { consumer, datagen, fileSink, fileSource, filter, producer, topic };

export const nodes = [consumer, datagen, fileSink, fileSource, filter, producer, topic] as const;
