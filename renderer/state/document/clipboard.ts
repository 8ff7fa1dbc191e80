/** Nodes on the clipboard are a pipeline file of their own, so that they pass between windows and any file can be pasted. */

import { parsePipeline } from '../../../engine/contract/project/parse-pipeline.ts';
import {
  edgeId,
  emptyPipeline,
  type PipelineFile,
  type PipelineNode,
  type Position,
} from '../../../engine/contract/project/pipeline-file.ts';
import { refuseEdge } from '../../../engine/contract/project/pipeline-rules.ts';
import { serialisePipeline } from '../../../engine/contract/project/serialise-pipeline.ts';
import { withEdge, withNode } from './edits.ts';
import { type Refusal, refused } from './outcome.ts';
import { placed } from './placement.ts';
import { uniqueId, uniqueName } from './unique-names.ts';

/** How far from the original a copy lands when nothing else is said. */
const COPY_SHIFT = 40;

/** The named nodes and the edges between them, as text. */
export function copied(file: PipelineFile, nodeIds: ReadonlySet<string>): string {
  const isCopied = (id: string) => nodeIds.has(id);
  return serialisePipeline({
    ...emptyPipeline('Copied nodes'),
    nodes: file.nodes.filter((node) => isCopied(node.id)),
    edges: file.edges.filter((edge) => isCopied(edge.from) && isCopied(edge.to)),
    layout: file.layout,
  });
}

export interface PastedNodes {
  readonly ok: true;
  readonly file: PipelineFile;
  readonly nodeIds: readonly string[];
  readonly edgeIds: readonly string[];
}

/** Adds what the text holds under free names and ids; at `place` (top left of all) or beside the originals. */
export function pasted(file: PipelineFile, text: string, place?: Position): PastedNodes | Refusal {
  const parsed = parsePipeline(text);
  if (!parsed.ok) {
    const what = parsed.problems[0]?.message ?? '';
    return refused(`The clipboard holds no nodes. ${what}`.trim());
  }
  const source = placed(parsed.file);
  if (source.nodes.length === 0) return refused('The clipboard holds no nodes.');
  const shift = shiftFor(file, source, place);
  const idBySource = new Map<string, string>();
  let target = file;
  for (const node of source.nodes) {
    const copy = renamed(target, node);
    const from = source.layout.nodes[node.id] ?? { x: 0, y: 0 };
    idBySource.set(node.id, copy.id);
    target = withNode(target, copy, { x: from.x + shift.x, y: from.y + shift.y });
  }
  const edgeIds: string[] = [];
  for (const edge of source.edges) {
    const from = idBySource.get(edge.from);
    const to = idBySource.get(edge.to);
    if (from === undefined || to === undefined) continue;
    if (refuseEdge(target, { from, to }) !== undefined) continue;
    target = withEdge(target, { from, to });
    edgeIds.push(edgeId({ from, to }));
  }
  return { ok: true, file: target, nodeIds: [...idBySource.values()], edgeIds };
}

/** A copy with free id and name; a topic that says its own name gets a free one there as well. */
function renamed(file: PipelineFile, node: PipelineNode): PipelineNode {
  const name = uniqueName(node.name, (taken) => file.nodes.some((other) => other.name === taken));
  const id = uniqueId(node.id, (taken) => file.nodes.some((other) => other.id === taken));
  const topic = node.kind === 'topic' ? node.config['topic'] : undefined;
  if (typeof topic !== 'string' || topic === '') return { ...node, id, name };
  const isTopicTaken = (taken: string) =>
    file.nodes.some((other) => other.config['topic'] === taken || other.name === taken);
  return { ...node, id, name, config: { ...node.config, topic: uniqueName(topic, isTopicTaken) } };
}

function shiftFor(file: PipelineFile, source: PipelineFile, place?: Position): Position {
  const places = source.nodes.flatMap((node) => source.layout.nodes[node.id] ?? []);
  if (place) {
    return {
      x: place.x - Math.min(...places.map(({ x }) => x)),
      y: place.y - Math.min(...places.map(({ y }) => y)),
    };
  }
  const isTaken = (by: number) =>
    places.some(({ x, y }) =>
      Object.values(file.layout.nodes).some((used) => used.x === x + by && used.y === y + by),
    );
  let by = 0;
  while (isTaken(by)) by += COPY_SHIFT;
  return { x: by, y: by };
}
