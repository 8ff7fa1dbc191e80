/** The cluster that some files of Kafka's `server.properties` describe together. */

import { hostname } from 'node:os';
import { EngineError } from '../base/errors.ts';
import type { Disk } from '../base/ports/disk.ts';
import type { ClusterNodes } from '../cluster/cluster.ts';
import { describedNode, type DescribedNode } from '../cluster/server-properties.ts';

export interface DescribedCluster {
  readonly nodes: ClusterNodes;
  /** Of the controller: the cluster's own id is kept there. */
  readonly dataDirectory: string;
  /** What the operator should know. */
  readonly remarks: readonly string[];
}

/** Throws `EngineError` `BAD_PROPERTIES` with the file, and the line where there is one. */
export function clusterOfProperties(
  disk: Pick<Disk, 'exists' | 'readFile'>,
  paths: readonly string[],
): DescribedCluster {
  const described = paths.map((path) => {
    if (!disk.exists(path)) throw wrong(`There is no file ${path}.`, 'Name a properties file.');
    return describedNode({ path, text: disk.readFile(path).toString('utf8') }, hostname());
  });
  const brokers = described.flatMap(({ broker }) => broker ?? []);
  const [first, ...others] = described.filter(({ controller }) => controller !== undefined);
  if (first?.controller === undefined) {
    throw wrong('No file describes a controller.', 'Add controller to process.roles of one.');
  }
  if (brokers.length === 0) {
    throw wrong('No file describes a broker.', 'Add broker to process.roles of one.');
  }
  refuseTwins(described);
  const { controller } = first;
  const alone = `One controller keeps the metadata: node ${controller.id} (${first.path}).`;
  const idle = `${others.map(({ path }) => path).join(', ')}: the role of a controller is not taken up.`;
  const remarks = described.flatMap((node) => node.remarks);
  return {
    nodes: { controller, brokers },
    dataDirectory: controller.dataDirectory,
    remarks: others.length === 0 ? remarks : [...remarks, `${alone} ${idle}`],
  };
}

/** Nodes may share neither their number nor their directory. */
function refuseTwins(nodes: readonly DescribedNode[]): void {
  for (const [at, node] of nodes.entries()) {
    for (const other of nodes.slice(0, at)) {
      if (node.id === other.id) {
        throw wrong(
          `${other.path} and ${node.path} both describe node ${node.id}.`,
          'Give each its own node.id.',
        );
      }
      const directory = node.broker?.dataDirectory;
      if (directory !== undefined && directory === other.broker?.dataDirectory) {
        throw wrong(
          `${other.path} and ${node.path} both keep their data in ${directory}.`,
          'Give each its own log.dirs.',
        );
      }
    }
  }
}

function wrong(sentence: string, hint: string): EngineError {
  return new EngineError('BAD_PROPERTIES', sentence, { hint });
}
