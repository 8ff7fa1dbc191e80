/** What one connection does: which software it is, where it reads, what it writes. Kept small and cheap: it is noted on the hot path. */

import type { RequestHeader } from '../../protocol/frame.ts';

export interface ReadActivity {
  readonly topic: string;
  readonly partition: number;
  /** The offset of its last fetch: the next record that it wants. */
  position: number;
  /** Monotonic ms of its last fetch. */
  at: number;
}

export interface WriteActivity {
  readonly topic: string;
  records: number;
  bytes: number;
}

export class ClientActivity {
  clientId = '';
  softwareName = '';
  softwareVersion = '';
  groupId: string | null = null;
  memberId: string | null = null;
  requests = 0;
  /** Rises when something other than a position or a count changes. */
  changes = 0;
  readonly reads = new Map<string, ReadActivity>();
  readonly writes = new Map<string, WriteActivity>();

  sawRequest(header: RequestHeader): void {
    this.requests++;
    const clientId = header.clientId ?? '';
    if (clientId === this.clientId) return;
    this.clientId = clientId;
    this.changes++;
  }

  sawSoftware(name: string, version: string): void {
    this.softwareName = name;
    this.softwareVersion = version;
    this.changes++;
  }

  sawMember(groupId: string, memberId: string): void {
    if (this.groupId === groupId && this.memberId === memberId) return;
    this.groupId = groupId;
    this.memberId = memberId;
    this.changes++;
  }

  /** `key` is `topic-partition`, made by the caller, who has it at hand. */
  sawRead(
    key: string,
    read: { topic: string; partition: number; position: number; at: number },
  ): void {
    const known = this.reads.get(key);
    if (known) {
      known.position = read.position;
      known.at = read.at;
    } else {
      this.reads.set(key, { ...read });
      this.changes++;
    }
  }

  stoppedReading(key: string): void {
    if (this.reads.delete(key)) this.changes++;
  }

  sawWrite(topic: string, records: number, bytes: number): void {
    const known = this.writes.get(topic);
    if (known) {
      known.records += records;
      known.bytes += bytes;
    } else {
      this.writes.set(topic, { topic, records, bytes });
      this.changes++;
    }
  }
}
