/** The controller: takes commands one after another, writes what they decide to the metadata log, and answers. */

import { assert } from '../../base/assert.ts';
import { every } from '../../base/ports/clock.ts';
import type { Millis, Timer } from '../../base/ports/clock.ts';
import type { Ports } from '../../base/ports/ports.ts';
import { randomUuid } from '../../base/ports/random.ts';
import { allocateProducerIds } from '../../metadata/decide/allocate-producer-ids.ts';
import { alterClientQuotas } from '../../metadata/decide/alter-client-quotas.ts';
import { alterConfigs, incrementalAlterConfigs } from '../../metadata/decide/alter-configs.ts';
import { alterPartitionReassignments } from '../../metadata/decide/alter-partition-reassignments.ts';
import { alterPartition } from '../../metadata/decide/alter-partition.ts';
import { alterUserScramCredentials } from '../../metadata/decide/alter-user-scram-credentials.ts';
import { brokerHeartbeat } from '../../metadata/decide/broker-heartbeat.ts';
import { fenceBroker, leaderlessPartitions } from '../../metadata/decide/broker-liveness.ts';
import { BrokerSessions } from '../../metadata/decide/broker-sessions.ts';
import { createPartitions } from '../../metadata/decide/create-partitions.ts';
import { createTopics } from '../../metadata/decide/create-topics.ts';
import type { ControllerState, Decision } from '../../metadata/decide/decision.ts';
import { deleteTopics } from '../../metadata/decide/delete-topics.ts';
import { electLeaders, rebalanceLeaders } from '../../metadata/decide/elect-leaders.ts';
import { listPartitionReassignments } from '../../metadata/decide/list-partition-reassignments.ts';
import { registerBroker } from '../../metadata/decide/register-broker.ts';
import { unregisterBroker } from '../../metadata/decide/unregister-broker.ts';
import { updateFeatures } from '../../metadata/decide/update-features.ts';
import { initialFeatureLevels, supportedFeatures } from '../../metadata/features.ts';
import { isActive } from '../../metadata/image.ts';
import type { Endpoint, MetadataImage } from '../../metadata/image.ts';
import { metadataRecord } from '../../metadata/metadata-records.ts';
import type { MetadataRecord } from '../../metadata/metadata-records.ts';
import { controllerRecord } from '../../metadata/snapshot-records.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { FetchRequest, FetchResponse } from '../../protocol/messages/01-fetch.ts';
import type {
  DescribeQuorumRequest,
  DescribeQuorumResponse,
} from '../../protocol/messages/55-describe-quorum.ts';
import type {
  FetchSnapshotRequest,
  FetchSnapshotResponse,
} from '../../protocol/messages/59-fetch-snapshot.ts';
import type {
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '../../protocol/messages/62-broker-registration.ts';
import type {
  BrokerHeartbeatRequest,
  BrokerHeartbeatResponse,
} from '../../protocol/messages/63-broker-heartbeat.ts';
import { BrokerWatch } from './broker-watch.ts';
import { controllerSettings } from './controller-settings.ts';
import type { ControllerSettings } from './controller-settings.ts';
import { describeQuorum } from './describe-quorum.ts';
import { MetadataLog } from './metadata-log.ts';
import { MetadataServer } from './metadata-server.ts';
import type { Observer } from './metadata-server.ts';

export interface ControllerOptions {
  ports: Ports;
  nodeId: number;
  clusterId: string;
  /** Holds `__cluster_metadata-0` and `meta.properties`; nobody else may use it. */
  dataDirectory: string;
  /** Where the controller listens. */
  endPoints: readonly Endpoint[];
  /** Properties as in `server.properties`; they hold for topics that the controller creates. */
  staticConfigs: ReadonlyMap<string, string>;
  settings?: Partial<ControllerSettings>;
  /** Called when work of its own, such as fencing a silent broker, failed: the disk is full or broken. */
  onFailure(error: unknown): void;
}

/** Elections of one round, so that no round holds other commands up for long. */
const REBALANCED_MAX = 1000;
const OBSERVER_MS = 5 * 60 * 1000;

export class Controller {
  private readonly options: ControllerOptions;
  private readonly settings: ControllerSettings;
  private readonly log: MetadataLog;
  private readonly sessions: BrokerSessions;
  private readonly watch: BrokerWatch;
  private readonly server: MetadataServer;
  private readonly routines: Timer[] = [];
  private isSnapshotScheduled = false;
  private isClosed = false;

  readonly createTopics = this.command(createTopics);
  readonly deleteTopics = this.command(deleteTopics);
  readonly createPartitions = this.command(createPartitions);
  readonly alterConfigs = this.command(alterConfigs, () => this.electLeaderless());
  readonly incrementalAlterConfigs = this.command(incrementalAlterConfigs, () =>
    this.electLeaderless(),
  );
  readonly alterPartition = this.command(alterPartition);
  readonly alterPartitionReassignments = this.command(alterPartitionReassignments);
  readonly listPartitionReassignments = this.command(listPartitionReassignments);
  readonly electLeaders = this.command(electLeaders);
  readonly allocateProducerIds = this.command(allocateProducerIds);
  readonly unregisterBroker = this.command(unregisterBroker, ({ brokerId }) =>
    this.sessions.end(brokerId),
  );
  readonly alterClientQuotas = this.command(alterClientQuotas);
  readonly alterUserScramCredentials = this.command(alterUserScramCredentials);
  readonly updateFeatures = this.command(updateFeatures);
  readonly brokerRegistration = this.command(registerBroker, (request, reply) =>
    this.registered(request, reply),
  );
  readonly brokerHeartbeat = this.command(brokerHeartbeat, (request, reply) =>
    this.beaten(request, reply),
  );

  /** Opens the log, replays it and leads a new epoch. Throws `EngineError` where the directory cannot be used. */
  constructor(options: ControllerOptions) {
    this.options = options;
    const { ports, nodeId, clusterId } = options;
    this.settings = controllerSettings(options.staticConfigs, options.settings);
    const { sessionTimeoutMs, connectionGraceMs } = this.settings;
    const { rebalanceIntervalMs, snapshotIntervalMs } = this.settings;
    this.log = new MetadataLog({ ...options, ...this.settings });
    this.sessions = new BrokerSessions(sessionTimeoutMs);
    this.server = new MetadataServer({
      log: this.log,
      clock: ports.clock,
      nodeId,
      clusterId,
      onFetched: ({ id, fetchOffset }) => this.sessions.reached(id, fetchOffset - 1),
    });
    this.lead();
    this.watch = new BrokerWatch({
      clock: ports.clock,
      sessions: this.sessions,
      sessionTimeoutMs,
      connectionGraceMs,
      onGone: (brokerId) => this.guarded(() => this.fence(brokerId)),
    });
    this.every(rebalanceIntervalMs, () =>
      this.run(({ image }) => rebalanceLeaders(image, REBALANCED_MAX)),
    );
    this.every(snapshotIntervalMs, () => {
      if (this.log.hasNewRecords) this.log.takeSnapshot();
    });
  }

  get image(): MetadataImage {
    return this.log.image;
  }

  get leaderEpoch(): number {
    return this.log.leaderEpoch;
  }

  get highWatermark(): number {
    return this.log.highWatermark;
  }

  /** A broker reads the metadata log; waits up to the request's time for something new. */
  fetch(request: FetchRequest): Promise<FetchResponse> {
    return this.server.fetch(request);
  }

  async fetchSnapshot(request: FetchSnapshotRequest): Promise<FetchSnapshotResponse> {
    return this.server.fetchSnapshot(request);
  }

  async describeQuorum(request: DescribeQuorumRequest): Promise<DescribeQuorumResponse> {
    const { ports, nodeId, endPoints } = this.options;
    const observers: readonly Observer[] = this.server.observers(OBSERVER_MS);
    const view = { log: this.log, clock: ports.clock, nodeId, endPoints, observers };
    return describeQuorum(view, request);
  }

  /** The connection that carried the broker's latest registration or heartbeat has closed. */
  brokerConnectionLost(brokerId: number): void {
    if (!this.isClosed) this.watch.connectionLost(brokerId);
  }

  /** Answers nobody any more; parked fetches are answered with what there is. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.watch.close();
    for (const routine of this.routines) routine.cancel();
    this.server.wake();
    this.log.close();
  }

  /** A method that decides, writes and answers; `after` follows up on what is written. */
  private command<Request, Reply>(
    decide: (state: ControllerState, request: Request) => Decision<Reply>,
    after?: (request: Request, reply: Reply) => void,
  ): (request: Request) => Promise<Reply> {
    return async (request) => {
      const reply = this.run((state) => decide(state, request));
      after?.(request, reply);
      return reply;
    };
  }

  private run<Reply>(decide: (state: ControllerState) => Decision<Reply>): Reply {
    assert(!this.isClosed, 'A closed controller decides nothing.');
    const { records, reply } = decide({
      image: this.image,
      sessions: this.sessions,
      now: this.options.ports.clock.monotonic(),
      random: this.options.ports.random,
      nextOffset: this.log.endOffset,
      staticConfigs: this.options.staticConfigs,
    });
    if (records.length > 0) this.write(records);
    return reply;
  }

  private write(records: readonly MetadataRecord[]): void {
    this.log.append(records);
    this.server.wake();
    if (!this.log.isSnapshotDue || this.isSnapshotScheduled) return;
    this.isSnapshotScheduled = true;
    this.options.ports.clock.defer(() => {
      this.isSnapshotScheduled = false;
      if (!this.isClosed) this.guarded(() => this.log.takeSnapshot());
    });
  }

  private lead(): void {
    const { ports, nodeId, endPoints } = this.options;
    this.log.beginEpoch();
    if (this.image.features.size === 0) {
      this.write(
        [...initialFeatureLevels].map(([name, featureLevel]) =>
          metadataRecord('FeatureLevelRecord', { name, featureLevel }),
        ),
      );
    }
    const incarnationId = randomUuid(ports.random);
    const features = supportedFeatures;
    this.write([controllerRecord({ id: nodeId, incarnationId, endPoints, features })]);
    const now = ports.clock.monotonic();
    for (const { id, epoch, fenced } of this.image.brokers.values()) {
      // Whoever was alive under the last controller has the time of a session to find this one.
      if (!fenced) this.sessions.assume(id, { epoch, now, isActive: isActive(this.image, id) });
    }
  }

  private registered(request: BrokerRegistrationRequest, reply: BrokerRegistrationResponse): void {
    if (reply.errorCode === ErrorCode.NONE) this.hear(request.brokerId, reply.brokerEpoch);
  }

  private beaten(request: BrokerHeartbeatRequest, reply: BrokerHeartbeatResponse): void {
    const { brokerId, brokerEpoch } = request;
    if (reply.errorCode !== ErrorCode.NONE) return;
    this.hear(brokerId, brokerEpoch);
    this.sessions.reached(brokerId, request.currentMetadataOffset);
    // It may come back before its session would have run out.
    if (reply.shouldShutDown) this.sessions.end(brokerId);
    const isStopping = this.image.brokers.get(brokerId)?.inControlledShutdown === true;
    if (isStopping && this.sessions.shutdownOffset(brokerId) === -1) {
      this.sessions.setShutdownOffset(brokerId, this.image.offset);
    }
  }

  private hear(brokerId: number, epoch: number): void {
    const now = this.options.ports.clock.monotonic();
    this.watch.heard(brokerId);
    this.sessions.touch(brokerId, { epoch, now, isActive: isActive(this.image, brokerId) });
  }

  private fence(brokerId: number): void {
    this.sessions.end(brokerId);
    const broker = this.image.brokers.get(brokerId);
    if (broker === undefined || broker.fenced) return;
    this.run((state) => ({ records: fenceBroker(state, broker), reply: undefined }));
  }

  private electLeaderless(): void {
    this.run((state) => ({
      records: leaderlessPartitions(state, (id) => isActive(state.image, id)),
      reply: undefined,
    }));
  }

  private every(periodMs: Millis | undefined, task: () => void): void {
    if (periodMs === undefined) return;
    this.routines.push(every(this.options.ports.clock, periodMs, () => this.guarded(task)));
  }

  private guarded(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.options.onFailure(error);
    }
  }
}
