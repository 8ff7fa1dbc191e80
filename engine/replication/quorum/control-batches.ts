/** Control batches of the metadata log: what a leader writes at the start of its epoch, and the frame of a snapshot. */

import { KRAFT_VERSION } from '../../metadata/features.ts';
import type { Endpoint } from '../../metadata/image.ts';
import { kraftVersionRecord } from '../../protocol/internal/data/kraft-version-record.ts';
import { leaderChangeMessage } from '../../protocol/internal/data/leader-change-message.ts';
import { snapshotFooterRecord } from '../../protocol/internal/data/snapshot-footer-record.ts';
import { snapshotHeaderRecord } from '../../protocol/internal/data/snapshot-header-record.ts';
import { votersRecord } from '../../protocol/internal/data/voters-record.ts';
import { encodeData } from '../../protocol/record.ts';
import { encodeBatch } from '../../records/batch-builder.ts';
import { ControlType } from '../../records/control-record.ts';

export interface ControlRecordInput {
  type: number;
  value: Buffer;
}

export interface Voter {
  readonly id: number;
  readonly directoryId: string;
  readonly endPoints: readonly Endpoint[];
}

const VERSION = 0;

export function leaderChange(leaderId: number, voterIds: readonly number[]): ControlRecordInput {
  const voters = voterIds.map((voterId) => ({ voterId }));
  const body = { version: VERSION, leaderId, voters, grantingVoters: voters };
  return { type: ControlType.leaderChange, value: encodeData(leaderChangeMessage, VERSION, body) };
}

/** Who the voters are, in the form of a quorum whose voters can change (KIP-853). */
export function quorumMembers(voters: readonly Voter[]): ControlRecordInput[] {
  const version = { version: VERSION, kraftVersion: KRAFT_VERSION };
  const members = voters.map(({ id, directoryId, endPoints }) => ({
    voterId: id,
    voterDirectoryId: directoryId,
    endpoints: endPoints.map(({ name, host, port }) => ({ name, host, port })),
    kraftVersionFeature: { minSupportedVersion: 0, maxSupportedVersion: KRAFT_VERSION },
  }));
  return [
    { type: ControlType.kraftVersion, value: encodeData(kraftVersionRecord, VERSION, version) },
    {
      type: ControlType.kraftVoters,
      value: encodeData(votersRecord, VERSION, { version: VERSION, voters: members }),
    },
  ];
}

export function snapshotHeader(lastContainedLogTimestamp: number): ControlRecordInput {
  const body = { version: VERSION, lastContainedLogTimestamp };
  return {
    type: ControlType.snapshotHeader,
    value: encodeData(snapshotHeaderRecord, VERSION, body),
  };
}

export function snapshotFooter(): ControlRecordInput {
  const value = encodeData(snapshotFooterRecord, VERSION, { version: VERSION });
  return { type: ControlType.snapshotFooter, value };
}

export function controlBatch(
  records: readonly ControlRecordInput[],
  placed: { baseOffset: number; leaderEpoch: number; timestamp: number },
): Buffer {
  const { baseOffset, leaderEpoch, timestamp } = placed;
  return encodeBatch(
    records.map(({ type, value }) => ({ key: controlKey(type), value, timestamp })),
    { baseOffset, leaderEpoch, isControl: true },
  );
}

/** A version, always 0, and the type. */
function controlKey(type: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeInt16BE(type, 2);
  return key;
}
