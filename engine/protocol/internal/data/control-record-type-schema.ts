/** The key of a control record: which kind it is. */

import { data } from '../../record.ts';
import { NEVER, int16, type Value } from '../../schema.ts';

export const controlRecordTypeSchema = data({
  name: 'ControlRecordTypeSchema',
  versions: [0, 0],
  flexibleFrom: NEVER,
  fields: {
    type: int16,
  },
});

export type ControlRecordTypeSchema = Value<typeof controlRecordTypeSchema.fields>;
