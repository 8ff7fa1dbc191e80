/** Readings of a widget factory: line, type, colour, weight, temperature. */

import { defineTemplate } from './define-template.ts';

/** Each line makes widgets of its own kind: what a filter or a join finds is not mere noise. */
const lines = [
  { line: 'line-1', type: 'acme A', weight: 60 },
  { line: 'line-2', type: 'acme B', weight: 95 },
  { line: 'line-3', type: 'acme C', weight: 130 },
] as const;

const colours = ['RED', 'BLUE', 'GREEN', 'YELLOW', 'RED'] as const;

export const widgets = defineTemplate({
  name: 'widgets',
  description: 'Readings of a widget factory: line, type, colour, weight, temperature.',
  keyField: null,
  event: (chance) => {
    const { line, type, weight } = chance.pick(lines);
    return {
      reading_ts: new Date(chance.now).toISOString(),
      sensor_id: `sensor-${String(chance.integer(1, 12)).padStart(2, '0')}`,
      production_line: line,
      widget_type: type,
      temp_celcius: chance.around(12, 38, 1),
      widget_weight_g: chance.integer(weight - 25, weight + 25),
      colour: chance.pick(colours),
    };
  },
});
