/** Answers the contract: owns the cluster, the running pipeline, and the files of the installation. */

import { messageOf } from '../base/errors.ts';
import type { Ports } from '../base/ports/ports.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { openClient } from '../client/open-client.ts';
import type { AppInfo } from '../contract/app.ts';
import type { CommandName, Commands } from '../contract/commands/command-types.ts';
import type { HostEnd } from '../contract/transport/channel.ts';
import type { MessagesParams } from '../contract/views/messages.ts';
import { ClusterWatch } from './cluster-watch.ts';
import { HOST_CLIENT_PREFIX } from './client-book.ts';
import { executors } from './commands/executors.ts';
import { EventBook } from './event-book.ts';
import { Documents, type DocumentsOptions } from './files/documents.ts';
import { SettingsFile } from './files/settings-file.ts';
import type { LiveState } from './live/live-state.ts';
import { MessageFeed } from './message-feed.ts';
import { PageSession } from './page-session.ts';
import { PipelineRunner } from './pipeline-runner.ts';

/** What only a desktop has. */
export interface NativeDialogs {
  choose(options: {
    purpose: 'open' | 'save';
    suggestedName: string | undefined;
  }): Promise<string | null>;
}

export interface HostOptions {
  readonly ports: Ports;
  readonly app: Pick<AppInfo, 'version' | 'host' | 'platform'>;
  readonly stateDirectory: string;
  readonly documentsDirectory: string;
  readonly samplesDirectory: string;
  readonly dialogs?: NativeDialogs;
}

export class Host {
  readonly clock: Ports['clock'];
  readonly documents: Documents;
  readonly settings: SettingsFile;
  readonly events: EventBook;
  readonly clusterWatch: ClusterWatch;
  readonly pipeline: PipelineRunner;
  readonly #options: HostOptions;
  readonly #sessions = new Set<PageSession>();
  #cluster: Cluster | undefined;
  #client: ClusterClient | undefined;

  constructor(options: HostOptions) {
    const { ports, stateDirectory, documentsDirectory, samplesDirectory } = options;
    const { disk, clock } = ports;
    this.#options = options;
    this.clock = clock;
    disk.makeDirectory(stateDirectory);
    disk.makeDirectory(documentsDirectory);
    this.settings = new SettingsFile(disk, disk.join(stateDirectory, 'settings.json'));
    const documents: DocumentsOptions = {
      disk,
      stateDirectory,
      documentsDirectory,
      samplesDirectory,
      now: () => clock.now(),
    };
    this.documents = new Documents(documents);
    this.events = new EventBook(clock);
    this.pipeline = new PipelineRunner(this);
    this.clusterWatch = new ClusterWatch({
      clock,
      events: this.events,
      nodeOf: (clientId) => this.pipeline.nodeOf(clientId),
    });
  }

  get ports(): Ports {
    return this.#options.ports;
  }

  get live(): LiveState {
    return this.clusterWatch.live;
  }

  get dialogs(): NativeDialogs | undefined {
    return this.#options.dialogs;
  }

  get stateDirectory(): string {
    return this.#options.stateDirectory;
  }

  get documentsDirectory(): string {
    return this.#options.documentsDirectory;
  }

  get cluster(): Cluster | undefined {
    return this.#cluster;
  }

  get appInfo(): AppInfo {
    const { app, documentsDirectory, dialogs } = this.#options;
    return {
      ...app,
      documentsDirectory,
      nativeDialogs: dialogs !== undefined,
      firstStart: this.settings.isFirstStart,
    };
  }

  /** The cluster that this host shows and runs pipelines on; made with `clusterWatch.listener`. */
  attach(cluster: Cluster): void {
    this.#cluster = cluster;
    this.clusterWatch.attach(cluster);
  }

  /** A client of the host's own, opened when it is first needed. */
  async client(): Promise<ClusterClient> {
    const { ports } = this.#options;
    this.#client ??= await openClient({
      bootstrap: this.#cluster?.bootstrap ?? '',
      clientId: HOST_CLIENT_PREFIX,
      ports,
    });
    return this.#client;
  }

  /** Serves a page until its channel closes. */
  connect(end: HostEnd): void {
    this.#sessions.add(new PageSession(this, end, (session) => this.#sessions.delete(session)));
  }

  async execute<Name extends CommandName>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['reply']> {
    const run = executors[name] as (
      host: Host,
      args: Commands[Name]['args'],
    ) => Promise<Commands[Name]['reply']>;
    return run(this, args);
  }

  /** Starts a subscription; undefined for a view that there is not. */
  watch(name: string, params: unknown, send: (data: unknown) => void): (() => void) | undefined {
    const { clusterWatch } = this;
    switch (name) {
      case 'cluster':
        return clusterWatch.cluster.subscribe(send);
      case 'topics':
        return clusterWatch.topics.subscribe(send);
      case 'clients':
        return clusterWatch.clients.subscribe(send);
      case 'groups':
        return clusterWatch.groups.subscribe(send);
      case 'pipeline':
        return this.pipeline.view.subscribe(send);
      case 'events':
        return this.events.log.subscribe(send);
      case 'messages':
        return this.#watchMessages(params, send);
      default:
        return undefined;
    }
  }

  #watchMessages(params: unknown, send: (data: unknown) => void): (() => void) | undefined {
    const { topic, newest } = (params ?? {}) as Partial<MessagesParams>;
    if (typeof topic !== 'string' || typeof newest !== 'number') return undefined;
    let feed: MessageFeed | undefined;
    let isOver = false;
    const clientId = `${HOST_CLIENT_PREFIX}-messages`;
    this.client().then(
      (client) => {
        if (!isOver)
          feed = new MessageFeed({
            client,
            clock: this.clock,
            clientId,
            params: { topic, newest },
            onUpdate: send,
          });
      },
      (error: unknown) => send({ messages: [], skipped: 0, problem: messageOf(error) }),
    );
    return () => {
      isOver = true;
      feed?.close();
    };
  }

  /** A mistake of ours: told in the event log, with what helps to find it. */
  reportBug(sentence: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.events.tell({ level: 'problem', text: `${sentence}: ${detail}` });
  }

  /** Stops the pipeline, lets the pages go, then stops the cluster. */
  async close(): Promise<void> {
    await this.pipeline.close();
    for (const session of this.#sessions) session.close();
    await this.#client?.close();
    this.clusterWatch.close();
    this.events.close();
    await this.#cluster?.stop();
  }
}
