/** How long a batch takes through a filter without the client: the bar is 250,000 records/s (4 µs each). */

import { bench, run } from 'mitata';
import type { ConsumedRecord } from '../client/cluster-client.ts';
import type { JsonValue } from '../serde/json-value.ts';
import { filter } from './operators/filter.ts';
import { StreamTask } from './stream-task.ts';

const records = Array.from({ length: 1000 }, (_, offset): ConsumedRecord => {
  const widget = {
    reading_ts: '2026-01-01T00:00:00.000Z',
    sensor_id: `sensor-${offset % 10}`,
    production_line: 'line-7',
    widget_type: 'acme C',
    temp_celcius: 85.5,
    widget_weight_g: 121 + (offset % 9),
    colour: offset % 3 === 0 ? 'RED' : 'BLUE',
  };
  return {
    offset,
    timestamp: 0,
    key: null,
    value: Buffer.from(JSON.stringify(widget)),
    headers: [],
  };
});
const predicate = (value: JsonValue) => (value as { colour: string }).colour === 'RED';
const task = new StreamTask({
  sources: ['in'],
  operators: [filter.build({ predicate })],
  sink: 'out',
});

bench('1000 records through a filter', () =>
  task.process({ topic: 'in', partition: 0, records, nextOffset: 1000, highWatermark: 1000 }));

await run();
