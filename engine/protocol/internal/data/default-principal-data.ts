/** A principal as a forwarded request carries it. */

import { data } from '../../record.ts';
import { bool, string, type Value } from '../../schema.ts';

export const defaultPrincipalData = data({
  name: 'DefaultPrincipalData',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    type: string,
    name: string,
    tokenAuthenticated: bool,
  },
});

export type DefaultPrincipalData = Value<typeof defaultPrincipalData.fields>;
