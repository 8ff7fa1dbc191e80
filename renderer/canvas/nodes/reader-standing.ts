/** Where a consumer of the pipeline stands, over all that it reads. */

import type { ClientsView } from '../../../engine/contract/views/clients.ts';
import type { TopicView } from '../../../engine/contract/views/topics.ts';
import { formatCount } from '../../design/format.ts';
import type { LiveStore } from '../../state/live/live-store.ts';

export interface Standing {
  readonly topics: readonly string[];
  readonly partitions: number;
  /** Records that it could read and has not; NaN while it has read nothing. */
  readonly behind: number;
}

export function readerStanding(
  nodeId: string,
  sources: { readonly clients: ClientsView; readonly topics: readonly TopicView[] },
  live: Pick<LiveStore, 'partitions' | 'positions'>,
): Standing {
  const positions = sources.clients.consumers
    .filter((consumer) => consumer.nodeId === nodeId && consumer.state !== 'gone')
    .flatMap((consumer) => consumer.positions);
  const topics = [...new Set(positions.map(({ topic }) => topic))];
  let behind = Number.NaN;
  for (const { topic, partition, liveId } of positions) {
    const partitions = sources.topics.find(({ name }) => name === topic)?.partitions;
    const row = partitions?.find((candidate) => candidate.partition === partition);
    const end = row ? live.partitions.read(row.liveId, 'endOffset') : Number.NaN;
    const position = live.positions.read(liveId, 'position');
    if (Number.isNaN(end) || !(position >= 0)) continue;
    behind = (Number.isNaN(behind) ? 0 : behind) + Math.max(0, end - position);
  }
  return { topics, partitions: positions.length, behind };
}

/** "2,210 behind" */
export function standingWords({ partitions, behind }: Standing): string {
  if (partitions === 0 || Number.isNaN(behind)) return 'reads nothing yet';
  return behind === 0 ? 'has read all' : `${formatCount(behind)} behind`;
}

/** "3 partitions of widgets" */
export function shareWords({ partitions, topics }: Standing): string {
  const count = partitions === 1 ? '1 partition' : `${formatCount(partitions)} partitions`;
  return partitions === 0 ? '' : `${count} of ${topics.join(', ')}`;
}
