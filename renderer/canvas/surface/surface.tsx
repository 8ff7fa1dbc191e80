/** React Flow, set up the way the canvas wants it. */

import { type DragEvent, type MouseEvent, type ReactNode, useCallback, useState } from 'react';
import { useStore } from 'zustand';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  PanOnScrollMode,
  ReactFlow,
  SelectionMode,
  useFlowStore,
} from '../flow.ts';
import { draggedKind, isNodeDrag } from '../node-drag.ts';
import { PartNode } from '../nodes/part-node.tsx';
import { TopicNode } from '../nodes/topic-node.tsx';
import { QuickAdd } from '../quick-add/quick-add.tsx';
import { TrafficLayer } from '../wires/traffic-layer.tsx';
import { Wire } from '../wires/wire.tsx';
import { WiringHint } from '../wiring/wiring-hint.tsx';
import { useCanvas } from './canvas-context.ts';
import type { FlowNode } from './flow-graph.ts';
import { SurfaceBar } from './surface-bar.tsx';
import { GRID, type SurfaceCommands } from './surface-commands.ts';
import { isWholeInSight } from './in-sight.ts';
import { useFit } from './use-fit.ts';
import { useFlowGraph } from './use-flow-nodes.ts';
import { useWiring } from './use-wiring.ts';

const nodeTypes = { topic: TopicNode, part: PartNode };
const edgeTypes = { wire: Wire };
const snapGrid: [number, number] = [GRID, GRID];
const zoomKeys = ['Control', 'Meta'];
const pickKeys = ['Shift', 'Control', 'Meta'];
const proOptions = { hideAttribution: true };
/** Left and middle button; the right one opens menus. */
const panButtons = [0, 1];

export interface SurfaceProps {
  readonly commands: SurfaceCommands;
  /** Over the surface; what is dropped on it, is dropped on the surface. */
  readonly children: ReactNode;
}

export function Surface({ commands, children }: SurfaceProps): ReactNode {
  const { view, onInspect } = useCanvas();
  const { nodes, edges, onNodesChange, onEdgesChange, onDragStop } = useFlowGraph();
  const [isSnapping, setSnapping] = useState(true);
  const wires = useWiring(useCallback((end, at) => commands.quickAddAt(at, end), [commands]));
  const { onMoveStart } = useFit(commands.fitNow);
  const onMove = useCallback(
    (_event: unknown, { zoom }: { zoom: number }) => view.setZoom(zoom),
    [view],
  );
  const onNodeDoubleClick = useCallback(
    (_event: unknown, { id }: FlowNode) => onInspect(id),
    [onInspect],
  );

  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onNodeDragStop={(_event, _node, dragged) => {
        onDragStop(dragged);
        view.settle();
      }}
      onSelectionDragStop={(_event, dragged) => onDragStop(dragged)}
      onNodeDoubleClick={onNodeDoubleClick}
      onDoubleClick={(event) => onPaneDoubleClick(event, commands)}
      onDragOver={onDragOver}
      onDrop={(event) => onDrop(event, commands)}
      onMoveStart={onMoveStart}
      onMove={onMove}
      onMoveEnd={view.settle}
      {...wires}
      connectionRadius={32}
      reconnectRadius={14}
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={pickKeys}
      zoomActivationKeyCode={zoomKeys}
      deleteKeyCode={null}
      disableKeyboardA11y
      panOnDrag={panButtons}
      panOnScroll
      panOnScrollMode={PanOnScrollMode.Free}
      zoomOnDoubleClick={false}
      snapToGrid={isSnapping}
      snapGrid={snapGrid}
      minZoom={0.1}
      maxZoom={2.5}
      elevateNodesOnSelect
      autoPanOnNodeFocus
      proOptions={proOptions}
    >
      <Background
        variant={BackgroundVariant.Dots}
        gap={GRID * 3}
        size={1.5}
        color="var(--grid-dot)"
      />
      <TrafficLayer />
      <Overview />
      <SurfaceBar
        commands={commands}
        isSnapping={isSnapping}
        onSnap={() => setSnapping((before) => !before)}
      />
      <WiringHint />
      <OpenQuickAdd commands={commands} />
      {children}
    </ReactFlow>
  );
}

function OpenQuickAdd({ commands }: { commands: SurfaceCommands }): ReactNode {
  const { adding } = useCanvas();
  const request = useStore(adding, (state) => state.request);
  const close = useCallback(() => {
    adding.setState({ request: null });
    commands.focus();
  }, [adding, commands]);
  if (!request) return null;
  return (
    <QuickAdd
      request={request}
      onChoose={(choice) => commands.choose(request, choice)}
      onClose={close}
    />
  );
}

/** The small picture of the whole; needless while the whole is in sight. */
function Overview(): ReactNode {
  const isAllInSight = useFlowStore(isWholeInSight);
  if (isAllInSight) return null;
  return (
    <MiniMap
      pannable
      zoomable
      ariaLabel="Overview"
      nodeClassName={minimapClass}
      nodeBorderRadius={12}
    />
  );
}

function minimapClass(node: FlowNode): string {
  return `cv-mini cv-mini-${node.type ?? 'part'}`;
}

function onPaneDoubleClick(event: MouseEvent, commands: SurfaceCommands): void {
  const isPane =
    event.target instanceof Element && event.target.classList.contains('react-flow__pane');
  if (isPane) commands.quickAddAt({ x: event.clientX, y: event.clientY }, null);
}

function onDragOver(event: DragEvent): void {
  if (!isNodeDrag(event.dataTransfer)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
}

function onDrop(event: DragEvent, commands: SurfaceCommands): void {
  const kind = draggedKind(event.dataTransfer);
  if (kind === undefined) return;
  event.preventDefault();
  commands.drop(kind, { x: event.clientX, y: event.clientY });
}
