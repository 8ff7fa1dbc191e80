/** Readings of a widget factory: line, type, colour, weight, temperature. */

import { defineTemplate } from './define-template.ts';

/** Each line makes widgets of its own kind: what a filter or a join finds is not mere noise. */
const lines = [
  { line: 'line-1', type: 'acme A', weight: 60 },
  { line: 'line-2', type: 'acme B', weight: 95 },
  { line: 'line-3', type: 'acme C', weight: 130 },
] as const;

const colours = ['RED', 'BLUE', 'GREEN', 'YELLOW', 'RED'] as const;

const sensors = Array.from({ length: 12 }, (_, index) => sensorName(index + 1));

function sensorName(number: number): string {
  return `sensor-${String(number).padStart(2, '0')}`;
}

/** Its generator knows no clock and no dependence between fields: times are made up, and lines and types do not belong together. */
const avroSchema = {
  type: 'record',
  name: 'widgets',
  namespace: 'ksql',
  fields: [
    {
      name: 'reading_ts',
      type: {
        type: 'string',
        'arg.properties': {
          regex: '2026-0[1-9]-[0-2][1-8]T[01][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z',
        },
      },
    },
    { name: 'sensor_id', type: oneOf(sensors) },
    { name: 'production_line', type: oneOf(lines.map(({ line }) => line)) },
    { name: 'widget_type', type: oneOf(lines.map(({ type }) => type)) },
    { name: 'temp_celcius', type: within('double', 12, 38) },
    { name: 'widget_weight_g', type: within('int', 35, 156) },
    { name: 'colour', type: oneOf(colours) },
  ],
};

function oneOf(options: readonly string[]) {
  return { type: 'string', 'arg.properties': { options } };
}

/** Up to, not including, `max`. */
function within(type: 'double' | 'int', min: number, max: number) {
  return { type, 'arg.properties': { range: { min, max } } };
}

export const widgets = defineTemplate({
  name: 'widgets',
  description: 'Readings of a widget factory: line, type, colour, weight, temperature.',
  keyField: null,
  avroSchema,
  event: (chance) => {
    const { line, type, weight } = chance.pick(lines);
    return {
      reading_ts: new Date(chance.now).toISOString(),
      sensor_id: chance.pick(sensors),
      production_line: line,
      widget_type: type,
      temp_celcius: chance.around(12, 38, 1),
      widget_weight_g: chance.integer(weight - 25, weight + 25),
      colour: chance.pick(colours),
    };
  },
});
