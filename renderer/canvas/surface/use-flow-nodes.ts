/** Nodes and wires for React Flow: they follow the document, and the hand while it drags. */

import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { prefersReducedMotion } from '../../design/theme.ts';
import { useDocument, useWorkspace } from '../../state/workspace-context.tsx';
import { applyNodeChanges, type EdgeChange, type NodeChange } from '../flow.ts';
import {
  changedSelection,
  type FlowEdge,
  flowEdges,
  type FlowNode,
  flowNodes,
} from './flow-graph.ts';
import { GLIDE_MS, type Glide, glidePlace, glides } from './glide.ts';

export interface FlowGraph {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  onNodesChange(changes: NodeChange<FlowNode>[]): void;
  onEdgesChange(changes: EdgeChange<FlowEdge>[]): void;
  /** The drag is over: its places enter the document, as one command. */
  onDragStop(dragged: readonly FlowNode[]): void;
}

export function useFlowGraph(): FlowGraph {
  const { document: pipeline } = useWorkspace();
  const selection = useDocument((state) => state.selection);
  const wires = useDocument((state) => state.file.edges);
  const { nodes, setNodes } = useFollowedNodes();
  const edges = useMemo(() => flowEdges(wires, selection), [wires, selection]);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const picks = changes.filter((change) => change.type === 'select');
      if (picks.length > 0) {
        const before = pipeline.store.getState().selection;
        pipeline.select({ ...before, nodes: changedSelection(before.nodes, picks) });
      }
      const held = changes.filter(({ type }) => type === 'dimensions' || type === 'position');
      if (held.length > 0) setNodes((before) => applyNodeChanges(held, before));
    },
    [pipeline, setNodes],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const picks = changes.filter((change) => change.type === 'select');
      if (picks.length === 0) return;
      const before = pipeline.store.getState().selection;
      pipeline.select({ ...before, edges: changedSelection(before.edges, picks) });
    },
    [pipeline],
  );
  const onDragStop = useCallback(
    (dragged: readonly FlowNode[]) =>
      pipeline.moveNodes(Object.fromEntries(dragged.map(({ id, position }) => [id, position]))),
    [pipeline],
  );
  return { nodes, edges, onNodesChange, onEdgesChange, onDragStop };
}

type SetNodes = (change: (before: FlowNode[]) => FlowNode[]) => void;

function useFollowedNodes(): { nodes: FlowNode[]; setNodes: SetNodes } {
  const file = useDocument((state) => state.file);
  const selection = useDocument((state) => state.selection);
  const documentId = useDocument((state) => state.documentId);
  const [nodes, setNodes] = useState<FlowNode[]>(() => flowNodes([], file, selection));
  const latest = useRef({ nodes, documentId });

  // First, so that a node which was let go in this very commit is no longer held in the next effect.
  useLayoutEffect(() => {
    latest.current.nodes = nodes;
  }, [nodes]);

  useLayoutEffect(() => {
    const before = latest.current.nodes;
    const isOther = latest.current.documentId !== documentId;
    latest.current.documentId = documentId;
    const after = flowNodes(isOther ? [] : before, file, selection);
    const moved = isOther || prefersReducedMotion() ? [] : glides(before, after);
    if (moved.length === 0) {
      setNodes(after);
      return undefined;
    }
    setNodes(glided(after, moved, 0));
    return runGlide(moved, setNodes);
  }, [file, selection, documentId]);

  return { nodes, setNodes };
}

/** Moves nodes until they are there; answers how to stop it. */
function runGlide(moved: readonly Glide[], setNodes: SetNodes): () => void {
  let handle = 0;
  let startedAt: number | undefined;
  function step(now: number): void {
    startedAt ??= now;
    const elapsed = now - startedAt;
    setNodes((before) => glided(before, moved, elapsed));
    if (elapsed < GLIDE_MS) handle = requestAnimationFrame(step);
  }
  handle = requestAnimationFrame(step);
  return () => cancelAnimationFrame(handle);
}

function glided(nodes: readonly FlowNode[], moved: readonly Glide[], elapsed: number): FlowNode[] {
  return nodes.map((node) => {
    const glide = moved.find(({ id }) => id === node.id);
    return glide ? { ...node, position: glidePlace(glide, elapsed) } : node;
  });
}
