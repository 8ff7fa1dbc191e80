/** Which numbers belong to a wire: records leave a part into a topic, or a topic into a part. */

import type { PipelineEdge, PipelineFile } from '../../../engine/contract/project/pipeline-file.ts';
import { topicName } from '../../../engine/contract/project/pipeline-file.ts';
import type { ClientsView } from '../../../engine/contract/views/clients.ts';
import type { NodeStatus } from '../../../engine/contract/views/pipeline.ts';
import type { LiveStore } from '../../state/live/live-store.ts';

export type WireFlow =
  /** All that passes the part, on the side of the wire. */
  | { readonly kind: 'part'; readonly liveId: number; readonly isOut: boolean }
  /** Of a part with several wires in: where it reads this one topic. */
  | { readonly kind: 'positions'; readonly liveIds: readonly number[] }
  | { readonly kind: 'still' };

export interface FlowSources {
  readonly file: Pick<PipelineFile, 'nodes' | 'edges'>;
  readonly statuses: readonly NodeStatus[];
  readonly clients: ClientsView;
}

export function wireFlow(edge: PipelineEdge, { file, statuses, clients }: FlowSources): WireFlow {
  const target = file.nodes.find(({ id }) => id === edge.to);
  const isOut = target?.kind === 'topic';
  const part = isOut ? edge.from : edge.to;
  const liveId = statuses.find(({ nodeId }) => nodeId === part)?.liveId;
  if (liveId === undefined) return { kind: 'still' };
  const isShared = !isOut && file.edges.filter(({ to }) => to === part).length > 1;
  if (!isShared) return { kind: 'part', liveId, isOut };
  const source = file.nodes.find(({ id }) => id === edge.from);
  const topic = source && topicName(source);
  return {
    kind: 'positions',
    liveIds: clients.consumers
      .filter(({ nodeId }) => nodeId === part)
      .flatMap(({ positions }) => positions)
      .filter((position) => position.topic === topic)
      .map((position) => position.liveId),
  };
}

/** Records in all, and a second; NaN while nothing is known. */
export function flowNumbers(
  live: Pick<LiveStore, 'nodes' | 'positions'>,
  flow: WireFlow,
): { records: number; rate: number } {
  switch (flow.kind) {
    case 'still':
      return { records: Number.NaN, rate: 0 };
    case 'part':
      return {
        records: live.nodes.read(flow.liveId, flow.isOut ? 'recordsOut' : 'recordsIn'),
        rate: live.nodes.read(flow.liveId, flow.isOut ? 'rateOut' : 'rateIn') || 0,
      };
    case 'positions': {
      let records = 0;
      let rate = 0;
      for (const liveId of flow.liveIds) {
        records += live.positions.read(liveId, 'position') || 0;
        rate += live.positions.read(liveId, 'rate') || 0;
      }
      return { records: flow.liveIds.length === 0 ? Number.NaN : records, rate };
    }
  }
}
