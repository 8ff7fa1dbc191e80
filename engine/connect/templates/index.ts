/** Written by `npm run catalogue` from the files of this folder. */

import { clickstream } from './clickstream.ts';
import { orders } from './orders.ts';
import { pageviews } from './pageviews.ts';
import { stockTrades } from './stock-trades.ts';
import { users } from './users.ts';
import { widgets } from './widgets.ts';

export { clickstream, orders, pageviews, stockTrades, users, widgets };

export const templates = [clickstream, orders, pageviews, stockTrades, users, widgets] as const;
