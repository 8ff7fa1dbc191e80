/** One simulated run: a cluster, those who use it, what goes wrong, and who watches. */

import type { Deliveries } from './workload/deliveries.ts';
import type { ConsumptionListener } from './workload/consume-records.ts';
import type { SimulatedCluster } from './cluster/simulated-cluster.ts';
import type { SimulatedClient } from './workload/simulated-client.ts';
import type { World } from './world/world.ts';

/** What faults and checkers may look at and touch. */
export interface Simulation {
  readonly world: World;
  readonly cluster: SimulatedCluster;
  readonly deliveries: Deliveries;
  /** The topics with records, each with its partitions. */
  readonly topics: ReadonlyMap<string, number>;
  /** Everybody here hears what the consumers see. */
  readonly listeners: ConsumptionListener[];
  /** How far groups and readers have read, by their name and the partition's. */
  readonly consumed: Map<string, number>;
  readonly producers: SimulatedClient[];
  readonly consumers: SimulatedClient[];
}
