/** A topic on the canvas: its name, how it is split and kept, and its strip. */

import { memo, type ReactNode, useCallback } from 'react';
import { type FieldValue, fieldValue } from '../../../engine/contract/fields.ts';
import { type PipelineNode, topicName } from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import { formatQuantity, formatRate } from '../../design/format.ts';
import type { LiveStore } from '../../state/live/live-store.ts';
import { useSession } from '../../state/workspace-context.tsx';
import type { NodeProps } from '../flow.ts';
import { TopicStrip } from '../strip/topic-strip.tsx';
import type { FlowNode } from '../surface/flow-graph.ts';
import { LiveText } from './live-text.tsx';
import { NodeFrame } from './node-frame.tsx';

export const TopicNode = memo(function TopicNode({
  data,
  selected,
}: NodeProps<FlowNode>): ReactNode {
  const { node } = data;
  const name = topicName(node);
  const topic = useSession(({ topics }) => topics.find((candidate) => candidate.name === name));
  const planned = plannedSize(node);
  const partitions = topic?.partitions.length ?? planned.partitions;
  const replicas = topic?.replicationFactor ?? planned.replicas;
  const read = useCallback(
    (live: LiveStore) => {
      if (!topic) return 'not there yet';
      let rate = 0;
      for (const { liveId } of topic.partitions) rate += live.partitions.read(liveId, 'rate') || 0;
      return formatRate(rate);
    },
    [topic],
  );
  const aside = (
    <span className="cv-facts tabular">
      {name === node.name ? null : <span className="cv-alias truncate">{name}</span>}
      <span>{formatQuantity(partitions, 'partition')}</span>
      <span>{formatQuantity(replicas, 'replica')}</span>
      <LiveText read={read} name="rate" />
    </span>
  );
  return (
    <NodeFrame node={node} kind={nodeKind(node.kind)} selected={selected} aside={aside}>
      <TopicStrip nodeId={node.id} topic={name} partitions={partitions} />
    </NodeFrame>
  );
});

function plannedSize(node: PipelineNode): { partitions: number; replicas: number } {
  const fields = nodeKind(node.kind)?.fields ?? {};
  return {
    partitions: wholeOr(fieldValue(fields, node.config, 'partitions'), 1),
    replicas: wholeOr(fieldValue(fields, node.config, 'replicationFactor'), 1),
  };
}

function wholeOr(value: FieldValue | undefined, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise;
}
