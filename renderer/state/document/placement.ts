/** Places for nodes whose file gives none (written by hand or by a program): in columns, along the flow. */

import type { PipelineFile, Position } from '../../../engine/contract/project/pipeline-file.ts';
import { withLayout } from './edits.ts';

const COLUMN_WIDTH = 560;
const ROW_HEIGHT = 240;

/** The same file, with a place for every node. */
export function placed(file: PipelineFile): PipelineFile {
  const homeless = file.nodes.filter((node) => !Object.hasOwn(file.layout.nodes, node.id));
  if (homeless.length === 0) return file;
  const columns = columnsOf(file);
  const top = lowestEdge(file);
  const used = new Map<number, number>();
  const places: Record<string, Position> = {};
  for (const node of homeless) {
    const column = columns.get(node.id) ?? 0;
    const row = used.get(column) ?? 0;
    used.set(column, row + 1);
    places[node.id] = { x: column * COLUMN_WIDTH, y: top + row * ROW_HEIGHT };
  }
  return withLayout(file, places);
}

/** New nodes go below what has a place already. */
function lowestEdge(file: PipelineFile): number {
  const bottoms = Object.values(file.layout.nodes).map(({ y }) => y + ROW_HEIGHT);
  return bottoms.length === 0 ? 0 : Math.max(...bottoms);
}

/** How many steps each node is from the start of the flow; a circle does not hang it. */
function columnsOf(file: PipelineFile): Map<string, number> {
  const columns = new Map(file.nodes.map((node) => [node.id, 0]));
  for (let round = 0; round < file.nodes.length; round++) {
    let isChanged = false;
    for (const { from, to } of file.edges) {
      const wanted = (columns.get(from) ?? 0) + 1;
      if (wanted <= (columns.get(to) ?? 0) || wanted >= file.nodes.length) continue;
      columns.set(to, wanted);
      isChanged = true;
    }
    if (!isChanged) break;
  }
  return columns;
}
