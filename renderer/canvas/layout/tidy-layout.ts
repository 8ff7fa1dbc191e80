/** Arranges nodes in columns along the flow, without crossings where that can be helped. */

import dagre from '@dagrejs/dagre';
import type { PipelineEdge, Position } from '../../../engine/contract/project/pipeline-file.ts';

const BETWEEN_COLUMNS = 120;
const BETWEEN_ROWS = 40;
const GRID = 8;

export interface Box extends Position {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** New top left corners, on the grid. The whole stays where its top left corner was. */
export function tidyLayout(
  boxes: readonly Box[],
  edges: readonly PipelineEdge[],
): Record<string, Position> {
  if (boxes.length === 0) return {};
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: BETWEEN_COLUMNS, nodesep: BETWEEN_ROWS });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  const places = boxes.map(({ id, width, height }) => {
    const { x, y } = graph.node(id) as Position;
    return { id, x: x - width / 2, y: y - height / 2 };
  });
  const shiftX = leastOf(boxes, 'x') - leastOf(places, 'x');
  const shiftY = leastOf(boxes, 'y') - leastOf(places, 'y');
  return Object.fromEntries(
    places.map(({ id, x, y }) => [id, { x: onGrid(x + shiftX), y: onGrid(y + shiftY) }]),
  );
}

function leastOf(places: readonly Position[], axis: 'x' | 'y'): number {
  return Math.min(...places.map((place) => place[axis]));
}

function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
