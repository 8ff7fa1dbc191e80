/** The document as React Flow wants it: the same objects again where nothing changed, so that nothing renders again. */

import {
  edgeId,
  type PipelineEdge,
  type PipelineFile,
  type PipelineNode,
  type Position,
} from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import type { Selection } from '../../state/document/document-state.ts';
import type { Edge, Node } from '../flow.ts';

/** Numbers never enter here: only what the person set. */
export type FlowNode = Node<{ readonly node: PipelineNode }, 'topic' | 'part'>;
export type FlowEdge = Edge<Record<string, never>, 'wire'>;

const nowhere: Position = { x: 0, y: 0 };

/** Nodes that are being dragged stay where the hand holds them. */
export function flowNodes(
  before: readonly FlowNode[],
  file: PipelineFile,
  selection: Selection,
): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return file.nodes.map((node) => {
    const place = file.layout.nodes[node.id] ?? nowhere;
    const selected = selection.nodes.has(node.id);
    const old = known.get(node.id);
    if (!old) return newFlowNode(node, { place, selected });
    const stays = old.dragging === true || isSamePlace(old.position, place);
    if (stays && old.data.node === node && old.selected === selected) return old;
    const data = old.data.node === node ? old.data : { node };
    return { ...old, data, selected, position: stays ? old.position : place };
  });
}

function newFlowNode(
  node: PipelineNode,
  { place, selected }: { place: Position; selected: boolean },
): FlowNode {
  const kind = nodeKind(node.kind);
  return {
    id: node.id,
    type: kind?.role === 'topic' ? 'topic' : 'part',
    position: place,
    selected,
    data: { node },
    domAttributes: { 'data-testid': `node-${node.id}`, 'data-kind': node.kind } as object,
  };
}

export function isSamePlace(one: Position, other: Position): boolean {
  return one.x === other.x && one.y === other.y;
}

const edgesByWire = new WeakMap<PipelineEdge, { plain?: FlowEdge; selected?: FlowEdge }>();

export function flowEdges(edges: readonly PipelineEdge[], selection: Selection): FlowEdge[] {
  return edges.map((edge) => {
    const made = edgesByWire.get(edge) ?? {};
    edgesByWire.set(edge, made);
    if (selection.edges.has(edgeId(edge))) return (made.selected ??= newFlowEdge(edge, true));
    return (made.plain ??= newFlowEdge(edge, false));
  });
}

function newFlowEdge(edge: PipelineEdge, selected: boolean): FlowEdge {
  return {
    id: edgeId(edge),
    type: 'wire',
    source: edge.from,
    target: edge.to,
    selected,
    domAttributes: { 'data-testid': `wire-${edge.from}-${edge.to}` } as object,
  };
}

/** A selection after what the person picked and dropped. */
export function changedSelection(
  before: ReadonlySet<string>,
  changes: readonly { readonly id: string; readonly selected: boolean }[],
): ReadonlySet<string> {
  const after = new Set(before);
  for (const { id, selected } of changes) {
    if (selected) after.add(id);
    else after.delete(id);
  }
  return after;
}
