/** Every fault there is, one over another. */

import { faults } from '../faults/index.ts';
import { defineScenario, usualWork } from './define-scenario.ts';

export const everything = defineScenario({
  ...usualWork,
  name: 'everything',
  about: 'Every fault there is, one over another.',
  faults,
  faultPauseMsMax: 2000,
});
