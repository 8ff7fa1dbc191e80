/** Written by `npm run catalogue` from the files of this folder. */

import { legacyOffsetCommit } from './00-legacy-offset-commit.ts';
import { offsetCommit } from './01-offset-commit.ts';
import { groupMetadata } from './02-group-metadata.ts';
import { consumerGroupMetadata } from './03-consumer-group-metadata.ts';
import { consumerGroupPartitionMetadata } from './04-consumer-group-partition-metadata.ts';
import { consumerGroupMemberMetadata } from './05-consumer-group-member-metadata.ts';
import { consumerGroupTargetAssignmentMetadata } from './06-consumer-group-target-assignment-metadata.ts';
import { consumerGroupTargetAssignmentMember } from './07-consumer-group-target-assignment-member.ts';
import { consumerGroupCurrentMemberAssignment } from './08-consumer-group-current-member-assignment.ts';
import { shareGroupMemberMetadata } from './10-share-group-member-metadata.ts';
import { shareGroupMetadata } from './11-share-group-metadata.ts';
import { shareGroupTargetAssignmentMetadata } from './12-share-group-target-assignment-metadata.ts';
import { shareGroupTargetAssignmentMember } from './13-share-group-target-assignment-member.ts';
import { shareGroupCurrentMemberAssignment } from './14-share-group-current-member-assignment.ts';
import { shareGroupStatePartitionMetadata } from './15-share-group-state-partition-metadata.ts';
import { consumerGroupRegularExpression } from './16-consumer-group-regular-expression.ts';
import { streamsGroupMetadata } from './17-streams-group-metadata.ts';
import { streamsGroupMemberMetadata } from './19-streams-group-member-metadata.ts';
import { streamsGroupTargetAssignmentMetadata } from './20-streams-group-target-assignment-metadata.ts';
import { streamsGroupTargetAssignmentMember } from './21-streams-group-target-assignment-member.ts';
import { streamsGroupCurrentMemberAssignment } from './22-streams-group-current-member-assignment.ts';
import { streamsGroupTopology } from './23-streams-group-topology.ts';

export {
  legacyOffsetCommit,
  offsetCommit,
  groupMetadata,
  consumerGroupMetadata,
  consumerGroupPartitionMetadata,
  consumerGroupMemberMetadata,
  consumerGroupTargetAssignmentMetadata,
  consumerGroupTargetAssignmentMember,
  consumerGroupCurrentMemberAssignment,
  shareGroupMemberMetadata,
  shareGroupMetadata,
  shareGroupTargetAssignmentMetadata,
  shareGroupTargetAssignmentMember,
  shareGroupCurrentMemberAssignment,
  shareGroupStatePartitionMetadata,
  consumerGroupRegularExpression,
  streamsGroupMetadata,
  streamsGroupMemberMetadata,
  streamsGroupTargetAssignmentMetadata,
  streamsGroupTargetAssignmentMember,
  streamsGroupCurrentMemberAssignment,
  streamsGroupTopology,
};

export const groupRecords = [
  legacyOffsetCommit,
  offsetCommit,
  groupMetadata,
  consumerGroupMetadata,
  consumerGroupPartitionMetadata,
  consumerGroupMemberMetadata,
  consumerGroupTargetAssignmentMetadata,
  consumerGroupTargetAssignmentMember,
  consumerGroupCurrentMemberAssignment,
  shareGroupMemberMetadata,
  shareGroupMetadata,
  shareGroupTargetAssignmentMetadata,
  shareGroupTargetAssignmentMember,
  shareGroupCurrentMemberAssignment,
  shareGroupStatePartitionMetadata,
  consumerGroupRegularExpression,
  streamsGroupMetadata,
  streamsGroupMemberMetadata,
  streamsGroupTargetAssignmentMetadata,
  streamsGroupTargetAssignmentMember,
  streamsGroupCurrentMemberAssignment,
  streamsGroupTopology,
] as const;
