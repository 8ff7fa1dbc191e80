/** Pipelines to rehearse with: many topics for measuring, and the one from the talk for looking at. */

import type { FieldValue } from '../../engine/contract/fields.ts';
import {
  emptyPipeline,
  type PipelineFile,
  type PipelineNode,
  type Position,
} from '../../engine/contract/project/pipeline-file.ts';

const COLUMN_WIDTH = 880;
const FILTER_SHIFT: Position = { x: 560, y: 40 };

interface Placed {
  readonly node: PipelineNode;
  readonly place: Position;
}

export interface Stage {
  readonly file: PipelineFile;
  /** Records a second into topics that nothing on the stage writes to, by node. */
  readonly inflow: ReadonlyMap<string, number>;
}

/** `60x6@30`: sixty topics of six partitions, thirty records a second each; a chain of filters joins them. */
export function readStage(wish: string): Stage {
  const [, topics, partitions, rate] = /^(\d+)x(\d+)(?:@(\d+))?$/u.exec(wish) ?? [];
  if (topics === undefined || partitions === undefined)
    return { file: widgetsStage(), inflow: new Map() };
  return manyTopics({
    topics: Number(topics),
    partitions: Number(partitions),
    rate: Number(rate ?? 30),
  });
}

function manyTopics(size: { topics: number; partitions: number; rate: number }): Stage {
  const columns = Math.ceil(Math.sqrt(size.topics / 2));
  const rowHeight = size.partitions * 42 + 120;
  const placed: Placed[] = [];
  const edges: { from: string; to: string }[] = [];
  const inflow = new Map<string, number>();
  for (let index = 0; index < size.topics; index++) {
    const place = {
      x: (index % columns) * COLUMN_WIDTH,
      y: Math.floor(index / columns) * rowHeight,
    };
    const topic = `topic-${index}`;
    inflow.set(topic, size.partitions * size.rate);
    placed.push({ node: node(topic, 'topic', { partitions: size.partitions }), place });
    if (index === size.topics - 1) break;
    const filter = `filter-${index}`;
    placed.push({
      node: node(filter, 'filter', { condition: `n % ${index + 2} = 0` }),
      place: { x: place.x + FILTER_SHIFT.x, y: place.y + FILTER_SHIFT.y },
    });
    edges.push({ from: topic, to: filter }, { from: filter, to: `topic-${index + 1}` });
  }
  const title = `${size.topics} topics of ${size.partitions} partitions`;
  return { file: file(title, placed, edges), inflow };
}

function widgetsStage(): PipelineFile {
  const at = (x: number, y: number): Position => ({ x, y });
  const placed: Placed[] = [
    {
      node: { ...node('sensors', 'datagen', { quickstart: 'widgets', rate: 5 }), name: 'Sensors' },
      place: at(0, 40),
    },
    { node: node('widgets', 'topic', { partitions: 3 }), place: at(304, 0) },
    {
      node: { ...node('red', 'filter', { condition: "colour = 'RED'" }), name: 'Only red' },
      place: at(0, 288),
    },
    { node: node('widgets_red', 'topic', { partitions: 3 }), place: at(304, 248) },
    {
      node: { ...node('file', 'file-sink', { file: 'widgets-red.jsonl' }), name: 'Red file' },
      place: at(816, 288),
    },
    { node: { ...node('sally', 'consumer', { rate: 5 }), name: 'Sally' }, place: at(816, -32) },
    { node: { ...node('fred', 'consumer', { rate: 3 }), name: 'Fred' }, place: at(816, 112) },
  ];
  return file('Widgets', placed, [
    { from: 'sensors', to: 'widgets' },
    { from: 'widgets', to: 'red' },
    { from: 'red', to: 'widgets_red' },
    { from: 'widgets_red', to: 'file' },
    { from: 'widgets', to: 'sally' },
    { from: 'widgets', to: 'fred' },
  ]);
}

function node(id: string, kind: string, config: Record<string, FieldValue>): PipelineNode {
  return { id, kind, name: id, config };
}

function file(name: string, placed: readonly Placed[], edges: PipelineFile['edges']): PipelineFile {
  return {
    ...emptyPipeline(name),
    nodes: placed.map((each) => each.node),
    edges,
    layout: { nodes: Object.fromEntries(placed.map((each) => [each.node.id, each.place])) },
  };
}
