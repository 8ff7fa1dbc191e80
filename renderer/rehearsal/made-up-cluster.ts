/** A cluster that is made up: numbers that rise as those of a real one would, from nothing but the pipeline and the time. */

import { fieldValue } from '../../engine/contract/fields.ts';
import type {
  LiveFrame,
  NodeRow,
  PartitionRow,
  PositionRow,
} from '../../engine/contract/live/live-frame.ts';
import {
  type PipelineFile,
  type PipelineNode,
  topicName,
} from '../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../engine/contract/project/pipeline-rules.ts';
import type { ClientsView, ConsumerView } from '../../engine/contract/views/clients.ts';
import type { ClusterView } from '../../engine/contract/views/cluster.ts';
import type { PipelineView } from '../../engine/contract/views/pipeline.ts';
import type { TopicView } from '../../engine/contract/views/topics.ts';
import type { Stage } from './stage.ts';

const BROKERS = 3;
const RECORD_BYTES = 180;
/** Seconds of records that are there when the curtain rises. */
const PAST_SECONDS = 400;
/** How long a record takes to reach the followers. */
const REPLICATION_SECONDS = 0.08;

export interface MadeUpCluster {
  readonly topics: readonly TopicView[];
  readonly clients: ClientsView;
  readonly pipeline: PipelineView;
  readonly cluster: ClusterView;
  /** All numbers, so many seconds after the curtain rose. */
  frame(seconds: number): LiveFrame;
}

export function makeUpCluster({ file, inflow }: Stage): MadeUpCluster {
  const rates = flowRates(file, inflow);
  let nextId = 1;
  const topics = file.nodes
    .filter(({ kind }) => kind === 'topic')
    .map((node): TopicView => topicView(node, () => nextId++));
  const consumers = file.nodes.flatMap((node) =>
    consumersOf({ file, inflow }, { node, topics, newId: () => nextId++ }),
  );
  const pipeline: PipelineView = {
    state: 'running',
    name: file.name,
    path: null,
    nodes: file.nodes.map((node) => ({
      nodeId: node.id,
      liveId: nextId++,
      state: 'running',
      message: '',
    })),
  };
  const rateByTopic = new Map(
    file.nodes
      .filter(({ kind }) => kind === 'topic')
      .map((node) => [topicName(node), rates.get(node.id)?.in ?? 0]),
  );
  const rateOf = (topic: string): number => rateByTopic.get(topic) ?? 0;
  const clients: ClientsView = { consumers: consumers.map(({ view }) => view), producers: [] };
  return {
    topics,
    clients,
    pipeline,
    cluster: clusterView(topics),
    frame: (seconds) => ({
      at: seconds * 1000,
      partitions: topics.flatMap((topic) => partitionRows(topic, rateOf(topic.name), seconds)),
      positions: consumers.flatMap(({ view, pace }) =>
        view.positions.map((position, index) =>
          positionRow(
            { liveId: position.liveId, index, pace, topic: position.topic },
            rateOf,
            seconds,
          ),
        ),
      ),
      nodes: pipeline.nodes.map(({ nodeId, liveId }) =>
        nodeRow(liveId, rates.get(nodeId), seconds),
      ),
    }),
  };
}

interface Rates {
  in: number;
  out: number;
}

/** Records a second through every node, from the sources on. */
function flowRates(file: PipelineFile, inflow: Stage['inflow']): Map<string, Rates> {
  const rates = new Map<string, Rates>(file.nodes.map(({ id }) => [id, { in: 0, out: 0 }]));
  for (let round = 0; round < file.nodes.length; round++) {
    for (const node of file.nodes) {
      const own = rates.get(node.id);
      if (!own) continue;
      const enters = file.edges.filter(({ to }) => to === node.id);
      own.in = enters.reduce((sum, { from }) => sum + (rates.get(from)?.out ?? 0), 0);
      own.in = inflow.get(node.id) ?? own.in;
      own.out = outRate(node, own.in);
    }
    if (round > 8) break;
  }
  return rates;
}

function outRate(node: PipelineNode, enters: number): number {
  const kind = nodeKind(node.kind);
  switch (kind?.role) {
    case 'source':
    case 'producer': {
      const rate = fieldValue(kind.fields, node.config, 'rate');
      return typeof rate === 'number' ? rate : 1;
    }
    case 'processor':
      return enters / 4;
    case 'topic':
      return enters;
    default:
      return 0;
  }
}

function topicView(node: PipelineNode, newId: () => number): TopicView {
  const partitions = node.config['partitions'];
  const count = typeof partitions === 'number' ? partitions : 3;
  return {
    name: topicName(node),
    topicId: node.id,
    internal: false,
    replicationFactor: BROKERS,
    partitions: Array.from({ length: count }, (_, partition) => ({
      partition,
      liveId: newId(),
      replicas: [0, 1, 2].map((step) => ((partition + step) % BROKERS) + 1),
    })),
    configs: {},
  };
}

interface Actor {
  readonly view: ConsumerView;
  /** Records a second that it can read; Infinity keeps up. */
  readonly pace: number;
}

/** A part or reader on each topic before it; topics that nobody reads get two strangers. */
function consumersOf(
  { file, inflow }: Stage,
  {
    node,
    topics,
    newId,
  }: { node: PipelineNode; topics: readonly TopicView[]; newId: () => number },
): Actor[] {
  const view = (name: string, names: readonly string[], isStranger: boolean): ConsumerView => ({
    id: `${node.id} ${name}`,
    clientId: name,
    name,
    nodeId: isStranger ? null : node.id,
    groupId: isStranger ? null : node.id,
    memberId: null,
    address: '127.0.0.1',
    software: 'made up',
    state: 'reading',
    positions: topics
      .filter((topic) => names.includes(topic.name))
      .flatMap((topic) =>
        topic.partitions.map(({ partition }) => ({
          liveId: newId(),
          topic: topic.name,
          partition,
        })),
      ),
  });
  if (node.kind === 'topic') {
    if (!inflow.has(node.id)) return [];
    return [
      { view: view('Sally', [topicName(node)], true), pace: Infinity },
      { view: view('Fred', [topicName(node)], true), pace: 0.97 },
    ];
  }
  const before = file.edges.filter(({ to }) => to === node.id).map(({ from }) => from);
  const read = file.nodes
    .filter(({ id, kind }) => kind === 'topic' && before.includes(id))
    .map(topicName);
  if (read.length === 0) return [];
  const pace = node.config['rate'];
  return [
    {
      view: view(node.name, read, false),
      pace: typeof pace === 'number' && pace < 5 ? 0.95 : Infinity,
    },
  ];
}

/** Records of one partition after so many seconds; partitions are a little apart from each other. */
function written(rate: number, index: number, seconds: number): number {
  return Math.max(0, rate * (seconds + PAST_SECONDS) + ((index * 0.37) % 1));
}

function partitionRows(topic: TopicView, topicRate: number, seconds: number): PartitionRow[] {
  const rate = topicRate / topic.partitions.length;
  return topic.partitions.map(({ partition, liveId, replicas }) => ({
    liveId,
    leader: replicas[0] ?? -1,
    leaderEpoch: 0,
    inSync: 0b1110,
    logStart: 0,
    highWatermark: Math.floor(written(rate, partition, seconds - REPLICATION_SECONDS)),
    endOffset: Math.floor(written(rate, partition, seconds)),
    rate,
    bytesRate: rate * RECORD_BYTES,
  }));
}

function positionRow(
  reader: { liveId: number; index: number; pace: number; topic: string },
  rateOf: (topic: string) => number,
  seconds: number,
): PositionRow {
  const rate = rateOf(reader.topic) / 3;
  const share = Math.min(1, reader.pace);
  const position = Math.floor(
    written(rate * share, reader.index, seconds - REPLICATION_SECONDS * 2),
  );
  return {
    liveId: reader.liveId,
    position,
    committed: Math.max(0, position - (position % 5)),
    rate: rate * share,
  };
}

function nodeRow(liveId: number, rates: Rates | undefined, seconds: number): NodeRow {
  const { in: rateIn, out: rateOut } = rates ?? { in: 0, out: 0 };
  return {
    liveId,
    recordsIn: Math.floor(rateIn * (seconds + PAST_SECONDS)),
    recordsOut: Math.floor(rateOut * (seconds + PAST_SECONDS)),
    recordsSkipped: 0,
    rateIn,
    rateOut,
  };
}

function clusterView(topics: readonly TopicView[]): ClusterView {
  const partitions = topics.flatMap((topic) => topic.partitions);
  return {
    clusterId: 'rehearsal',
    bootstrap: '127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094',
    controller: { id: 1, state: 'running' },
    ready: true,
    brokers: [1, 2, 3].map((id) => ({
      id,
      host: '127.0.0.1',
      port: 9091 + id,
      state: 'running',
      problem: null,
      partitionsLed: partitions.filter(({ replicas }) => replicas[0] === id).length,
      partitionsHeld: partitions.length,
      partitionsInSync: partitions.length,
      startedAt: 0,
    })),
  };
}
