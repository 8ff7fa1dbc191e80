/** `npm run bench [-- start ui compare …]`: measures the whole product, and prints figures beside their bars. */

import { measureCanvas } from './canvas-speed.ts';
import { compareWithKafka } from './kafka-comparison.ts';
import { tableOf, type Figure } from './figure.ts';
import { measureStartUp } from './start-up.ts';

const parts: Readonly<Record<string, (args: readonly string[]) => Promise<Figure[]>>> = {
  start: () => measureStartUp(),
  ui: () => measureCanvas(),
  compare: (args) => compareWithKafka(args),
};

const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith('-'));
const names = firstOption < 0 ? words : words.slice(0, firstOption);
const options = firstOption < 0 ? [] : words.slice(firstOption);
const unknown = names.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `There is nothing called ${unknown.join(', ')} to measure; there are ${Object.keys(parts).join(', ')}.`,
  );
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`Measuring: ${name} …`);
  figures.push(...(await measure(options)));
}
console.log(`\n${tableOf(figures)}`);
process.exitCode = figures.every(({ isReached }) => isReached !== false) ? 0 : 1;
