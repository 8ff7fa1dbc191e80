/** The metadata records that the image understands, in the versions of Apache Kafka 4.3, and their bytes. */

import { assert } from '../base/assert.ts';
import { EngineError } from '../base/errors.ts';
import { registerBrokerRecord } from '../protocol/internal/metadata/00-register-broker-record.ts';
import { unregisterBrokerRecord } from '../protocol/internal/metadata/01-unregister-broker-record.ts';
import { topicRecord } from '../protocol/internal/metadata/02-topic-record.ts';
import { partitionRecord } from '../protocol/internal/metadata/03-partition-record.ts';
import { configRecord } from '../protocol/internal/metadata/04-config-record.ts';
import { partitionChangeRecord } from '../protocol/internal/metadata/05-partition-change-record.ts';
import { fenceBrokerRecord } from '../protocol/internal/metadata/07-fence-broker-record.ts';
import { unfenceBrokerRecord } from '../protocol/internal/metadata/08-unfence-broker-record.ts';
import { removeTopicRecord } from '../protocol/internal/metadata/09-remove-topic-record.ts';
import { userScramCredentialRecord } from '../protocol/internal/metadata/11-user-scram-credential-record.ts';
import { featureLevelRecord } from '../protocol/internal/metadata/12-feature-level-record.ts';
import { clientQuotaRecord } from '../protocol/internal/metadata/14-client-quota-record.ts';
import { producerIdsRecord } from '../protocol/internal/metadata/15-producer-ids-record.ts';
import { brokerRegistrationChangeRecord } from '../protocol/internal/metadata/17-broker-registration-change-record.ts';
import { noOpRecord } from '../protocol/internal/metadata/20-no-op-record.ts';
import { removeUserScramCredentialRecord } from '../protocol/internal/metadata/22-remove-user-scram-credential-record.ts';
import { beginTransactionRecord } from '../protocol/internal/metadata/23-begin-transaction-record.ts';
import { endTransactionRecord } from '../protocol/internal/metadata/24-end-transaction-record.ts';
import { registerControllerRecord } from '../protocol/internal/metadata/27-register-controller-record.ts';
import { clearElrRecord } from '../protocol/internal/metadata/28-clear-elr-record.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from '../protocol/metadata-record.ts';
import type { MetadataRecordType } from '../protocol/record.ts';
import type { Value } from '../protocol/schema.ts';

const types = {
  RegisterBrokerRecord: registerBrokerRecord,
  UnregisterBrokerRecord: unregisterBrokerRecord,
  TopicRecord: topicRecord,
  PartitionRecord: partitionRecord,
  ConfigRecord: configRecord,
  PartitionChangeRecord: partitionChangeRecord,
  FenceBrokerRecord: fenceBrokerRecord,
  UnfenceBrokerRecord: unfenceBrokerRecord,
  RemoveTopicRecord: removeTopicRecord,
  UserScramCredentialRecord: userScramCredentialRecord,
  FeatureLevelRecord: featureLevelRecord,
  ClientQuotaRecord: clientQuotaRecord,
  ProducerIdsRecord: producerIdsRecord,
  BrokerRegistrationChangeRecord: brokerRegistrationChangeRecord,
  NoOpRecord: noOpRecord,
  RemoveUserScramCredentialRecord: removeUserScramCredentialRecord,
  BeginTransactionRecord: beginTransactionRecord,
  EndTransactionRecord: endTransactionRecord,
  RegisterControllerRecord: registerControllerRecord,
  ClearElrRecord: clearElrRecord,
};

export type MetadataRecordName = keyof typeof types;
export type MetadataRecordBody<Name extends MetadataRecordName> = Value<
  (typeof types)[Name]['fields']
>;
export type MetadataRecord = {
  [Name in MetadataRecordName]: {
    readonly name: Name;
    readonly version: number;
    readonly body: MetadataRecordBody<Name>;
  };
}[MetadataRecordName];

/** A record in the newest version of its type. */
export function metadataRecord<Name extends MetadataRecordName>(
  name: Name,
  body: MetadataRecordBody<Name>,
): MetadataRecord {
  return { name, version: types[name].versions[1], body } as MetadataRecord;
}

export function encodeRecord(record: MetadataRecord): Buffer {
  const type: MetadataRecordType = types[record.name];
  return encodeMetadataRecord(type, record.version, record.body);
}

/** Reads a record, or throws `EngineError` `METADATA_RECORD_UNSUPPORTED` for one that the image cannot hold. */
export function decodeRecord(bytes: Buffer): MetadataRecord {
  const { name, version, body } = decodeMetadataRecord(bytes);
  assert(typeof name === 'string', 'A decoded metadata record has a name.');
  if (name in types) return { name, version, body } as MetadataRecord;
  throw new EngineError(
    'METADATA_RECORD_UNSUPPORTED',
    `The cluster metadata holds a ${name}, which this version does not understand.`,
    {
      hint: 'Open this data directory with the program that wrote it, or start with an empty one.',
    },
  );
}

/** A change of a broker's registration; what is not given stays. */
export function brokerRegistrationChange(
  broker: { id: number; epoch: number },
  change: { fenced?: boolean; inControlledShutdown?: true },
): MetadataRecord {
  return metadataRecord('BrokerRegistrationChangeRecord', {
    brokerId: broker.id,
    brokerEpoch: broker.epoch,
    fenced: change.fenced === undefined ? 0 : change.fenced ? 1 : -1,
    inControlledShutdown: change.inControlledShutdown === true ? 1 : 0,
    logDirs: [],
    cordonedLogDirs: null,
  });
}
