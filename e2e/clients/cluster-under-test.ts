/** Three brokers on free ports with data of their own, which can be killed and started again. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../../engine/cluster/cluster.ts';

export interface ClusterUnderTest {
  readonly bootstrap: string;
  killBroker(id: number): Promise<void>;
  restartBroker(id: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<ClusterUnderTest> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'penstock-clients-'));
  const cluster = await Cluster.start({
    brokers: 3,
    host: '127.0.0.1',
    ports: [0, 0, 0],
    dataDirectory,
    properties: {},
  });
  return {
    bootstrap: cluster.bootstrap,
    killBroker: (id) => cluster.kill(id),
    restartBroker: (id) => cluster.restart(id),
    async stop() {
      await cluster.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
