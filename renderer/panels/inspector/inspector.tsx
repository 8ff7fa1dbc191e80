/** The inspector: what is selected, and what can be done with it. */

import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import { edgeId } from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import type { Checks } from '../../state/checks/checks.ts';
import { useDocument } from '../../state/workspace-context.tsx';
import '../panel.css';
import { words } from '../words.ts';
import './inspector.css';
import { NodeInspector } from './node-inspector.tsx';
import { PipelineInspector } from './pipeline-inspector.tsx';
import { SeveralInspector } from './several-inspector.tsx';
import { WireInspector } from './wire-inspector.tsx';

interface InspectorProps {
  checks: Checks;
  onShowMessages: () => void;
}

export function Inspector({ checks, onShowMessages }: InspectorProps): ReactNode {
  return (
    <aside className="ps-panel" aria-label={words.inspector.title}>
      <Selected checks={checks} onShowMessages={onShowMessages} />
    </aside>
  );
}

function Selected({ checks, onShowMessages }: InspectorProps): ReactNode {
  const selection = useDocument((state) => state.selection);
  const nodes = useDocument((state) => state.file.nodes);
  const edges = useDocument((state) => state.file.edges);
  const all = useStore(checks.store, (state) => state.problems);
  const [nodeId] = selection.nodes;
  const problems = useMemo(() => all.filter((problem) => problem.nodeId === nodeId), [all, nodeId]);
  if (selection.nodes.size === 0 && selection.edges.size === 0) return <PipelineInspector />;
  if (selection.nodes.size === 1 && nodeId !== undefined) {
    const node = nodes.find(({ id }) => id === nodeId);
    const kind = node && nodeKind(node.kind);
    return node && kind ? (
      <NodeInspector
        key={nodeId}
        node={node}
        kind={kind}
        problems={problems}
        onShowMessages={onShowMessages}
      />
    ) : null;
  }
  const edge = edges.find((candidate) => selection.edges.has(edgeId(candidate)));
  if (selection.nodes.size === 0 && selection.edges.size === 1 && edge) {
    return <WireInspector edge={edge} />;
  }
  return <SeveralInspector nodes={selection.nodes.size} wires={selection.edges.size} />;
}
