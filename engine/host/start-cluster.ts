/** Starts the sandbox's cluster: on the ports that were asked for, or the next free ones where that is allowed. */

import { EngineError } from '../base/errors.ts';
import { systemNetwork } from '../base/ports/real/network.ts';
import { Cluster, type ClusterListener, type ClusterNodes } from '../cluster/cluster.ts';

export interface StartClusterOptions {
  readonly brokers: number;
  readonly host: string;
  /** Of the first broker; the others follow. 0 takes free ones. */
  readonly port: number;
  /** Take the next free ports when these are taken. */
  readonly mayMove: boolean;
  readonly dataDirectory: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Each node by itself, instead of so many that are alike from one port on. */
  readonly nodes?: ClusterNodes | undefined;
}

const TRIES = 100;

export async function startCluster(
  options: StartClusterOptions,
  listener: ClusterListener,
): Promise<Cluster> {
  const { brokers, host, dataDirectory, properties, nodes } = options;
  if (nodes) {
    const common = { brokers: nodes.brokers.length, host, ports: [], dataDirectory, properties };
    return Cluster.start({ ...common, nodes }, listener);
  }
  const ports = await freePorts(options);
  return Cluster.start({ brokers, host, ports, dataDirectory, properties }, listener);
}

/** As many neighbouring ports as there are brokers; rejects with `PORT_TAKEN`. */
async function freePorts({ brokers, host, port, mayMove }: StartClusterOptions): Promise<number[]> {
  if (port === 0) return Array.from({ length: brokers }, () => 0);
  for (let base = port; base < port + TRIES * brokers; base += brokers) {
    const ports = Array.from({ length: brokers }, (_, index) => base + index);
    const taken = await firstTaken(host, ports);
    if (!taken) return ports;
    if (!mayMove) throw taken;
  }
  throw new EngineError('PORT_TAKEN', `No ${brokers} free ports were found from ${port} on.`, {
    hint: 'Choose another with --port.',
  });
}

async function firstTaken(
  host: string,
  ports: readonly number[],
): Promise<EngineError | undefined> {
  for (const port of ports) {
    try {
      const listener = await systemNetwork.listen({ host, port }, (connection) =>
        connection.destroy(),
      );
      await listener.close();
    } catch (error) {
      if (error instanceof EngineError) return error;
      throw error;
    }
  }
  return undefined;
}
