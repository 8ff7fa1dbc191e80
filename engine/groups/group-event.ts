/** What happens to groups, for people who watch. */

import type {
  ConsumerGroupRecord,
  ConsumerMemberRecord,
  TargetEpochRecord,
} from './records/consumer-record.ts';
import type { GroupRecord } from './records/group-record.ts';

export type GroupEventKind =
  | 'group-created'
  | 'group-deleted'
  | 'member-joined'
  | 'member-replaced'
  | 'member-left'
  | 'rebalance-started'
  | 'generation-begun'
  | 'stable'
  | 'empty';

export interface GroupEvent {
  readonly kind: GroupEventKind;
  readonly groupId: string;
  /** Empty where the event is of the group as a whole. */
  readonly memberId: string;
  /** A clause without a subject or a capital; empty where there is nothing to say. */
  readonly reason: string;
  /** -1 where the event has none. */
  readonly generationId: number;
}

/** Undefined for records that nobody would want to hear of. */
export function groupEventOf(record: GroupRecord): GroupEvent | undefined {
  switch (record.kind) {
    case 'group-metadata':
      return metadataEvent(record);
    case 'member-joined':
      return {
        ...eventOf('member-joined', record.groupId),
        memberId: record.member.memberId,
        reason: record.reason,
      };
    case 'member-replaced':
      return {
        ...eventOf('member-replaced', record.groupId),
        memberId: record.newMemberId,
        reason: `static member ${record.groupInstanceId} came back`,
      };
    case 'member-removed':
      return {
        ...eventOf('member-left', record.groupId),
        memberId: record.memberId,
        reason: record.reason,
      };
    case 'rebalance-prepared':
      return { ...eventOf('rebalance-started', record.groupId), reason: record.reason };
    case 'generation-begun':
      return { ...eventOf('generation-begun', record.groupId), generationId: record.generationId };
    case 'consumer-group':
    case 'consumer-member':
    case 'target-epoch':
      return modernEvent(record);
    default:
      return undefined;
  }
}

/** The epoch of the group is to groups of the consumer protocol what the generation is to the others. */
function modernEvent(
  record: ConsumerGroupRecord | ConsumerMemberRecord | TargetEpochRecord,
): GroupEvent | undefined {
  const { groupId } = record;
  switch (record.kind) {
    case 'consumer-group':
      if (record.value === null) return eventOf('group-deleted', groupId);
      return { ...eventOf('rebalance-started', groupId), generationId: record.value.epoch };
    case 'target-epoch':
      if (record.value === null) return undefined;
      return { ...eventOf('generation-begun', groupId), generationId: record.value.epoch };
    case 'consumer-member': {
      const { memberId, reason, value } = record;
      if (reason === '') return undefined;
      const kind = value === null ? 'member-left' : 'member-joined';
      return { ...eventOf(kind, groupId), memberId, reason };
    }
  }
}

function metadataEvent({
  groupId,
  value,
}: Extract<GroupRecord, { kind: 'group-metadata' }>): GroupEvent {
  if (value === null) return eventOf('group-deleted', groupId);
  const { generationId, members } = value;
  if (members.length > 0) return { ...eventOf('stable', groupId), generationId };
  return { ...eventOf(generationId === 0 ? 'group-created' : 'empty', groupId), generationId };
}

function eventOf(kind: GroupEventKind, groupId: string): GroupEvent {
  return { kind, groupId, memberId: '', reason: '', generationId: -1 };
}
