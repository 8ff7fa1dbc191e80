/** Written by `npm run catalogue` from the files of this folder. */

import { datagen } from './datagen.ts';
import { fileStreamSink } from './file-stream-sink.ts';
import { fileStreamSource } from './file-stream-source.ts';

export { datagen, fileStreamSink, fileStreamSource };

export const connectors = [datagen, fileStreamSink, fileStreamSource] as const;
