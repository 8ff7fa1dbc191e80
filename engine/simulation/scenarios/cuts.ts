/** Nodes live, but do not hear each other, or late. */

import { faults } from '../faults/index.ts';
import { defineScenario, usualWork } from './define-scenario.ts';

const NAMES = new Set(['partition network', 'slow network', 'pause', 'slow disk', 'skew clock']);

export const cuts = defineScenario({
  ...usualWork,
  name: 'cuts',
  about: 'Nodes live, but do not hear each other, or late.',
  faults: faults.filter(({ name }) => NAMES.has(name)),
});
