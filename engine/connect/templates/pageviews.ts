/** Views of pages by users. */

import { defineTemplate } from './define-template.ts';

export const pageviews = defineTemplate({
  name: 'pageviews',
  description: 'Views of pages by users.',
  keyField: 'viewtime',
  event: (chance) => ({
    viewtime: chance.now,
    userid: `User_${chance.integer(1, 9)}`,
    pageid: `Page_${chance.integer(10, 99)}`,
  }),
});
