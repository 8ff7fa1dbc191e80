/** Trades of a stock market. */

import { defineTemplate } from './define-template.ts';

/** Kafka's datagen uses the exchanges' own test symbols; each trades around a price of its own. */
const symbols = [
  { symbol: 'ZVV', price: 120 },
  { symbol: 'ZJZZT', price: 380 },
  { symbol: 'ZBZX', price: 45 },
  { symbol: 'ZWZZT', price: 810 },
  { symbol: 'ZXZZT', price: 15 },
] as const;

export const stockTrades = defineTemplate({
  name: 'stock_trades',
  description: 'Trades of a stock market.',
  keyField: 'symbol',
  event: (chance) => {
    const { symbol, price } = chance.pick(symbols);
    return {
      side: chance.pick(['BUY', 'SELL']),
      quantity: chance.integer(1, 50) * 100,
      symbol,
      price: chance.around(price * 0.95, price * 1.05, 2),
      account: `ACC${chance.integer(100, 999)}`,
      userid: `User_${chance.integer(1, 9)}`,
    };
  },
});
