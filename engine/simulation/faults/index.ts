/** Written by `npm run catalogue` from the files of this folder. */

import { killBroker } from './kill-broker.ts';
import { killClient } from './kill-client.ts';
import { killController } from './kill-controller.ts';
import { losePower } from './lose-power.ts';
import { partitionNetwork } from './partition-network.ts';
import { pause } from './pause.ts';
import { restartBroker } from './restart-broker.ts';
import { skewClock } from './skew-clock.ts';
import { slowDisk } from './slow-disk.ts';
import { slowNetwork } from './slow-network.ts';
import { tornWrite } from './torn-write.ts';

export {
  killBroker,
  killClient,
  killController,
  losePower,
  partitionNetwork,
  pause,
  restartBroker,
  skewClock,
  slowDisk,
  slowNetwork,
  tornWrite,
};

export const faults = [
  killBroker,
  killClient,
  killController,
  losePower,
  partitionNetwork,
  pause,
  restartBroker,
  skewClock,
  slowDisk,
  slowNetwork,
  tornWrite,
] as const;
