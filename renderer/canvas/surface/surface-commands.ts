/** What can be asked of a surface from keys, menus and the palette, on one React Flow instance. */

import type { Position } from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import { prefersReducedMotion } from '../../design/theme.ts';
import type { PipelineDocument } from '../../state/document/pipeline-document.ts';
import type { ReactFlowInstance } from '../flow.ts';
import { tidyLayout } from '../layout/tidy-layout.ts';
import type { Choice } from '../quick-add/choices.ts';
import type { QuickAddRequest } from '../quick-add/quick-add.tsx';
import { finishWiring, type LooseEnd } from '../wiring/wiring.ts';
import type { CanvasParts } from './canvas-context.ts';
import type { FlowEdge, FlowNode } from './flow-graph.ts';

export const GRID = 8;
const MOVE_MS = 200;
const FIT = { padding: 0.06, maxZoom: 1 } as const;
/** How nodes measure before they are there. */
const SIZE: Readonly<Record<'topic' | 'part', Position>> = {
  topic: { x: 432, y: 180 },
  part: { x: 224, y: 100 },
};
const BESIDE = 96;

export interface SurfaceCommands {
  fit(): void;
  /** Without a move that could be seen. */
  fitNow(): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomToFull(): void;
  tidy(): void;
  /** Adds a node in the middle of what is seen, where nothing else begins. */
  insert(kind: string): void;
  /** Adds a node under a point of the window. */
  drop(kind: string, at: Position): void;
  show(nodeId: string): void;
  renameSelected(): void;
  /** Opens the list: beside the one selected node and wired from it, else in the middle. */
  quickAdd(): void;
  quickAddAt(at: Position, end: LooseEnd | null): void;
  /** Opens the list of all that the one selected node may be wired to. */
  connectSelected(): void;
  choose(request: QuickAddRequest, choice: Choice): void;
  focus(nodeId?: string): void;
}

export interface Surface {
  readonly flow: ReactFlowInstance<FlowNode, FlowEdge>;
  readonly document: PipelineDocument;
  readonly parts: CanvasParts;
}

export function surfaceCommands(surface: Surface): SurfaceCommands {
  const { flow, document: pipeline, parts } = surface;
  return {
    ...viewCommands(surface),
    ...addingCommands(surface),
    tidy() {
      const { edges } = pipeline.store.getState().file;
      pipeline.arrange(tidyLayout(flow.getNodes().map(boxOf), edges));
      requestAnimationFrame(() => void flow.fitView({ ...FIT, ...motion() }));
    },
    renameSelected() {
      const nodeId = onlySelected(pipeline);
      if (nodeId !== undefined) parts.renaming.setState({ nodeId });
    },
  };
}

/** How many frames a new node may take until it is measured and can be focused. */
const FRAMES_MAX = 30;

function viewCommands({ flow, document: pipeline, parts: { element } }: Surface) {
  function focus(nodeId?: string): void {
    const root = element();
    const target =
      nodeId === undefined
        ? root
        : root?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);
    target?.focus({ preventScroll: true });
  }
  const hasFocus = (nodeId: string): boolean =>
    Boolean(document.activeElement?.closest(`[data-id="${CSS.escape(nodeId)}"]`));
  /** Unless the focus is in it already, such as in its name. Once it has it, it may be taken elsewhere at once. */
  function focusSoon(nodeId: string, frames = FRAMES_MAX): void {
    requestAnimationFrame(() => {
      if (hasFocus(nodeId) || frames === 0) return;
      focus(nodeId);
      if (!hasFocus(nodeId)) focusSoon(nodeId, frames - 1);
    });
  }
  return {
    focus,
    focusSoon,
    fit: () => void flow.fitView({ ...FIT, ...motion() }),
    fitNow: () => void flow.fitView(FIT),
    zoomIn: () => void flow.zoomIn(motion()),
    zoomOut: () => void flow.zoomOut(motion()),
    zoomToFull: () => void flow.zoomTo(1, motion()),
    show(nodeId: string) {
      pipeline.select({ nodes: [nodeId] });
      void flow.fitView({ nodes: [{ id: nodeId }], maxZoom: 1, padding: 0.3, ...motion() });
      focus(nodeId);
    },
  };
}

function addingCommands(surface: Surface) {
  const { flow, document: pipeline, parts } = surface;
  const { element } = parts;
  const { focus, focusSoon } = viewCommands(surface);
  function request(place: Position, end: LooseEnd | null, offersNodes = false): void {
    const screen = flow.flowToScreenPosition(place);
    const box = element()?.getBoundingClientRect();
    const at = { x: screen.x - (box?.left ?? 0), y: screen.y - (box?.top ?? 0) };
    parts.adding.setState({ request: { screen: withinBox(at, box), place, end, offersNodes } });
  }
  function add(kind: string, place: Position, end?: LooseEnd | null): void {
    const wire = end
      ? end.side === 'from'
        ? { from: end.nodeId }
        : { to: end.nodeId }
      : undefined;
    const nodeId = pipeline.addNode(kind, snapped(place), wire);
    if (nodeId !== undefined) focusSoon(nodeId);
  }
  function beside(offersNodes: boolean): boolean {
    const nodeId = onlySelected(pipeline);
    const node = nodeId === undefined ? undefined : flow.getNode(nodeId);
    if (!node) return false;
    const outputs = nodeKind(node.data.node.kind)?.outputs.max ?? 0;
    const { x, y, width } = boxOf(node);
    const side = outputs > 0 ? 'from' : 'to';
    const place =
      side === 'from' ? { x: x + width + BESIDE, y: y + 60 } : { x: x - BESIDE, y: y + 60 };
    request(place, { nodeId: node.id, side }, offersNodes);
    return true;
  }
  return {
    insert(kind: string) {
      const size = sizeOf(kind);
      const centre = middle(flow, element());
      add(kind, freePlace(pipeline, { x: centre.x - size.x / 2, y: centre.y - size.y / 2 }));
    },
    drop(kind: string, at: Position) {
      const place = flow.screenToFlowPosition(at);
      add(kind, { x: place.x - sizeOf(kind).x / 2, y: place.y - 20 });
    },
    quickAdd() {
      if (!beside(false)) request(middle(flow, element()), null);
    },
    quickAddAt: (at: Position, end: LooseEnd | null) => request(flow.screenToFlowPosition(at), end),
    connectSelected: () => void beside(true),
    choose({ place, end }: QuickAddRequest, choice: Choice) {
      parts.adding.setState({ request: null });
      if (choice.what === 'connect') {
        if (end) finishWiring(pipeline, end, choice.nodeId);
        return focus(end?.nodeId);
      }
      // The loose end meets the new node's handle, half way down its side.
      const size = sizeOf(choice.kind);
      const x = end?.side === 'to' ? place.x - size.x : end ? place.x : place.x - size.x / 2;
      add(choice.kind, { x, y: place.y - size.y / 2 }, end);
    },
  };
}

export function onlySelected(pipeline: PipelineDocument): string | undefined {
  const { nodes } = pipeline.store.getState().selection;
  const [nodeId] = nodes;
  return nodes.size === 1 ? nodeId : undefined;
}

function motion(): { duration: number } {
  return { duration: prefersReducedMotion() ? 0 : MOVE_MS };
}

export function boxOf(node: FlowNode): {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const size = SIZE[node.type ?? 'part'];
  return {
    id: node.id,
    ...node.position,
    width: node.measured?.width ?? size.x,
    height: node.measured?.height ?? size.y,
  };
}

function sizeOf(kind: string): Position {
  return SIZE[nodeKind(kind)?.role === 'topic' ? 'topic' : 'part'];
}

function snapped({ x, y }: Position): Position {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}

function middle(flow: Surface['flow'], element: HTMLElement | null): Position {
  const box = element?.getBoundingClientRect();
  return flow.screenToFlowPosition({
    x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
    y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
  });
}

/** Down and to the right until no other node begins there. */
function freePlace(pipeline: PipelineDocument, wished: Position): Position {
  const taken = Object.values(pipeline.store.getState().file.layout.nodes);
  let place = snapped(wished);
  while (taken.some(({ x, y }) => Math.abs(x - place.x) < 24 && Math.abs(y - place.y) < 24)) {
    place = { x: place.x + 4 * GRID, y: place.y + 4 * GRID };
  }
  return place;
}

const LIST_SIZE = { x: 340, y: 360 };

/** A list that opens near the edge opens inwards. */
function withinBox(at: Position, box: DOMRect | undefined): Position {
  if (!box) return at;
  return {
    x: Math.max(8, Math.min(at.x, box.width - LIST_SIZE.x)),
    y: Math.max(8, Math.min(at.y, box.height - LIST_SIZE.y)),
  };
}
