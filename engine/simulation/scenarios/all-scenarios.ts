/** All scenarios, by name. */

import { calm } from './calm.ts';
import { crashes } from './crashes.ts';
import { cuts } from './cuts.ts';
import type { Scenario } from './define-scenario.ts';
import { everything } from './everything.ts';

export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [everything, crashes, cuts, calm].map((scenario) => [scenario.name, scenario]),
);
