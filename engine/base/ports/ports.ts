/** How the engine reaches the world: four ports, real or simulated. */

import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';

export interface Ports {
  clock: Clock;
  random: Random;
  disk: Disk;
  network: Network;
}
