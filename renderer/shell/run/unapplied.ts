/** Whether the running pipeline differs in meaning from what the canvas shows. */

import type { PipelineFile } from '../../../engine/contract/project/pipeline-file.ts';

/** Places and the title have no meaning for what runs; names do, since topics may take them. */
export function hasUnapplied(ran: PipelineFile, now: PipelineFile): boolean {
  if (ran.nodes === now.nodes && ran.edges === now.edges && ran.cluster === now.cluster)
    return false;
  return meaning(ran) !== meaning(now);
}

function meaning({ nodes, edges, cluster }: PipelineFile): string {
  const sortedNodes = nodes
    .map(({ id, kind, name, config }) => [id, kind, name, Object.entries(config).toSorted(byKey)])
    .toSorted(byFirst);
  const sortedEdges = edges.map(({ from, to }) => `${from} ${to}`).toSorted();
  return JSON.stringify([sortedNodes, sortedEdges, cluster]);
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function byFirst([one]: unknown[], [other]: unknown[]): number {
  return String(one) < String(other) ? -1 : 1;
}
