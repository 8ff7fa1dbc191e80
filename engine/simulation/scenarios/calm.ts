/** Nothing goes wrong. */

import { defineScenario, usualWork } from './define-scenario.ts';

export const calm = defineScenario({
  ...usualWork,
  name: 'calm',
  about: 'Nothing goes wrong.',
  faults: [],
  durationMs: 10_000,
});
