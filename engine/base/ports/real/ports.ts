/** The real world. */

import type { Ports } from '../ports.ts';
import { systemClock } from './clock.ts';
import { systemDisk } from './disk.ts';
import { systemNetwork } from './network.ts';
import { systemRandom } from './random.ts';

export const systemPorts: Ports = {
  clock: systemClock,
  random: systemRandom,
  disk: systemDisk,
  network: systemNetwork,
};
