/** Written by `npm run catalogue` from the files of this folder. */

import { consumerProtocolAssignment } from './consumer-protocol-assignment.ts';
import { consumerProtocolSubscription } from './consumer-protocol-subscription.ts';
import { controlRecordTypeSchema } from './control-record-type-schema.ts';
import { defaultPrincipalData } from './default-principal-data.ts';
import { endTxnMarker } from './end-txn-marker.ts';
import { kraftVersionRecord } from './kraft-version-record.ts';
import { leaderChangeMessage } from './leader-change-message.ts';
import { producerSnapshot } from './producer-snapshot.ts';
import { quorumStateData } from './quorum-state-data.ts';
import { snapshotFooterRecord } from './snapshot-footer-record.ts';
import { snapshotHeaderRecord } from './snapshot-header-record.ts';
import { votersRecord } from './voters-record.ts';

export {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  controlRecordTypeSchema,
  defaultPrincipalData,
  endTxnMarker,
  kraftVersionRecord,
  leaderChangeMessage,
  producerSnapshot,
  quorumStateData,
  snapshotFooterRecord,
  snapshotHeaderRecord,
  votersRecord,
};

export const internalData = [
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  controlRecordTypeSchema,
  defaultPrincipalData,
  endTxnMarker,
  kraftVersionRecord,
  leaderChangeMessage,
  producerSnapshot,
  quorumStateData,
  snapshotFooterRecord,
  snapshotHeaderRecord,
  votersRecord,
] as const;
