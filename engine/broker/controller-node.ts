/** The controller behind its listener. */

import type { Address } from '../base/ports/network.ts';
import type { Ports } from '../base/ports/ports.ts';
import { SANDBOX_DEFAULTS } from './broker-config.ts';
import type { ClientConnection } from './server/client-connection.ts';
import { CLOSE_CONNECTION, Server, type ServedRequest } from './server/server.ts';
import { describeFeatures } from '../metadata/features.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { apiVersions } from '../protocol/messages/18-api-versions.ts';
import { brokerRegistration } from '../protocol/messages/62-broker-registration.ts';
import { brokerHeartbeat } from '../protocol/messages/63-broker-heartbeat.ts';
import { Controller } from '../replication/quorum/controller.ts';
import { answerAsController, controllerApis } from '../replication/quorum/controller-apis.ts';

export interface ControllerNodeOptions {
  readonly ports: Ports;
  readonly nodeId: number;
  readonly clusterId: string;
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly properties: Readonly<Record<string, string>>;
  onProblem(sentence: string): void;
  onCrash(error: unknown): void;
}

const LISTENER_NAME = 'CONTROLLER';
const SPOKEN_BY_BROKERS: ReadonlySet<number> = new Set([
  brokerRegistration.key,
  brokerHeartbeat.key,
]);

/** What those requests, and their replies, have in common. */
type SpokenByBroker = { readonly brokerId: number };
type BrokerReply = { readonly errorCode: number };

export class ControllerNode {
  readonly #options: ControllerNodeOptions;
  readonly #server: Server;
  /** The connections over which brokers have registered or sent heartbeats. */
  readonly #brokers = new Map<ClientConnection, number>();
  #controller: Controller | undefined;

  constructor(options: ControllerNodeOptions) {
    const { ports, host, port, onProblem, onCrash } = options;
    this.#options = options;
    this.#server = new Server({
      network: ports.network,
      clock: ports.clock,
      address: { host, port },
      served: new Map(
        [apiVersions, ...controllerApis.map(({ api }) => api)].map(({ key, versions }) => [
          key,
          versions,
        ]),
      ),
      serve: (request) => this.#serve(request),
      onRefused: onProblem,
      onCrash,
      onClosed: (client) => this.#connectionClosed(client),
    });
  }

  /** Listens, reads its log and leads. */
  async start(): Promise<Address> {
    const { ports, nodeId, clusterId, dataDirectory, properties, onCrash } = this.#options;
    const address = await this.#server.start();
    this.#controller = new Controller({
      ports,
      nodeId,
      clusterId,
      dataDirectory,
      endPoints: [
        { name: LISTENER_NAME, host: address.host, port: address.port, securityProtocol: 0 },
      ],
      staticConfigs: new Map(Object.entries({ ...SANDBOX_DEFAULTS, ...properties })),
      onFailure: onCrash,
    });
    return address;
  }

  get controller(): Controller | undefined {
    return this.#controller;
  }

  async close(): Promise<void> {
    await this.#server.close();
    this.#controller?.close();
  }

  #serve({ api, body, client }: ServedRequest): unknown {
    if (!this.#controller) return CLOSE_CONNECTION;
    if (api.key === apiVersions.key) return this.#advertise();
    const answer = answerAsController(this.#controller, api, body);
    if (!answer) return CLOSE_CONNECTION;
    if (!SPOKEN_BY_BROKERS.has(api.key)) return answer;
    const { brokerId } = body as SpokenByBroker;
    return answer.then((reply) => {
      const { errorCode } = reply as BrokerReply;
      if (errorCode === ErrorCode.NONE && !client.isClosed) this.#brokers.set(client, brokerId);
      return reply;
    });
  }

  #advertise() {
    const apis = [apiVersions, ...controllerApis.map(({ api }) => api)];
    return {
      errorCode: ErrorCode.NONE,
      apiKeys: apis.map(({ key, versions }) => ({
        apiKey: key,
        minVersion: versions[0],
        maxVersion: versions[1],
      })),
      ...describeFeatures(this.#controller!.image),
    };
  }

  #connectionClosed(client: ClientConnection): void {
    const brokerId = this.#brokers.get(client);
    this.#brokers.delete(client);
    if (brokerId === undefined || [...this.#brokers.values()].includes(brokerId)) return;
    this.#controller?.brokerConnectionLost(brokerId);
  }
}
