/** Runs a pipeline on a cluster: makes its topics, starts its parts, and brings the running one to a new file. */

import { EngineError } from '../base/errors.ts';
import { every, type Timer } from '../base/ports/clock.ts';
import type { Ports } from '../base/ports/ports.ts';
import type { ClusterClient, Sent } from '../client/cluster-client.ts';
import { ConnectOffsets } from '../connect/connect-offsets.ts';
import type { PipelineFile, PipelineNode } from '../contract/project/pipeline-file.ts';
import { nodeKind } from '../contract/project/pipeline-rules.ts';
import type { NodeStatus } from '../contract/views/pipeline.ts';
import { NodeRun } from './node-run.ts';
import type { NodeCounters, NodeMessage, Part, SeekTarget } from './parts/part.ts';
import { startPart } from './parts/start-part.ts';
import { prepareTopics, type PreparedTopic } from './prepare-topics.ts';
import { clientIdOf, identityOf, wiringOf, type Wiring } from './wiring.ts';

export interface PipelineEvent {
  readonly level: 'info' | 'waiting' | 'problem';
  readonly text: string;
  readonly nodeId: string | null;
  readonly topic: string | null;
}

export type NodeProgress = Omit<NodeStatus, 'liveId'>;

export interface RunPipelineOptions {
  /** Without errors, as `validatePipeline` says. */
  readonly file: PipelineFile;
  /** Stays open when the pipeline stops. */
  readonly client: ClusterClient;
  readonly ports: Pick<Ports, 'clock' | 'random' | 'disk'>;
  /** Where positions and the state of sinks are kept; one for each cluster. Is made when it is not there. */
  readonly stateDirectory: string;
  /** What relative paths in the pipeline are relative to. */
  readonly filesDirectory: string;
  /** The client id of what belongs to no node. */
  readonly serviceClientId: string;
  readonly onEvent: (event: PipelineEvent) => void;
  /** Called after each change of a node's state or message, with all nodes in the order of the file. */
  readonly onStatus: (nodes: readonly NodeProgress[]) => void;
}

const STATUS_INTERVAL_MS = 500;
const NO_COUNTERS: NodeCounters = { recordsIn: 0, recordsOut: 0, recordsSkipped: 0 };

/** Resolves when the topics are there and the parts have begun to start. */
export async function runPipeline(options: RunPipelineOptions): Promise<PipelineRun> {
  options.ports.disk.makeDirectory(options.stateDirectory);
  const run = new PipelineRun(options);
  await run.apply(options.file);
  return run;
}

/** A part's node as it was when it was started: what differs from it makes a restart. */
interface Running extends Wiring {
  readonly spec: string;
  readonly run: NodeRun;
}

export class PipelineRun {
  readonly #options: RunPipelineOptions;
  readonly #running = new Map<string, Running>();
  readonly #topics = new Map<string, PreparedTopic>();
  readonly #heldNodes = new Set<string>();
  readonly #statusTimer: Timer;
  #file: PipelineFile;
  #filesDirectory: string;
  #isPaused = false;
  #isStopped = false;
  #offsets: Promise<ConnectOffsets> | undefined;
  #lastStatus = '';
  /** One change at a time. */
  #queue: Promise<void> = Promise.resolve();

  constructor(options: RunPipelineOptions) {
    this.#options = options;
    this.#file = options.file;
    this.#filesDirectory = options.filesDirectory;
    this.#statusTimer = every(options.ports.clock, STATUS_INTERVAL_MS, () => this.#tellStatus());
  }

  get file(): PipelineFile {
    return this.#file;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  nodes(): NodeProgress[] {
    return this.#file.nodes.map((node) => this.#progressOf(node));
  }

  /** Since the node was started. */
  counters(nodeId: string): NodeCounters {
    return this.#running.get(nodeId)?.run.counters() ?? NO_COUNTERS;
  }

  /** Resolves when every part has tried to start. */
  async started(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ run }) => run.started()));
  }

  /**
   * Brings what runs to another file; parts that do not differ go on untouched. Relative paths start at
   * `filesDirectory` from now on, where one is given.
   */
  apply(file: PipelineFile, filesDirectory?: string): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#isStopped) return;
      this.#file = file;
      this.#filesDirectory = filesDirectory ?? this.#filesDirectory;
      const wanted = new Map(this.#partNodes(file).map((node) => [node.id, this.#specOf(node)]));
      for (const id of this.#heldNodes) if (!wanted.has(id)) this.#heldNodes.delete(id);
      const leaving = [...this.#running].filter(([id, { spec }]) => wanted.get(id) !== spec);
      await Promise.all(leaving.map(([id]) => this.#close(id)));
      await this.#prepareTopics(file);
      for (const node of this.#partNodes(file)) {
        if (!this.#running.has(node.id)) this.#start(node);
      }
      this.#tellStatus();
    });
  }

  pause(): void {
    this.#isPaused = true;
    this.#updateHeld();
  }

  resume(): void {
    this.#isPaused = false;
    this.#updateHeld();
  }

  /** Topics, offsets and positions stay. */
  stop(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#isStopped) return;
      this.#isStopped = true;
      this.#statusTimer.cancel();
      await Promise.all([...this.#running.keys()].map((id) => this.#close(id)));
      await this.#offsets?.then((offsets) => offsets.close()).catch(() => undefined);
    });
  }

  pauseNode(nodeId: string): void {
    this.#runOf(nodeId);
    this.#heldNodes.add(nodeId);
    this.#updateHeld();
  }

  resumeNode(nodeId: string): void {
    this.#runOf(nodeId);
    this.#heldNodes.delete(nodeId);
    this.#updateHeld();
  }

  /** One message from a producer node. */
  async send(nodeId: string, message: NodeMessage): Promise<Sent> {
    const { send } = this.#partOf(nodeId);
    if (send === undefined) throw wrongNode(this.#nameOf(nodeId), 'does not send messages');
    return send.call(this.#partOf(nodeId), message);
  }

  /** Moves a consumer node. */
  async seek(nodeId: string, target: SeekTarget): Promise<void> {
    const { seek } = this.#partOf(nodeId);
    if (seek === undefined) throw wrongNode(this.#nameOf(nodeId), 'has no position to move');
    await seek.call(this.#partOf(nodeId), target);
  }

  #partNodes(file: PipelineFile): PipelineNode[] {
    return file.nodes.filter(({ kind }) => kind !== 'topic');
  }

  /** Everything about a node that matters to its part; not its name, not its place. */
  #specOf(node: PipelineNode): string {
    const config = Object.entries(node.config).sort(([one], [other]) => (one < other ? -1 : 1));
    const identity = identityOf(this.#file, node);
    // Only connectors have paths among their settings.
    const directory = nodeKind(node.kind)?.connectorClass === undefined ? '' : this.#filesDirectory;
    return JSON.stringify([node.kind, identity, config, wiringOf(this.#file, node), directory]);
  }

  async #prepareTopics(file: PipelineFile): Promise<void> {
    const nodes = file.nodes.filter(({ kind }) => kind === 'topic');
    this.#topics.clear();
    for (const prepared of await prepareTopics(this.#options.client.admin, nodes)) {
      this.#topics.set(prepared.nodeId, prepared);
      const { nodeId, topic, outcome, message } = prepared;
      if (outcome === 'created') {
        this.#tell({ level: 'info', text: `The topic ${topic} was created.`, nodeId, topic });
      } else if (message !== '') {
        const level = outcome === 'failed' ? 'problem' : 'waiting';
        this.#tell({ level, text: message, nodeId, topic });
      }
    }
  }

  #start(node: PipelineNode): void {
    const { ports } = this.#options;
    const wiring = wiringOf(this.#file, node);
    const run = new NodeRun(
      {
        clock: ports.clock,
        start: () => this.#startPart(node, wiring),
        onChange: () => this.#tellStatus(),
        onFailed: (sentence) => {
          this.#tellOf(node, 'problem', `${this.#nameOf(node.id)} has failed: ${sentence}`);
        },
      },
      { isHeld: this.#isPaused || this.#heldNodes.has(node.id) },
    );
    this.#running.set(node.id, { ...wiring, spec: this.#specOf(node), run });
  }

  async #startPart(node: PipelineNode, wiring: Wiring): Promise<Part> {
    const kind = nodeKind(node.kind);
    if (kind === undefined)
      throw new EngineError('UNKNOWN_KIND', `There is no kind "${node.kind}".`);
    const missing = [...this.#topics.values()].find(
      ({ topic, outcome }) =>
        outcome === 'failed' && [...wiring.inputs, ...wiring.outputs].includes(topic),
    );
    if (missing !== undefined) {
      throw new EngineError(
        'TOPIC_MISSING',
        `The topic ${missing.topic} could not be made: ${missing.message}`,
      );
    }
    return startPart(kind, {
      ...this.#options,
      ...wiring,
      filesDirectory: this.#filesDirectory,
      node,
      fields: kind.fields,
      identity: identityOf(this.#file, node),
      clientId: clientIdOf(node.id),
      offsets: () => this.#openOffsets(),
      tell: (level, text) => this.#tellOf(node, level, `${this.#nameOf(node.id)}: ${text}`),
    });
  }

  /** Opened by the first source that needs it; again after a failure. */
  #openOffsets(): Promise<ConnectOffsets> {
    const { client, serviceClientId } = this.#options;
    this.#offsets ??= ConnectOffsets.open(client, serviceClientId).catch((error: unknown) => {
      this.#offsets = undefined;
      throw error;
    });
    return this.#offsets;
  }

  async #close(nodeId: string): Promise<void> {
    await this.#running.get(nodeId)?.run.close();
    this.#running.delete(nodeId);
  }

  #updateHeld(): void {
    for (const [id, { run }] of this.#running)
      run.setHeld(this.#isPaused || this.#heldNodes.has(id));
  }

  #progressOf(node: PipelineNode): NodeProgress {
    const topic = this.#topics.get(node.id);
    if (topic !== undefined) {
      const state = topic.outcome === 'failed' ? 'failed' : this.#isPaused ? 'paused' : 'running';
      return { nodeId: node.id, state, message: topic.message };
    }
    const run = this.#running.get(node.id)?.run;
    return { nodeId: node.id, state: run?.state ?? 'idle', message: run?.message ?? '' };
  }

  #tellStatus(): void {
    const nodes = this.nodes();
    const text = JSON.stringify(nodes);
    if (text === this.#lastStatus) return;
    this.#lastStatus = text;
    this.#options.onStatus(nodes);
  }

  #tellOf(node: PipelineNode, level: PipelineEvent['level'], text: string): void {
    this.#tell({ level, text, nodeId: node.id, topic: null });
  }

  #tell(event: PipelineEvent): void {
    this.#options.onEvent(event);
  }

  #nameOf(nodeId: string): string {
    return this.#file.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
  }

  #runOf(nodeId: string): NodeRun {
    const running = this.#running.get(nodeId);
    if (running === undefined) {
      throw new EngineError('NODE_NOT_RUNNING', `"${this.#nameOf(nodeId)}" is not running.`, {
        hint: 'Run the pipeline first.',
      });
    }
    return running.run;
  }

  #partOf(nodeId: string): Part {
    const run = this.#runOf(nodeId);
    if (run.part !== undefined) return run.part;
    throw new EngineError('NODE_NOT_RUNNING', `"${this.#nameOf(nodeId)}" is ${run.state}.`, {
      hint: run.message === '' ? 'Try again when it runs.' : run.message,
    });
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(task);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

function wrongNode(name: string, why: string): EngineError {
  return new EngineError('WRONG_NODE', `"${name}" ${why}.`);
}
