/** A delegation token exists or has been renewed. */

import { metadataRecord } from '../../record.ts';
import { array, int64, string, type Value } from '../../schema.ts';

export const delegationTokenRecord = metadataRecord({
  key: 10,
  name: 'DelegationTokenRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    owner: string,
    requester: string,
    renewers: array(string),
    issueTimestamp: int64,
    maxTimestamp: int64,
    expirationTimestamp: int64,
    tokenId: string,
  },
});

export type DelegationTokenRecord = Value<typeof delegationTokenRecord.fields>;
