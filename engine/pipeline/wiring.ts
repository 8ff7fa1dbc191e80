/** What a node of a pipeline is joined to, by the names that the cluster knows. */

import {
  topicName,
  type PipelineFile,
  type PipelineNode,
} from '../contract/project/pipeline-file.ts';

export interface Wiring {
  /** Topics that records come from, in the order of the file. */
  readonly inputs: readonly string[];
  /** Topics that records go to. */
  readonly outputs: readonly string[];
}

export function wiringOf(file: PipelineFile, node: PipelineNode): Wiring {
  return {
    inputs: topicsOf(
      file,
      file.edges.filter(({ to }) => to === node.id).map(({ from }) => from),
    ),
    outputs: topicsOf(
      file,
      file.edges.filter(({ from }) => from === node.id).map(({ to }) => to),
    ),
  };
}

function topicsOf(file: PipelineFile, ids: readonly string[]): string[] {
  const topics = file.nodes.filter(({ id, kind }) => kind === 'topic' && ids.includes(id));
  return [...new Set(topics.map(topicName))];
}

/**
 * The name under which the cluster remembers a node: of its connector, its app, its group. It holds the pipeline's name,
 * so that a new pipeline does not go on where another one has stopped.
 */
export function identityOf(file: PipelineFile, node: PipelineNode): string {
  const pipeline = file.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return pipeline === '' ? node.id : `${pipeline}-${node.id}`;
}

/** By this client id, the brokers' view of clients is led back to the node. */
export function clientIdOf(nodeId: string): string {
  return `penstock-${nodeId}`;
}
