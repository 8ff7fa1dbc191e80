/** A source, filter, sink, producer or consumer on the canvas: what it is set to, what it does, and what can be asked of it. */

import { memo, type ReactNode, useCallback } from 'react';
import type { NodeKind } from '../../../engine/contract/nodes/define-node.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import { Avatar } from '../../design/avatar.tsx';
import type { LiveStore } from '../../state/live/live-store.ts';
import { useWorkspace } from '../../state/workspace-context.tsx';
import type { NodeProps } from '../flow.ts';
import type { FlowNode } from '../surface/flow-graph.ts';
import { LiveText } from './live-text.tsx';
import { NodeAction } from './node-action.tsx';
import { NodeFrame } from './node-frame.tsx';
import { countsSummary, settingsSummary, stateWords } from './node-words.ts';
import { readerStanding, standingWords } from './reader-standing.ts';
import { useNodeStatus } from './use-node-status.ts';

export const PartNode = memo(function PartNode({ data, selected }: NodeProps<FlowNode>): ReactNode {
  const { node } = data;
  const kind = nodeKind(node.kind);
  const isConsumer = kind?.role === 'consumer';
  const summary = kind ? settingsSummary(kind, node.config) : `Unknown kind "${node.kind}"`;
  return (
    <NodeFrame
      node={node}
      kind={kind}
      selected={selected}
      sign={isConsumer ? <ReaderSign node={node} /> : undefined}
      aside={<span className="cv-kind">{kind?.title}</span>}
    >
      <p className="cv-summary truncate" title={summary}>
        {summary}
      </p>
      {kind ? <PartFoot node={node} kind={kind} /> : null}
    </NodeFrame>
  );
});

function ReaderSign({ node }: { node: PipelineNode }): ReactNode {
  const { looks } = useWorkspace();
  const group = node.config['group'];
  const look = looks.look({
    key: node.id,
    name: node.name,
    group: typeof group === 'string' && group !== '' ? group : null,
    isPart: false,
  });
  return (
    <span className="cv-sign" data-reader="">
      <Avatar hue={look.hue} shape={look.shape} initial={look.initial} size={22} />
    </span>
  );
}

function PartFoot({ node, kind }: { node: PipelineNode; kind: NodeKind }): ReactNode {
  const { session } = useWorkspace();
  const { role } = kind;
  const status = useNodeStatus(node.id);
  const state = status?.state ?? 'idle';
  const liveId = status?.liveId ?? -1;
  const readCounts = useCallback(
    (live: LiveStore) => {
      if (liveId < 0) return '';
      if (role !== 'consumer') return countsSummary(role, live, liveId);
      return standingWords(readerStanding(node.id, session.store.getState(), live));
    },
    [liveId, role, node.id, session],
  );
  return (
    <footer className="cv-foot">
      <span className="cv-state" title={status?.message || undefined}>
        <span className="cv-dot" />
        {stateWords(state)}
      </span>
      <LiveText className="cv-counts tabular truncate" read={readCounts} name="counts" />
      <NodeAction node={node} role={role} state={state} />
    </footer>
  );
}
