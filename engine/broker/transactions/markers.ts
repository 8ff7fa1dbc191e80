/** Markers of transactions: written into partitions led here, sent to the leaders of others. */

import { EngineError } from '../../base/errors.ts';
import { encodeTransactionMarker } from '../../records/control-record.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { writeTxnMarkers } from '../../protocol/messages/27-write-txn-markers.ts';
import type { Partition } from '../../replication/partition/partition.ts';
import type { PartitionErrors } from '../../transactions/decide/command.ts';
import type { Marker, MarkerPort } from '../../transactions/marker-writer.ts';
import type { Broker } from '../broker.ts';
import { OFFSETS_TOPIC } from '../coordinator-topic.ts';
import type { PeerChannels } from './peer-channels.ts';

const WRITE_MARKERS_VERSION = 2;
const COMMIT_TIMEOUT_MS = 5000;
const NO_LEADER = -1;
const NO_TRANSACTION = -1;

export function markerPort(broker: Broker, peers: PeerChannels): MarkerPort {
  return {
    leaderOf(topic, partition) {
      const known = broker.image.topicsByName.get(topic)?.partitions[partition];
      if (!known) return 'deleted';
      return known.leader === NO_LEADER ? undefined : known.leader;
    },
    write: (brokerId, marker) =>
      brokerId === broker.config.nodeId
        ? appendMarker(broker, marker)
        : sendMarker(peers, brokerId, marker),
  };
}

async function sendMarker(
  peers: PeerChannels,
  brokerId: number,
  marker: Marker,
): Promise<PartitionErrors[]> {
  const { producerId, producerEpoch, coordinatorEpoch, committed, clientVersion } = marker;
  const topics = marker.partitions.map(({ topic, partitions }) => {
    return { name: topic, partitionIndexes: [...partitions] };
  });
  const response = await peers.to(brokerId).request(writeTxnMarkers, WRITE_MARKERS_VERSION, {
    markers: [
      {
        producerId,
        producerEpoch,
        coordinatorEpoch,
        transactionResult: committed,
        transactionVersion: clientVersion,
        topics,
      },
    ],
  });
  const results = response.markers[0]?.topics ?? [];
  return results.map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.map(({ partitionIndex, errorCode }) => {
      return { partition: partitionIndex, errorCode: errorCode as ErrorCode };
    }),
  }));
}

/** Resolves when the marker is committed wherever it could be written. */
export function appendMarker(broker: Broker, marker: Marker): Promise<PartitionErrors[]> {
  return Promise.all(
    marker.partitions.map(async ({ topic, partitions }) => ({
      topic,
      partitions: await Promise.all(
        partitions.map(async (partition) => {
          const errorCode = await appendTo({ topic, partition }, marker, broker);
          return { partition, errorCode };
        }),
      ),
    })),
  );
}

interface Place {
  readonly topic: string;
  readonly partition: number;
}

function appendTo(place: Place, marker: Marker, broker: Broker): Promise<ErrorCode> | ErrorCode {
  const { topic, partition: index } = place;
  const { producerId } = marker;
  const partition = broker.partitions.get(topic, index);
  if (!partition || partition.role !== 'leader') return broker.missingPartition(topic, index);
  if (!partition.hasEnoughInSync()) return ErrorCode.NOT_ENOUGH_REPLICAS;
  if (isRepeated(partition, marker))
    return isOpen(partition, marker)
      ? ErrorCode.INVALID_PRODUCER_EPOCH
      : committed(broker, partition);
  broker.transactions.pendingWrites.markerWritten({ ...place, producerId });
  return topic === OFFSETS_TOPIC
    ? endGroupTransaction(broker, index, marker)
    : write(broker, partition, marker);
}

/** Each transaction of version 2 ends with an epoch of its own: a marker with a known epoch has come before (KIP-890). */
function isRepeated({ log }: Partition, marker: Marker): boolean {
  const known = log.producer(marker.producerId);
  return marker.clientVersion === 2 && known?.producerEpoch === marker.producerEpoch;
}

/** The next transaction is not to be ended by the late marker of the one before. */
function isOpen({ log }: Partition, { producerId }: Marker): boolean {
  return log.producer(producerId)?.currentTxnFirstOffset !== NO_TRANSACTION;
}

/** The group coordinator has to know what the marker does to the offsets. */
async function endGroupTransaction(
  broker: Broker,
  partition: number,
  marker: Marker,
): Promise<ErrorCode> {
  const errorCode = await broker.groups.endTransaction(partition, marker);
  return notReady.has(errorCode) ? ErrorCode.NOT_LEADER_OR_FOLLOWER : errorCode;
}

const notReady: ReadonlySet<ErrorCode> = new Set([
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
]);

function write(
  broker: Broker,
  partition: Partition,
  { producerId, producerEpoch, committed: isCommit, coordinatorEpoch }: Marker,
): Promise<ErrorCode> | ErrorCode {
  const bytes = encodeTransactionMarker(
    { outcome: isCommit ? 'commit' : 'abort', coordinatorEpoch },
    { producerId, producerEpoch, timestamp: broker.ports.clock.now() },
  );
  try {
    const { leaderEpoch } = partition.assignment;
    const result = partition.append(bytes, { leaderEpoch, origin: 'coordinator' });
    return result.kind === 'refused' ? ErrorCode[result.error] : committed(broker, partition);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    broker.hooks.onProblem(`${partition.name} cannot be written: ${error.message}`);
    return ErrorCode.KAFKA_STORAGE_ERROR;
  }
}

/** Everything that is in the log now. */
function committed({ ports }: Broker, partition: Partition): Promise<ErrorCode> {
  const deadline = ports.clock.monotonic() + COMMIT_TIMEOUT_MS;
  return new Promise((resolve) =>
    partition.whenCommitted(partition.log.endOffset, deadline, resolve),
  );
}
