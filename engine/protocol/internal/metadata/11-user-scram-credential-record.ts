/** The SCRAM credential of a user for one mechanism. */

import { metadataRecord } from '../../record.ts';
import { bytes, int32, int8, string, type Value } from '../../schema.ts';

export const userScramCredentialRecord = metadataRecord({
  key: 11,
  name: 'UserScramCredentialRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    name: string,
    mechanism: int8,
    salt: bytes,
    storedKey: bytes,
    serverKey: bytes,
    iterations: int32,
  },
});

export type UserScramCredentialRecord = Value<typeof userScramCredentialRecord.fields>;
