/** A cluster with what is asked for around it: the IDE's host and its web server, or nothing. */

import { EngineError } from '../base/errors.ts';
import { systemPorts } from '../base/ports/real/ports.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { Host, type HostOptions } from './host.ts';
import { documentsDirectory, pageDirectory, samplesDirectory, stateDirectory } from './places.ts';
import { startCluster, type StartClusterOptions } from './start-cluster.ts';
import { version } from './version.ts';
import type { WebHost } from './web/web-host.ts';

export interface SandboxOptions extends StartClusterOptions {
  /** Serve the page on this port. */
  readonly ui: { readonly port: number; readonly mayMove: boolean } | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the operator should know. */
  say(sentence: string): void;
}

const UI_TRIES = 50;

export class Sandbox {
  readonly uiUrl: string | undefined;
  readonly #cluster: Cluster;
  readonly #host: Host | undefined;
  readonly #web: WebHost | undefined;

  static async start(options: SandboxOptions): Promise<Sandbox> {
    const { ui, env, say } = options;
    if (!ui) {
      const tell = (sentence: string, brokerId: number | undefined): void =>
        say(`${brokerId === undefined ? 'Controller' : `Broker ${brokerId}`}: ${sentence}`);
      const cluster = await startCluster(options, { onProblem: tell, onRefused: tell });
      sayMoved(options, cluster);
      return new Sandbox(cluster, undefined, undefined);
    }
    const token = systemPorts.random.bytes(24).toString('base64url');
    const host = openHost({
      app: { version: version(), host: 'web', platform: process.platform },
      env,
    });
    const web = await serveUi(host, { ...ui, token, say });
    try {
      const cluster = await startCluster(options, host.clusterWatch.listener);
      host.attach(cluster);
      sayMoved(options, cluster);
      return new Sandbox(cluster, host, {
        web,
        url: `http://127.0.0.1:${web.port}/#token=${token}`,
      });
    } catch (error) {
      await web.close();
      await host.close();
      throw error;
    }
  }

  private constructor(
    cluster: Cluster,
    host: Host | undefined,
    ui: { web: WebHost; url: string } | undefined,
  ) {
    this.#cluster = cluster;
    this.#host = host;
    this.#web = ui?.web;
    this.uiUrl = ui?.url;
  }

  get bootstrap(): string {
    return this.#cluster.bootstrap;
  }

  get brokers(): { id: number; host: string; port: number }[] {
    return this.#cluster.brokers.map(({ id, address }) => ({ id, ...address }));
  }

  /** Stops everything in order. */
  async close(): Promise<void> {
    await this.#web?.close();
    if (this.#host) await this.#host.close();
    else await this.#cluster.stop();
  }
}

/** A host with the installation's own directories. */
export function openHost(
  options: Pick<HostOptions, 'app' | 'dialogs'> & { env: SandboxOptions['env'] },
): Host {
  const { env, app, dialogs } = options;
  return new Host({
    ports: systemPorts,
    app,
    stateDirectory: stateDirectory(env),
    documentsDirectory: documentsDirectory(env),
    samplesDirectory,
    ...(dialogs ? { dialogs } : {}),
  });
}

async function serveUi(
  host: Host,
  options: { port: number; mayMove: boolean; token: string; say(sentence: string): void },
): Promise<WebHost> {
  const { port, mayMove, token, say } = options;
  // HTTP brings much of Node with it, which brokers alone have no use for.
  const { WebHost } = await import('./web/web-host.ts');
  for (let candidate = port; ; candidate++) {
    try {
      const web = await WebHost.start({
        host,
        address: '127.0.0.1',
        port: candidate,
        token,
        pageDirectory,
      });
      if (candidate !== port) say(`Port ${port} is taken; the IDE is served on ${candidate}.`);
      return web;
    } catch (error) {
      const isTaken = error instanceof EngineError && error.code === 'PORT_TAKEN';
      if (!isTaken || !mayMove || candidate >= port + UI_TRIES) throw error;
    }
  }
}

function sayMoved({ port, say }: SandboxOptions, cluster: Cluster): void {
  const first = cluster.brokers[0]?.address.port;
  if (port !== 0 && first !== port)
    say(`Port ${port} is taken; the brokers listen on ${cluster.bootstrap}.`);
}
