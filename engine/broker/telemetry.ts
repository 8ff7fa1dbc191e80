/** What a broker tells those who watch: only what changed since the last time, in numbers where it is numbers. */

import type { GroupView } from '../groups/group-view.ts';
import { ConfigResourceType } from '../metadata/configs/config-resource.ts';
import { configsOf } from '../metadata/image.ts';
import type { Partition } from '../replication/partition/partition.ts';
import type { Broker } from './broker.ts';
import { isInternalTopic } from './describe-topic.ts';
import type { ClientConnection } from './server/client-connection.ts';

/** A partition led here; its `id` is the row key in `BrokerTelemetry.partitions` while this broker runs. */
export interface PartitionName {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
}

/** One connection. Reads carry the row keys of `BrokerTelemetry.reads`. */
export interface ClientSnapshot {
  /** Unique while this broker runs. */
  readonly connectionId: number;
  readonly clientId: string;
  readonly address: string;
  readonly software: string;
  readonly groupId: string | null;
  readonly memberId: string | null;
  readonly reads: readonly {
    readonly id: number;
    readonly topic: string;
    readonly partition: number;
  }[];
  readonly writes: readonly {
    readonly topic: string;
    readonly records: number;
    readonly bytes: number;
  }[];
}

export interface TopicSnapshot {
  readonly name: string;
  readonly topicId: string;
  readonly isInternal: boolean;
  /** By partition. */
  readonly replicas: readonly (readonly number[])[];
  readonly configs: Readonly<Record<string, string>>;
}

/** The cluster as this broker knows it. */
export interface TopologySnapshot {
  /** Of the newest metadata record in it: the higher one is the newer one. */
  readonly offset: number;
  readonly topics: readonly TopicSnapshot[];
  readonly brokers: readonly { readonly id: number; readonly isFenced: boolean }[];
}

export interface BrokerTelemetry {
  readonly brokerId: number;
  /** Monotonic ms of the process. */
  readonly at: number;
  /** Names of rows that were not told before. */
  readonly names: readonly PartitionName[];
  /** Rows of `PARTITION_COLUMNS` numbers. */
  readonly partitions: Float64Array;
  /** Rows of `READ_COLUMNS` numbers: read id, position. */
  readonly reads: Float64Array;
  /** All connections of clients, when one came, went or changed; else undefined. */
  readonly clients: readonly ClientSnapshot[] | undefined;
  /** All groups coordinated here, when one changed; else undefined. */
  readonly groups: readonly GroupView[] | undefined;
  /** When a topic, a broker or a config changed; else undefined. */
  readonly topology: TopologySnapshot | undefined;
  /** Counts of partitions: led, held, in sync. */
  readonly counts: { readonly led: number; readonly held: number; readonly inSync: number };
}

/** id, leader epoch, in-sync mask (bit n: broker n), log start, high watermark, end offset, bytes appended. */
export const PARTITION_COLUMNS = 7;
export const READ_COLUMNS = 2;
const CLIENTS_EVERY_MS = 200;
const GROUPS_EVERY_MS = 200;
/** Our own nodes talk to each other too; nobody wants to see that. */
const INTERNAL_CLIENT = /^broker-\d+-/;

export class TelemetrySource {
  readonly #broker: Broker;
  readonly #rows = new Map<Partition, { id: number; stamp: string }>();
  readonly #readIds = new Map<string, number>();
  readonly #positions = new Map<number, number>();
  #nextId = 1;
  #clientsStamp = '';
  #groupsChanges = -1;
  #clientsAt = -Infinity;
  #groupsAt = -Infinity;
  #counts = '';
  #topologyChanges = -1;

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  /** Undefined when nothing has changed. */
  collect(): BrokerTelemetry | undefined {
    const at = this.#broker.ports.clock.monotonic();
    const names: PartitionName[] = [];
    const partitions = this.#partitions(names);
    const clients = this.#clients(at);
    const reads = this.#reads();
    const groups = this.#groups(at);
    const topology = this.#topology();
    const counts = this.#count();
    const countsStamp = JSON.stringify(counts);
    const isQuiet =
      partitions.length + reads.length === 0 &&
      !clients &&
      !groups &&
      !topology &&
      countsStamp === this.#counts;
    this.#counts = countsStamp;
    if (isQuiet) return undefined;
    return {
      brokerId: this.#broker.config.nodeId,
      at,
      names,
      partitions: Float64Array.from(partitions),
      reads: Float64Array.from(reads),
      clients,
      groups,
      topology,
      counts,
    };
  }

  #partitions(names: PartitionName[]): number[] {
    const rows: number[] = [];
    for (const partition of this.#broker.partitions.all()) {
      if (partition.role !== 'leader') continue;
      const { log, highWatermark, assignment, bytesAppended } = partition;
      const mask =
        assignment.isr.reduce((bits, id) => (id < 32 ? bits | (1 << id) : bits), 0) >>> 0;
      const stamp = `${log.endOffset},${highWatermark},${log.logStartOffset},${mask},${assignment.leaderEpoch}`;
      let row = this.#rows.get(partition);
      if (row?.stamp === stamp) continue;
      if (!row) {
        row = { id: this.#nextId++, stamp };
        this.#rows.set(partition, row);
        names.push({ id: row.id, topic: partition.topic, partition: partition.index });
      }
      row.stamp = stamp;
      rows.push(
        row.id,
        assignment.leaderEpoch,
        mask,
        log.logStartOffset,
        highWatermark,
        log.endOffset,
        bytesAppended,
      );
    }
    return rows;
  }

  #watched(): ClientConnection[] {
    const all = [...this.#broker.server.clients.values()];
    return all.filter(
      ({ activity }) => !INTERNAL_CLIENT.test(activity.clientId) && activity.requests > 0,
    );
  }

  #clients(at: number): ClientSnapshot[] | undefined {
    if (at - this.#clientsAt < CLIENTS_EVERY_MS) return undefined;
    const clients = this.#watched();
    const stamp = clients
      .map(({ id, activity }) => `${id}:${activity.changes}:${written(activity.writes)}`)
      .join();
    if (stamp === this.#clientsStamp) return undefined;
    this.#clientsStamp = stamp;
    this.#clientsAt = at;
    return clients.map((client) => this.#snapshot(client));
  }

  #snapshot(client: ClientConnection): ClientSnapshot {
    const { activity } = client;
    return {
      connectionId: client.id,
      clientId: activity.clientId,
      address: `${client.remoteHost}:${client.remotePort}`,
      software: `${activity.softwareName} ${activity.softwareVersion}`.trim(),
      groupId: activity.groupId,
      memberId: activity.memberId,
      reads: [...activity.reads].map(([key, { topic, partition }]) => ({
        id: this.#readId(client, key),
        topic,
        partition,
      })),
      writes: [...activity.writes.values()].map((write) => ({ ...write })),
    };
  }

  #readId(client: ClientConnection, key: string): number {
    const name = `${client.id}/${key}`;
    let id = this.#readIds.get(name);
    if (id === undefined) {
      id = this.#nextId++;
      this.#readIds.set(name, id);
    }
    return id;
  }

  #reads(): number[] {
    const rows: number[] = [];
    for (const client of this.#watched()) {
      for (const [key, { position }] of client.activity.reads) {
        const id = this.#readId(client, key);
        if (this.#positions.get(id) === position) continue;
        this.#positions.set(id, position);
        rows.push(id, position);
      }
    }
    return rows;
  }

  #groups(at: number): readonly GroupView[] | undefined {
    const { groups } = this.#broker;
    if (groups.changes === this.#groupsChanges || at - this.#groupsAt < GROUPS_EVERY_MS)
      return undefined;
    this.#groupsChanges = groups.changes;
    this.#groupsAt = at;
    return groups.snapshot();
  }

  #topology(): TopologySnapshot | undefined {
    const { topologyChanges, image } = this.#broker;
    if (topologyChanges === this.#topologyChanges) return undefined;
    this.#topologyChanges = topologyChanges;
    return {
      offset: image.offset,
      brokers: [...image.brokers.values()].map(({ id, fenced }) => ({ id, isFenced: fenced })),
      topics: [...image.topicsByName.values()].map(({ name, id, partitions }) => ({
        name,
        topicId: id,
        isInternal: isInternalTopic(name),
        replicas: partitions.map(({ replicas }) => replicas),
        configs: Object.fromEntries(
          configsOf(image, { resourceType: ConfigResourceType.TOPIC, resourceName: name }),
        ),
      })),
    };
  }

  #count(): BrokerTelemetry['counts'] {
    const { nodeId } = this.#broker.config;
    const counts = { led: 0, held: 0, inSync: 0 };
    for (const { role, isr } of this.#broker.partitions.all()) {
      counts.held++;
      if (role === 'leader') counts.led++;
      if (isr.includes(nodeId)) counts.inSync++;
    }
    return counts;
  }

  /** Lets go of what is no longer there. Called now and then. */
  forget(): void {
    const held = new Set(this.#broker.partitions.all());
    for (const partition of this.#rows.keys()) {
      if (!held.has(partition) || partition.role !== 'leader') this.#rows.delete(partition);
    }
    const open = new Set([...this.#broker.server.clients.keys()].map(String));
    for (const [name, id] of this.#readIds) {
      if (open.has(name.slice(0, name.indexOf('/')))) continue;
      this.#readIds.delete(name);
      this.#positions.delete(id);
    }
  }
}

function written(writes: ReadonlyMap<string, { readonly records: number }>): number {
  let total = 0;
  for (const { records } of writes.values()) total += records;
  return total;
}
