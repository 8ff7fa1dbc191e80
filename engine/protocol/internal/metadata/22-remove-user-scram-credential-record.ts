/** A user's SCRAM credential for one mechanism is gone. */

import { metadataRecord } from '../../record.ts';
import { int8, string, type Value } from '../../schema.ts';

export const removeUserScramCredentialRecord = metadataRecord({
  key: 22,
  name: 'RemoveUserScramCredentialRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    name: string,
    mechanism: int8,
  },
});

export type RemoveUserScramCredentialRecord = Value<typeof removeUserScramCredentialRecord.fields>;
