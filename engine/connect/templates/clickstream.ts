/** Page views of a web site, as its server's log has them. */

import { defineTemplate } from './define-template.ts';

const pages = [
  '/',
  '/products',
  '/products/42',
  '/cart',
  '/checkout',
  '/search?q=widget',
  '/about',
];
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)',
];
/** Most requests succeed. */
const statuses = ['200', '200', '200', '200', '200', '302', '304', '404', '500'];

export const clickstream = defineTemplate({
  name: 'clickstream',
  description: "Page views of a web site, as its server's log has them.",
  keyField: 'ip',
  event: (chance) => ({
    ip: `10.0.${chance.integer(0, 3)}.${chance.integer(1, 60)}`,
    userid: chance.integer(1, 40),
    remote_user: '-',
    time: new Date(chance.now).toISOString(),
    _time: chance.now,
    request: `GET ${chance.pick(pages)} HTTP/1.1`,
    status: chance.pick(statuses),
    bytes: String(chance.integer(200, 20_000)),
    referrer: chance.pick(['-', 'https://www.example.com/', 'https://search.example.net/']),
    agent: chance.pick(agents),
  }),
});
