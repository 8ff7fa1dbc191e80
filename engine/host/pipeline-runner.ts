/** The pipeline that runs, at most one at a time, and what pages see of it. */

import { EngineError, messageOf } from '../base/errors.ts';
import { every, type Timer } from '../base/ports/clock.ts';
import type { Commands } from '../contract/commands/command-types.ts';
import { parsePipeline } from '../contract/project/parse-pipeline.ts';
import type { PipelineFile } from '../contract/project/pipeline-file.ts';
import { hasErrors } from '../contract/project/problem.ts';
import type { PipelineView, RunState } from '../contract/views/pipeline.ts';
import { type NodeProgress, type PipelineRun, runPipeline } from '../pipeline/run-pipeline.ts';
import { validatePipeline } from '../pipeline/validate-pipeline.ts';
import { clientIdOf } from '../pipeline/wiring.ts';
import type { NodeOfClient } from './client-book.ts';
import type { Host } from './host.ts';
import { ViewSource } from './view-source.ts';

const COUNTERS_MS = 100;
const SERVICE_CLIENT_ID = 'penstock-host-pipeline';

export class PipelineRunner {
  readonly view = new ViewSource<PipelineView>({
    state: 'stopped',
    name: null,
    path: null,
    nodes: [],
  });
  readonly #host: Host;
  readonly #counting: Timer;
  #run: PipelineRun | undefined;
  #names: ReadonlyMap<string, NodeOfClient> = new Map();
  /** One start or stop at a time. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(host: Host) {
    this.#host = host;
    this.#counting = every(host.clock, COUNTERS_MS, () => this.#count());
  }

  /** The node that a client id belongs to. */
  nodeOf(clientId: string): NodeOfClient | undefined {
    return this.#names.get(clientId);
  }

  get running(): PipelineRun {
    if (!this.#run)
      throw new EngineError('NOT_RUNNING', 'No pipeline is running.', { hint: 'Run it first.' });
    return this.#run;
  }

  /** Starts a pipeline, or brings the running one to this text. */
  run(text: string, path: string | null): Promise<Commands['pipeline.run']['reply']> {
    const problems = validatePipeline(text);
    const parsed = parsePipeline(text);
    if (!parsed.ok || hasErrors(problems)) return Promise.resolve({ started: false, problems });
    return this.#enqueue(async () => {
      await this.#bringTo(parsed.file, path);
      return { started: true, problems };
    });
  }

  async #bringTo(file: PipelineFile, path: string | null): Promise<void> {
    this.#names = namesOf(file);
    this.#host.clusterWatch.namesChanged();
    this.#set({ state: 'starting', name: file.name, path });
    try {
      if (this.#run) await this.#run.apply(file, this.#filesDirectory(path));
      else this.#run = await this.#start(file, path);
    } catch (error) {
      this.#set({ state: this.#run ? 'running' : 'stopped' });
      throw error;
    }
    this.#set({ state: this.#run.isPaused ? 'paused' : 'running' });
  }

  async #start(file: PipelineFile, path: string | null): Promise<PipelineRun> {
    const { ports, stateDirectory, events, cluster } = this.#host;
    if (!cluster)
      throw new EngineError('NO_CLUSTER', 'The cluster is still starting.', {
        hint: 'Try again in a moment.',
      });
    const { disk } = ports;
    return runPipeline({
      file,
      client: await this.#host.client(),
      ports,
      stateDirectory: disk.join(stateDirectory, 'pipelines', cluster.clusterId),
      filesDirectory: this.#filesDirectory(path),
      serviceClientId: SERVICE_CLIENT_ID,
      onEvent: (event) => events.tell({ source: 'pipeline', ...event }),
      onStatus: (nodes) => this.#showNodes(nodes),
    });
  }

  /** What relative paths in a pipeline are relative to: the folder of its file. */
  #filesDirectory(path: string | null): string {
    const { documentsDirectory, ports } = this.#host;
    return path === null ? documentsDirectory : ports.disk.join(path, '..');
  }

  pause(): Promise<void> {
    return this.#enqueue(async () => {
      this.running.pause();
      this.#set({ state: 'paused' });
    });
  }

  resume(): Promise<void> {
    return this.#enqueue(async () => {
      this.running.resume();
      this.#set({ state: 'running' });
    });
  }

  stop(): Promise<void> {
    return this.#enqueue(async () => {
      if (!this.#run) return;
      this.#set({ state: 'stopping' });
      await this.#run.stop();
      this.#run = undefined;
      this.#set({
        state: 'stopped',
        nodes: this.view.value.nodes.map((node) => ({ ...node, state: 'idle', message: '' })),
      });
    });
  }

  pauseNode(nodeId: string): void {
    this.running.pauseNode(nodeId);
    this.#host.clusterWatch.namesChanged();
  }

  resumeNode(nodeId: string): void {
    this.running.resumeNode(nodeId);
    this.#host.clusterWatch.namesChanged();
  }

  async close(): Promise<void> {
    this.#counting.cancel();
    await this.stop().catch((error: unknown) =>
      this.#host.events.tell({ level: 'problem', text: messageOf(error) }),
    );
  }

  #showNodes(nodes: readonly NodeProgress[]): void {
    const { live, clusterWatch } = this.#host;
    const paused = new Set(
      nodes.filter(({ state }) => state === 'paused').map(({ nodeId }) => clientIdOf(nodeId)),
    );
    this.#names = new Map(
      [...this.#names].map(([clientId, node]) => [
        clientId,
        { ...node, isPaused: paused.has(clientId) },
      ]),
    );
    clusterWatch.namesChanged();
    this.#set({
      nodes: nodes.map((node) => ({ ...node, liveId: live.idOf(`node/${node.nodeId}`) })),
    });
  }

  #count(): void {
    const run = this.#run;
    if (!run) return;
    const { live, clock } = this.#host;
    const now = clock.monotonic();
    for (const { nodeId, liveId } of this.view.value.nodes)
      live.setNode({ liveId, ...run.counters(nodeId) }, now);
  }

  #set(change: Partial<PipelineView> & { state?: RunState }): void {
    this.view.set({ ...this.view.value, ...change });
  }

  #enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(task);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

function namesOf(file: PipelineFile): Map<string, NodeOfClient> {
  return new Map(
    file.nodes.map(({ id, name }) => [clientIdOf(id), { nodeId: id, name, isPaused: false }]),
  );
}
