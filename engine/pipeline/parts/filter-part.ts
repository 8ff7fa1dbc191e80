/** A filter: a SQL condition, run by `engine/streams` as a consumer group. */

import { assert } from '../../base/assert.ts';
import { EngineError } from '../../base/errors.ts';
import { compileCondition } from '../../sql/compile-condition.ts';
import { filter } from '../../streams/operators/index.ts';
import { startStreamApp } from '../../streams/stream-app.ts';
import type { Part, PartContext } from './part.ts';
import { textSetting } from './setting.ts';

export async function startFilter(context: PartContext): Promise<Part> {
  const { inputs, outputs } = context;
  const condition = compileCondition(textSetting(context, 'condition'));
  if (!condition.ok) {
    const [problem] = condition.problems;
    const place = `line ${problem?.line ?? 1}, column ${problem?.column ?? 1}`;
    throw new EngineError(
      'BAD_CONDITION',
      `The condition is wrong at ${place}: ${problem?.message ?? ''}`,
      {
        hint: problem?.hint ?? 'Mend the condition.',
      },
    );
  }
  const [sink] = outputs;
  assert(sink !== undefined, 'A filter is wired to a topic.');
  const app = await startStreamApp({
    applicationId: context.identity,
    clientId: context.clientId,
    client: context.client,
    clock: context.ports.clock,
    from: textSetting(context, 'start') === 'latest' ? 'latest' : 'earliest',
    topology: { sources: inputs, operators: [filter.build({ predicate: condition.test })], sink },
    onSkipped: (sentence) => context.tell('problem', sentence),
  });
  return {
    counters: () => ({ ...app.counters }),
    status: () => '',
    done: app.done,
    pause: () => app.pause(),
    resume: () => app.resume(),
    close: () => app.close(),
  };
}
