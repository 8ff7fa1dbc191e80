/** Makes up events from a template, at a steady rate. */

import { assert } from '../../base/assert.ts';
import { EngineError } from '../../base/errors.ts';
import type { Message } from '../../client/cluster-client.ts';
import { datagen as node } from '../../contract/nodes/datagen.ts';
import type { JsonValue } from '../../serde/json-value.ts';
import { Pacer } from '../pacer.ts';
import { chanceOf, type MadeUpEvent } from '../templates/define-template.ts';
import { templates } from '../templates/index.ts';
import {
  defineConnector,
  type SourceBatch,
  type SourceTask,
  type TaskContext,
} from './define-connector.ts';

export const datagen = defineConnector({
  kind: 'source',
  connectorClass: node.connectorClass,
  description: node.description,
  fields: node.fields,
  task: (context) => datagenTask(context),
});

/** What one poll makes at most: 100,000 events a second in 50 batches. */
const BATCH_MAX = 2000;

function datagenTask({ settings, config, ports }: TaskContext): SourceTask {
  const template = templates.find(({ name }) => name === settings.text('quickstart'));
  assert(template !== undefined, 'Every choice of the field has a template.');
  const keyField = keyFieldOf(settings.text('schema.keyfield'), template.keyField);
  const countMax = settings.number('iterations') ?? Number.MAX_SAFE_INTEGER;
  const rate = rateOf(
    settings.number('max.interval'),
    settings.number('rate'),
    Object.hasOwn(config, 'rate'),
  );
  let pacer = new Pacer(ports.clock, rate);
  let count = 0;
  return {
    start: () => {
      pacer = new Pacer(ports.clock, rate);
    },
    poll: (): SourceBatch => {
      const due = pacer.take(Math.min(BATCH_MAX, countMax - count));
      const now = ports.clock.now();
      const messages = Array.from({ length: due }, (): Message => {
        const event = template.event(chanceOf(ports.random, now, count++));
        return { key: keyOf(event, keyField), value: JSON.stringify(event), timestamp: now };
      });
      const isDone = count >= countMax;
      return { messages, waitMs: pacer.waitMs(), isDone };
    },
    onResume: () => pacer.restart(),
    close: () => undefined,
  };
}

/** An interval of up to `maxInterval` is on average half of it. */
function rateOf(
  maxInterval: number | undefined,
  rate: number | undefined,
  isRateSet: boolean,
): number {
  if (maxInterval !== undefined && !isRateSet) {
    return Math.min(Math.max(2000 / Math.max(maxInterval, 0.02), 0.01), 100_000);
  }
  return rate ?? 1;
}

function keyFieldOf(wanted: string | undefined, own: string | null): string | null {
  if (wanted === undefined) return own;
  return wanted.toLowerCase() === 'none' ? null : wanted;
}

function keyOf(event: MadeUpEvent, keyField: string | null): string | null {
  if (keyField === null) return null;
  if (!Object.hasOwn(event, keyField)) {
    throw new EngineError(
      'DATAGEN_KEY_FIELD',
      `The events have no field "${keyField}" to be the key.`,
      {
        hint: `Fields: ${Object.keys(event).join(', ')}. Leave it empty for the template's own key, or write "none".`,
      },
    );
  }
  return textOf(event[keyField] ?? null);
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
