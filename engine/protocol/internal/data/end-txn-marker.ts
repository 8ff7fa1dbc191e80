/** Control record that commits or aborts a producer's transaction in a partition. */

import { data } from '../../record.ts';
import { NEVER, int32, type Value } from '../../schema.ts';

export const endTxnMarker = data({
  name: 'EndTxnMarker',
  versions: [0, 0],
  flexibleFrom: NEVER,
  fields: {
    coordinatorEpoch: int32,
  },
});

export type EndTxnMarker = Value<typeof endTxnMarker.fields>;
