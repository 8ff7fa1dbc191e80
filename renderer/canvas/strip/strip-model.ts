/** What a strip draws: the partitions of a topic and who reads them. It changes seldom; the numbers come live. */

import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import type { ClientsView, ConsumerView } from '../../../engine/contract/views/clients.ts';
import type { TopicView } from '../../../engine/contract/views/topics.ts';
import type { SignShape } from '../../design/signs.ts';
import type { ReaderLooks } from '../../state/session/reader-looks.ts';

export interface StripReader {
  /** Unique on the strip. */
  readonly key: string;
  /** The same on every partition and after a restart. */
  readonly person: string;
  readonly liveId: number;
  readonly name: string;
  readonly initial: string;
  /** 1 to 8; 0 for parts of the pipeline. */
  readonly hue: number;
  readonly shape: SignShape;
  readonly isPaused: boolean;
}

export interface StripPartition {
  readonly partition: number;
  readonly liveId: number;
  readonly replicas: readonly number[];
  readonly readers: readonly StripReader[];
}

export interface StripModel {
  readonly topic: string;
  readonly partitions: readonly StripPartition[];
}

export interface StripSources {
  readonly clients: ClientsView;
  readonly nodes: readonly PipelineNode[];
  readonly looks: ReaderLooks;
}

export function stripModel(topic: TopicView, sources: StripSources): StripModel {
  const readersByPartition = new Map<number, StripReader[]>();
  for (const consumer of sources.clients.consumers) {
    if (consumer.state === 'gone') continue;
    for (const position of consumer.positions) {
      if (position.topic !== topic.name) continue;
      const readers = readersByPartition.get(position.partition) ?? [];
      readers.push(stripReader(consumer, position.liveId, sources));
      readersByPartition.set(position.partition, readers);
    }
  }
  return {
    topic: topic.name,
    partitions: topic.partitions.map(({ partition, liveId, replicas }) => ({
      partition,
      liveId,
      replicas,
      readers: readersByPartition.get(partition) ?? [],
    })),
  };
}

function stripReader(consumer: ConsumerView, liveId: number, sources: StripSources): StripReader {
  const node = sources.nodes.find((candidate) => candidate.id === consumer.nodeId);
  const person = consumer.nodeId ?? consumer.name;
  const look = sources.looks.look({
    key: person,
    name: consumer.name,
    group: groupOf(consumer, node),
    isPart: node !== undefined && nodeKind(node.kind)?.role !== 'consumer',
  });
  return {
    key: `${consumer.id}:${liveId}`,
    person,
    liveId,
    name: consumer.name,
    initial: look.initial,
    hue: look.hue,
    shape: look.shape,
    isPaused: consumer.state === 'paused',
  };
}

/** A reader of ours that has no group in its settings reads alone, whatever name it commits under. */
function groupOf(consumer: ConsumerView, node: PipelineNode | undefined): string | null {
  if (!node) return consumer.groupId;
  const group = node.config['group'];
  return typeof group === 'string' && group !== '' ? group : null;
}

/** The rows whose changes a strip shows. */
export function watchedRows(model: StripModel): { partitions: number[]; positions: number[] } {
  return {
    partitions: model.partitions.map(({ liveId }) => liveId),
    positions: model.partitions.flatMap(({ readers }) => readers.map(({ liveId }) => liveId)),
  };
}
