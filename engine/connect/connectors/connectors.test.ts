import { expect, test } from 'vitest';
import type { Clock } from '../../base/ports/clock.ts';
import type { Random } from '../../base/ports/random.ts';
import { systemDisk } from '../../base/ports/real/disk.ts';
import { nodes } from '../../contract/nodes/index.ts';
import type { Config } from '../../contract/fields.ts';
import { readSettings } from '../connector-settings.ts';
import { templates } from '../templates/index.ts';
import { connectors, datagen } from './index.ts';
import type { SourceBatch, SourceTask } from './define-connector.ts';

/** Chance from a seed. */
function seeded(seed: number): Random {
  let state = seed;
  return {
    next: () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
    bytes: (size) => Buffer.alloc(size),
  };
}

function datagenTask(config: Config, seed = 1): { task: SourceTask; move: (ms: number) => void } {
  let at = 1_700_000_000_000;
  const clock: Clock = {
    now: () => at,
    monotonic: () => at,
    schedule: () => ({ cancel: () => undefined }),
    defer: () => undefined,
  };
  const task = datagen.task({
    name: 'gen',
    settings: readSettings(datagen.fields, config),
    config,
    ports: { clock, random: seeded(seed), disk: systemDisk },
    filesDirectory: '.',
    stateDirectory: '.',
  });
  task.start(undefined);
  return { task, move: (ms) => (at += ms) };
}

function values(batch: SourceBatch): Record<string, unknown>[] {
  return batch.messages.map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>);
}

test("every connector node of the contract has its connector, under Connect's class name", () => {
  const wanted = nodes.flatMap((node) => ('connectorClass' in node ? [node.connectorClass] : []));
  expect(connectors.map(({ connectorClass }) => connectorClass).sort()).toEqual([...wanted].sort());
});

test('every choice of the form is a template, and every template a choice', () => {
  const choices = datagen.fields.quickstart.options.map(({ value }) => value);
  expect(templates.map(({ name }) => name).sort()).toEqual([...choices].sort());
});

test("widgets have the talk's fields, in its order, and no key", () => {
  const { task } = datagenTask({ quickstart: 'widgets', rate: 1 });
  const [widget] = values(task.poll());
  expect(Object.keys(widget ?? {})).toEqual([
    'reading_ts',
    'sensor_id',
    'production_line',
    'widget_type',
    'temp_celcius',
    'widget_weight_g',
    'colour',
  ]);
  expect(widget).toMatchObject({
    reading_ts: '2023-11-14T22:13:20.000Z',
    sensor_id: expect.stringMatching(/^sensor-\d\d$/),
  });
});

test('a condition on widgets finds some of them, not all and not none', () => {
  const { task, move } = datagenTask({ rate: 1000 });
  move(400);
  const made = values(task.poll());
  const found = made.filter(
    ({ colour, widget_weight_g: weight }) => colour === 'RED' && Number(weight) > 120,
  );
  expect(made).toHaveLength(401);
  expect(found.length).toBeGreaterThan(20);
  expect(found.length).toBeLessThan(200);
});

test.each(templates.map((template) => [template.name, template.keyField] as const))(
  '%s: the key is the field %s',
  (quickstart, keyField) => {
    const { task, move } = datagenTask({ quickstart, rate: 100 });
    move(300);
    const { messages } = task.poll();
    expect(messages).toHaveLength(31);
    for (const { key, value } of messages) {
      const event = JSON.parse(String(value)) as Record<string, unknown>;
      const wanted = keyField === null ? null : event[keyField];
      expect(key).toBe(typeof wanted === 'number' ? `${wanted}` : wanted);
    }
  },
);

test('the key field can be chosen, and left away', () => {
  const keyed = datagenTask({ 'schema.keyfield': 'colour' }).task.poll().messages[0];
  const bare = datagenTask({ quickstart: 'users', 'schema.keyfield': 'none' }).task.poll()
    .messages[0];
  expect(keyed?.key).toBe((JSON.parse(String(keyed?.value)) as { colour: string }).colour);
  expect(bare?.key).toBe(null);
});

test('a key field that no event has is told with the fields there are', () => {
  const { task } = datagenTask({ 'schema.keyfield': 'color' });
  expect(() => task.poll()).toThrow('The events have no field "color" to be the key.');
});

test('the same seed makes the same events', () => {
  const first = datagenTask({ quickstart: 'orders' }, 7).task.poll();
  const again = datagenTask({ quickstart: 'orders' }, 7).task.poll();
  const other = datagenTask({ quickstart: 'orders' }, 8).task.poll();
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('it stops after so many events', () => {
  const { task, move } = datagenTask({ rate: 1000, iterations: 12 });
  move(5);
  const first = task.poll();
  move(400);
  const second = task.poll();
  expect([first.messages.length, first.isDone, second.messages.length, second.isDone]).toEqual([
    6,
    false,
    6,
    true,
  ]);
});

test('100,000 events a second come in batches of bounded size', () => {
  const { task, move } = datagenTask({ rate: 100_000 });
  let count = task.poll().messages.length;
  for (let tick = 0; tick < 50; tick++) {
    move(20);
    for (let batch = task.poll(); batch.messages.length > 0; batch = task.poll()) {
      expect(batch.messages.length).toBeLessThanOrEqual(2000);
      count += batch.messages.length;
    }
  }
  expect(count).toBe(100_001);
});

test("Confluent's max.interval is honoured where no rate is set", () => {
  const { task, move } = datagenTask({ 'max.interval': '100' });
  task.poll();
  move(500);
  expect(task.poll().messages).toHaveLength(10);
});

test.each<[Config, string]>([
  [
    { quickstart: 'unicorns' },
    'Template must be one of widgets, clickstream, orders, users, pageviews, stock_trades.',
  ],
  [{ rate: 0 }, 'Rate must be at least 0.01.'],
  [{ rate: 'fast' }, 'Rate must be a number.'],
  [{ iterations: 1.5 }, 'Count must be a whole number.'],
])('the setting %j is refused', (config, message) => {
  expect(() => readSettings(datagen.fields, config)).toThrow(message);
});

test('settings written as text, as Connect writes them, are read as numbers', () => {
  const settings = readSettings(datagen.fields, { rate: '2.5', iterations: '10' });
  expect([
    settings.number('rate'),
    settings.number('iterations'),
    settings.text('quickstart'),
  ]).toEqual([2.5, 10, 'widgets']);
});
