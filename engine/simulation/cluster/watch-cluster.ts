/** Writes into the trace what the cluster does: elections, in-sync sets, groups. */

import type { World } from '../world/world.ts';
import type { SimulatedCluster } from './simulated-cluster.ts';

const LOOK_MS = 10;

export function watchCluster(world: World, cluster: SimulatedCluster): void {
  const known = new Map<string, string>();
  const note = (who: string, what: string): void => {
    if (known.get(who) === what) return;
    known.set(who, what);
    world.trace.note('cluster', `${who} ${what}`);
  };
  const look = (): void => {
    const { image } = cluster;
    for (const { id, fenced } of image?.brokers.values() ?? [])
      note(`broker ${id}`, fenced ? 'is fenced' : 'is unfenced');
    for (const topic of image?.topicsByName.values() ?? []) {
      for (const { index, leader, leaderEpoch, isr } of topic.partitions) {
        const what = `is led by ${leader} in epoch ${leaderEpoch}, in sync ${isr.join(' ')}`;
        note(`${topic.name}-${index}`, what);
      }
    }
    world.time.schedule(LOOK_MS, look);
  };
  look();
  cluster.onGroupEvent = (brokerId, { kind, groupId, memberId, reason, generationId }) => {
    const generation = generationId < 0 ? '' : ` generation ${generationId}`;
    const about = [memberId, reason].filter((text) => text !== '').join(', ');
    world.trace.note(
      `broker-${brokerId}`,
      `group ${groupId} ${kind}${generation}${about === '' ? '' : ` (${about})`}`,
    );
  };
}
