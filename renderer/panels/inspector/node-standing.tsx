/** What a node does just now, in words, and what it has passed on since it started. */

import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  Hourglass,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { NodeKind } from '../../../engine/contract/nodes/define-node.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import type { NodeState } from '../../../engine/contract/views/pipeline.ts';
import { formatCount, formatRate } from '../../design/format.ts';
import { Icon } from '../../design/icon.tsx';
import { useSession } from '../../state/workspace-context.tsx';
import { useLive } from '../use-live.ts';
import { words } from '../words.ts';

const MARKS: Readonly<Record<NodeState, LucideIcon>> = {
  idle: CircleDashed,
  starting: Hourglass,
  running: CirclePlay,
  paused: CirclePause,
  done: CircleCheck,
  failed: CircleAlert,
};

export function NodeStanding({ node, kind }: { node: PipelineNode; kind: NodeKind }): ReactNode {
  const status = useSession(({ pipeline }) =>
    pipeline.nodes.find(({ nodeId }) => nodeId === node.id),
  );
  if (kind.role === 'topic') return null;
  if (!status) {
    return (
      <div className="ps-status" data-state="idle">
        <Icon of={CircleDashed} size={14} />
        <span>{words.inspector.notRunning}</span>
      </div>
    );
  }
  return (
    <>
      <output className="ps-status" data-state={status.state}>
        <Icon of={MARKS[status.state]} size={14} />
        <span className="selectable">
          {status.message === '' ? words.inspector.states[status.state] : status.message}
        </span>
      </output>
      <Figures liveId={status.liveId} kind={kind} />
    </>
  );
}

function Figures({ liveId, kind }: { liveId: number; kind: NodeKind }): ReactNode {
  const { nodes } = useLive();
  if (!nodes.has(liveId)) return null;
  const skipped = nodes.read(liveId, 'recordsSkipped');
  return (
    <dl className="ps-figures ps-node-figures">
      {kind.inputs.max === 0 ? null : (
        <>
          <dt>{words.inspector.recordsIn}</dt>
          <dd>{formatCount(nodes.read(liveId, 'recordsIn'))}</dd>
          <dd className="muted">{formatRate(nodes.read(liveId, 'rateIn'))}</dd>
        </>
      )}
      {kind.outputs.max === 0 && kind.role !== 'sink' ? null : (
        <>
          <dt>{words.inspector.recordsOut}</dt>
          <dd>{formatCount(nodes.read(liveId, 'recordsOut'))}</dd>
          <dd className="muted">{formatRate(nodes.read(liveId, 'rateOut'))}</dd>
        </>
      )}
      {skipped > 0 ? (
        <>
          <dt>{words.inspector.recordsSkipped}</dt>
          <dd>{formatCount(skipped)}</dd>
          <dd />
        </>
      ) : null}
    </dl>
  );
}
