/** Fetches a snapshot of the metadata from the controller, piece by piece. */

import { EngineError } from '../../base/errors.ts';
import { CLUSTER_METADATA_TOPIC } from '../../metadata/topic-name.ts';
import { ErrorCode, errorByCode } from '../../protocol/error-codes.ts';
import { fetchSnapshot } from '../../protocol/messages/59-fetch-snapshot.ts';
import type { RequestSender } from './request-sender.ts';
import { isSnapshotWhole } from './snapshot-file.ts';
import type { SnapshotId } from './snapshot-file.ts';

const VERSION = 1;
const PIECE_BYTES = 1024 * 1024;

/** The controller has a newer snapshot or a newer epoch by now: the next fetch tells. */
const overtaken: readonly number[] = [
  ErrorCode.FENCED_LEADER_EPOCH,
  ErrorCode.UNKNOWN_LEADER_EPOCH,
  ErrorCode.SNAPSHOT_NOT_FOUND,
];

/** The whole snapshot; undefined when it was overtaken while it was being fetched. */
export async function downloadSnapshot(options: {
  channel: RequestSender;
  clusterId: string;
  brokerId: number;
  leaderEpoch: number;
  id: SnapshotId;
}): Promise<Buffer | undefined> {
  const { channel, clusterId, brokerId: replicaId, leaderEpoch, id } = options;
  const pieces: Buffer[] = [];
  for (let position = 0, size = Number.POSITIVE_INFINITY; position < size;) {
    const partition = { partition: 0, currentLeaderEpoch: leaderEpoch, snapshotId: id, position };
    const topics = [{ name: CLUSTER_METADATA_TOPIC, partitions: [partition] }];
    const body = { clusterId, replicaId, maxBytes: PIECE_BYTES, topics };
    const response = await channel.request(fetchSnapshot, VERSION, body);
    const piece = response.topics[0]?.partitions[0];
    const errorCode = piece?.errorCode ?? response.errorCode;
    if (overtaken.includes(errorCode)) return undefined;
    if (errorCode !== ErrorCode.NONE || piece === undefined) throw refused(errorCode);
    if (piece.unalignedRecords.length === 0) throw damaged();
    // The bytes are a view of the frame, which is gone after this turn.
    pieces.push(Buffer.from(piece.unalignedRecords));
    position += piece.unalignedRecords.length;
    ({ size } = piece);
  }
  const bytes = Buffer.concat(pieces);
  if (!isSnapshotWhole(bytes)) throw damaged();
  return bytes;
}

function refused(errorCode: number): EngineError {
  const { name, sentence } = errorByCode(errorCode);
  return new EngineError(
    'METADATA_SNAPSHOT_REFUSED',
    `The controller did not give its snapshot (${name}): ${sentence}`,
  );
}

function damaged(): EngineError {
  return new EngineError('METADATA_SNAPSHOT_DAMAGED', 'The snapshot of the controller is damaged.');
}
