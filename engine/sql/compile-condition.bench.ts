/** How many conditions a second are evaluated over a small object: the bar is 1 M/s. */

import { bench, run } from 'mitata';
import { assert } from '../base/assert.ts';
import { compileCondition } from './compile-condition.ts';

const widget = {
  reading_ts: '2026-01-01T00:00:00Z',
  sensor_id: 'a-1',
  production_line: 'line-7',
  widget_type: 'acme C',
  temp_celcius: 85.5,
  widget_weight_g: 121,
  colour: 'RED',
};

const conditions = [
  "colour = 'RED' AND widget_weight_g > 120",
  "COLOUR = 'RED' AND WIDGET_WEIGHT_G > 120",
  "colour IN ('BLUE', 'GREEN', 'RED') OR temp_celcius BETWEEN 80 AND 90",
  "widget_type LIKE 'acme%' AND widget_weight_g * 1.1 > temp_celcius",
  "UCASE(SUBSTRING(production_line, 1, 4)) = 'LINE' AND missing IS NULL",
];

for (const source of conditions) {
  const condition = compileCondition(source);
  assert(condition.ok, 'The condition compiles.');
  bench(source, () => condition.test(widget));
}
bench('compile a condition', () => compileCondition("colour = 'RED' AND widget_weight_g > 120"));

await run();
