/** Who reads and who writes, put together from the connections that each broker sees and the groups that it coordinates. */

import type { BrokerTelemetry, ClientSnapshot } from '../broker/telemetry.ts';
import type {
  ClientsView,
  ConsumerView,
  PositionView,
  ProducerView,
} from '../contract/views/clients.ts';
import type { GroupView as GroupData } from '../contract/views/groups.ts';
import type { GroupView, MemberView } from '../groups/group-view.ts';
import type { LiveState } from './live/live-state.ts';

/** What the running pipeline says of a client id. */
export interface NodeOfClient {
  readonly nodeId: string;
  readonly name: string;
  readonly isPaused: boolean;
}

interface Read {
  readonly brokerId: number;
  readonly readId: number;
  readonly client: ClientSnapshot;
  readonly topic: string;
  readonly partition: number;
}

/** The host's own tools connect with this prefix; nobody wants to see them. */
export const HOST_CLIENT_PREFIX = 'penstock-host';

export class ClientBook {
  readonly #live: LiveState;
  readonly #nodeOf: (clientId: string) => NodeOfClient | undefined;
  readonly #clients = new Map<number, readonly ClientSnapshot[]>();
  readonly #groups = new Map<number, readonly GroupView[]>();
  /** Rises when the views may have to be made anew. */
  changes = 0;

  constructor(live: LiveState, nodeOf: (clientId: string) => NodeOfClient | undefined) {
    this.#live = live;
    this.#nodeOf = nodeOf;
  }

  take({ brokerId, clients, groups }: BrokerTelemetry): void {
    if (clients)
      this.#clients.set(
        brokerId,
        clients.filter(({ clientId }) => !clientId.startsWith(HOST_CLIENT_PREFIX)),
      );
    if (groups) this.#groups.set(brokerId, groups);
    if (clients || groups) this.changes++;
  }

  brokerGone(brokerId: number): void {
    this.#clients.delete(brokerId);
    this.#groups.delete(brokerId);
    this.changes++;
  }

  groups(): GroupData[] {
    const all = [...this.#groups].flatMap(([coordinator, groups]) =>
      groups.map((group) => ({
        groupId: group.groupId,
        state: group.state,
        protocol: group.protocol,
        generation: group.generationId,
        coordinator,
        members: group.members.map(
          ({ memberId, clientId, clientHost, groupInstanceId, assignment }) => ({
            memberId,
            clientId,
            host: clientHost.replace(/^\//, ''),
            instanceId: groupInstanceId,
            assignment,
          }),
        ),
      })),
    );
    return all.sort((one, other) => (one.groupId < other.groupId ? -1 : 1));
  }

  /** The view, with the numbers of each position tied to its row. */
  clients(at: number): ClientsView {
    const unclaimed = new Set(this.#reads());
    const consumers: ConsumerView[] = [];
    for (const groups of this.#groups.values()) {
      for (const group of groups) {
        for (const member of group.members)
          consumers.push(this.#member(group, member, { unclaimed, at }));
      }
    }
    consumers.push(...this.#alone(unclaimed));
    return { consumers, producers: this.#producers() };
  }

  #reads(): Read[] {
    return [...this.#clients].flatMap(([brokerId, clients]) =>
      clients.flatMap((client) =>
        client.reads.map(({ id, topic, partition }) => ({
          brokerId,
          readId: id,
          client,
          topic,
          partition,
        })),
      ),
    );
  }

  #member(
    group: GroupView,
    member: MemberView,
    { unclaimed, at }: { unclaimed: Set<Read>; at: number },
  ): ConsumerView {
    const id = `member/${group.groupId}/${member.memberId}`;
    const host = member.clientHost.replace(/^\//, '');
    const positions: PositionView[] = [];
    let software = '';
    let address = host;
    for (const { topic, partitions } of member.assignment) {
      for (const partition of partitions) {
        const liveId = this.#live.idOf(`position/${id}/${topic}/${partition}`);
        positions.push({ liveId, topic, partition });
        for (const read of unclaimed) {
          if (
            read.topic !== topic ||
            read.partition !== partition ||
            read.client.clientId !== member.clientId
          )
            continue;
          unclaimed.delete(read);
          this.#live.bindRead(read.brokerId, read.readId, liveId);
          ({ software, address } = read.client);
        }
        const committed = group.offsets.find(
          (offset) => offset.topic === topic && offset.partition === partition,
        );
        this.#live.setPosition(liveId, { committed: committed?.committedOffset ?? -1 }, at);
      }
    }
    const node = this.#nodeOf(member.clientId);
    return {
      id,
      clientId: member.clientId,
      name: node?.name ?? member.clientId,
      nodeId: node?.nodeId ?? null,
      groupId: group.groupId,
      memberId: member.memberId,
      address,
      software,
      state: stateOf(node, positions),
      positions,
    };
  }

  /** Readers without a group: all connections of one program on one host are one reader. */
  #alone(unclaimed: ReadonlySet<Read>): ConsumerView[] {
    const readers = new Map<string, Read[]>();
    for (const read of unclaimed) {
      if (read.client.groupId !== null) continue;
      const key = programOf(read.client);
      readers.set(key, [...(readers.get(key) ?? []), read]);
    }
    return [...readers].map(([key, reads]) => {
      const id = `reader/${key}`;
      const positions = new Map<number, PositionView>();
      for (const { brokerId, readId, topic, partition } of reads) {
        const liveId = this.#live.idOf(`position/${id}/${topic}/${partition}`);
        this.#live.bindRead(brokerId, readId, liveId);
        positions.set(liveId, { liveId, topic, partition });
      }
      const { clientId, address, software } = reads[0]!.client;
      const node = this.#nodeOf(clientId);
      return {
        id,
        clientId,
        name: node?.name ?? nameOf(clientId),
        nodeId: node?.nodeId ?? null,
        groupId: null,
        memberId: null,
        address,
        software,
        state: stateOf(node, [...positions.values()]),
        positions: [...positions.values()],
      };
    });
  }

  #producers(): ProducerView[] {
    const producers = new Map<string, ClientSnapshot[]>();
    for (const client of [...this.#clients.values()].flat()) {
      if (client.writes.length === 0) continue;
      const key = programOf(client);
      producers.set(key, [...(producers.get(key) ?? []), client]);
    }
    return [...producers].map(([key, clients]) => {
      const { clientId, address, software } = clients[0]!;
      const node = this.#nodeOf(clientId);
      const topics = new Set(clients.flatMap(({ writes }) => writes.map(({ topic }) => topic)));
      return {
        id: `producer/${key}`,
        clientId,
        name: node?.name ?? nameOf(clientId),
        nodeId: node?.nodeId ?? null,
        address,
        software,
        topics: [...topics].sort(),
      };
    });
  }
}

function stateOf(
  node: NodeOfClient | undefined,
  positions: readonly PositionView[],
): ConsumerView['state'] {
  if (node?.isPaused) return 'paused';
  return positions.length > 0 ? 'reading' : 'idle';
}

function programOf({ clientId, address }: ClientSnapshot): string {
  return `${clientId}@${address.slice(0, address.lastIndexOf(':'))}`;
}

function nameOf(clientId: string): string {
  return clientId === '' ? 'a client without a name' : clientId;
}
