/** Orders of a shop, with items and an address. */

import { defineTemplate } from './define-template.ts';

const places = [
  { city: 'Springfield', state: 'Illinois', zipcode: 62701 },
  { city: 'Portland', state: 'Oregon', zipcode: 97201 },
  { city: 'Austin', state: 'Texas', zipcode: 73301 },
  { city: 'Salem', state: 'Massachusetts', zipcode: 1970 },
] as const;

export const orders = defineTemplate({
  name: 'orders',
  description: 'Orders of a shop, with items and an address.',
  keyField: 'orderid',
  event: (chance) => ({
    ordertime: chance.now,
    orderid: chance.count,
    itemid: `Item_${chance.integer(1, 200)}`,
    orderunits: chance.around(0.5, 10, 2),
    address: { ...chance.pick(places) },
  }),
});
