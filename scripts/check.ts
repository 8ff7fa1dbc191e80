/** `npm run check`: every gate in turn, then the house rules; ends with 1 if one of them failed. */

import { spawnSync } from 'node:child_process';
import { gates, toolScript } from './gates.ts';
import { repositoryRoot } from './repository.ts';

const startedMs = performance.now();
const failed: string[] = [];

for (const { name, run } of gates) {
  const gateStartedMs = performance.now();
  const { isPassed, seen, output } = run(repositoryRoot);
  const facts = `${seen} files, ${secondsSince(gateStartedMs)} s`;
  console.log(`${isPassed ? '✓' : '✗'} ${name}: ${facts}`);
  if (isPassed) continue;
  failed.push(name);
  console.log(seen === 0 ? `It has looked at nothing.\n${output}` : output);
}

const houseRules = 'house rules (scripts/tidy.test.ts)';
const rulesStartedMs = performance.now();
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [toolScript(repositoryRoot, 'vitest'), 'run', 'scripts/tidy.test.ts', '--reporter=dot'],
  { cwd: repositoryRoot, encoding: 'utf8' },
);
console.log(`${status === 0 ? '✓' : '✗'} ${houseRules}: ${secondsSince(rulesStartedMs)} s`);
if (status !== 0) {
  failed.push(houseRules);
  console.log(`${stdout}${stderr}`);
}

const verdict = failed.length === 0 ? 'Everything is in order' : `Failed: ${failed.join(', ')}`;
console.log(`${verdict} (${secondsSince(startedMs)} s).`);
process.exitCode = failed.length === 0 ? 0 : 1;

function secondsSince(beganMs: number): string {
  return ((performance.now() - beganMs) / 1000).toFixed(1);
}
