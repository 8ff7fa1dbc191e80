/** What all nodes look alike in: ground, handles, name, badge for problems, and what they say to a wire. */

import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NodeKind } from '../../../engine/contract/nodes/define-node.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import { Icon } from '../../design/icon.tsx';
import { NodeIcon } from '../../design/node-icon.tsx';
import { useDocument } from '../../state/workspace-context.tsx';
import { Handle, Side } from '../flow.ts';
import { useCanvas, useWiringState } from '../surface/canvas-context.ts';
import { NodeName } from './node-name.tsx';
import { useNodeStatus } from './use-node-status.ts';

export interface NodeFrameProps {
  readonly node: PipelineNode;
  readonly kind: NodeKind | undefined;
  readonly selected: boolean;
  /** In place of the kind's icon. */
  readonly sign?: ReactNode;
  /** Beside the name. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function NodeFrame({
  node,
  kind,
  selected,
  sign,
  aside,
  children,
}: NodeFrameProps): ReactNode {
  const wiring = useWiringState(node.id);
  const state = useNodeStatus(node.id)?.state ?? 'idle';
  return (
    <div
      className="cv-node"
      data-role={kind?.role}
      data-state={state}
      data-wiring={wiring}
      data-selected={selected || undefined}
    >
      {kind && kind.inputs.max > 0 ? (
        <Handle type="target" position={Side.Left} className="cv-handle" title="Records enter" />
      ) : null}
      <header className="cv-head">
        {sign ?? (
          <span className="cv-sign">
            <NodeIcon name={kind?.icon ?? ''} />
          </span>
        )}
        <NodeName nodeId={node.id} name={node.name} />
        {aside}
        <ProblemBadge nodeId={node.id} />
      </header>
      {children}
      {kind && kind.outputs.max > 0 ? (
        <Handle type="source" position={Side.Right} className="cv-handle" title="Records leave" />
      ) : null}
    </div>
  );
}

/** Counts what is wrong, or says why the part failed; opens the place where it is mended. */
function ProblemBadge({ nodeId }: { nodeId: string }): ReactNode {
  const { onInspect } = useCanvas();
  const problems = useDocument((state) => state.problems);
  const status = useNodeStatus(nodeId);
  const failure = status?.state === 'failed' ? status.message : undefined;
  const own = problems.filter(
    (problem) => problem.nodeId === nodeId && problem.severity === 'error',
  );
  const sentences = [
    ...(failure === undefined ? [] : [failure]),
    ...own.map(({ message }) => message),
  ];
  if (sentences.length === 0) return null;
  const label = sentences.length === 1 ? '1 problem' : `${sentences.length} problems`;
  return (
    <button
      type="button"
      className="cv-problems nodrag"
      title={sentences.join('\n')}
      aria-label={`${label}: ${sentences.join(' ')}`}
      onClick={() => onInspect(nodeId)}
    >
      <Icon of={CircleAlert} size={14} />
      <span className="tabular">{sentences.length}</span>
    </button>
  );
}
