/** People who register. */

import { defineTemplate } from './define-template.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

export const users = defineTemplate({
  name: 'users',
  description: 'People who register.',
  keyField: 'userid',
  event: (chance) => ({
    registertime: chance.now - chance.integer(0, YEAR_MS),
    userid: `User_${chance.integer(1, 9)}`,
    regionid: `Region_${chance.integer(1, 9)}`,
    gender: chance.pick(['MALE', 'FEMALE', 'OTHER']),
  }),
});
