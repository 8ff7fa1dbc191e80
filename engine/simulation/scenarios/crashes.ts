/** Nodes die, lose power and come back. */

import { faults } from '../faults/index.ts';
import { defineScenario, usualWork } from './define-scenario.ts';

const NAMES = new Set([
  'kill broker',
  'kill controller',
  'kill client',
  'torn write',
  'lose power',
  'restart broker',
]);

export const crashes = defineScenario({
  ...usualWork,
  name: 'crashes',
  about: 'Nodes die, lose power and come back.',
  faults: faults.filter(({ name }) => NAMES.has(name)),
  faultPauseMsMax: 6000,
});
