/**
 * `npm test`: every kind of test, then one line of counts. `npm test -- unit clients` runs only
 * those. The tests in Electron run when PENSTOCK_ELECTRON names its executable.
 */

import { buildParts } from './building/build-parts.ts';
import { buildStale } from './building/freshness.ts';
import { repositoryRoot } from './repository.ts';
import { addCounts, noTests, sayCounts, type Counts } from './testing/counts.ts';
import { testParts, type TestPart } from './testing/test-parts.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !testParts.some((part) => part.name === name));
if (unknown.length > 0) {
  const known = testParts.map(({ name }) => name).join(', ');
  console.error(`There are no tests called ${unknown.join(', ')}; there are ${known}.`);
  process.exit(2);
}

const results: { readonly part: TestPart; readonly counts: Counts; readonly seconds: string }[] =
  [];
for (const part of testParts.filter(isWanted)) {
  const startedMs = performance.now();
  console.log(`\n── ${part.name}: ${part.about}`);
  const counts = await runPart(part).catch((error: unknown) => {
    console.error(error);
    return { ...noTests, failed: 1 };
  });
  results.push({ part, counts, seconds: ((performance.now() - startedMs) / 1000).toFixed(1) });
}

console.log('');
for (const { part, counts, seconds } of results) {
  console.log(`${part.name.padEnd(10)}${sayCounts(counts)} (${seconds} s)`);
}
const total = results.map(({ counts }) => counts).reduce(addCounts, noTests);
if (total.passed + total.failed === 0) console.log('No test has run, which counts as a failure.');
console.log(sayCounts(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function runPart(part: TestPart): Promise<Counts> {
  if (part.needsBuild) await buildStale(repositoryRoot, buildParts);
  return part.run(repositoryRoot);
}

function isWanted({ name }: TestPart): boolean {
  if (wanted.length > 0) return wanted.includes(name);
  return name !== 'electron' || Boolean(process.env['PENSTOCK_ELECTRON']);
}
