/** Writes `docs/protocol-coverage.md` from the handlers and the declared APIs, or says that it is stale (`--check`). */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handlers } from '../engine/broker/handlers/index.ts';
import type { Api, VersionRange } from '../engine/protocol/api.ts';
import { apis } from '../engine/protocol/messages/index.ts';
import { controllerApis } from '../engine/replication/quorum/controller-apis.ts';
import { isMain, repositoryRoot } from './repository.ts';

export const coverageDocument = 'docs/protocol-coverage.md';

/** What Kafka's brokers answer but do not advertise unless a plugin receives clients' metrics. */
const hiddenWithoutPlugin: ReadonlySet<number> = new Set([71, 72]);
/** Kafka's brokers have it, these do not. */
const NOT_SERVED = 'not yet';

export interface Served {
  readonly broker: ReadonlySet<number>;
  readonly controller: ReadonlySet<number>;
}

/** The document: a table of what clients can ask, and one of what nodes ask each other. */
export function coverage(known: Iterable<Api>, served: Served): string {
  const all = [...known].toSorted((a, b) => a.key - b.key);
  const forClients = all.filter(({ listeners }) => listeners.includes('broker'));
  const forNodes = all.filter(({ listeners }) => !listeners.includes('broker'));
  const advertised = forClients.filter(({ key }) => !hiddenWithoutPlugin.has(key));
  const count = advertised.filter(({ key }) => served.broker.has(key)).length;
  return [
    '# Protocol coverage',
    '',
    'Written by `node scripts/protocol-coverage.ts` from the handlers. What is served is what ApiVersions advertises, in the same versions',
    'as Apache Kafka 4.3, except that Produce 0-2 is advertised and refused, as in Kafka.',
    '',
    `Brokers serve ${count} of the ${advertised.length} APIs that Kafka's brokers advertise.`,
    '',
    ...table(forClients, served.broker),
    '',
    '## Between nodes',
    '',
    'On the listener of the controller, beside those of the above that it decides.',
    '',
    ...table(forNodes, served.controller),
    '',
  ].join('\n');
}

function table(of: readonly Api[], served: ReadonlySet<number>): string[] {
  const rows = of.map((api) => {
    const isServed = served.has(api.key);
    const isHidden = hiddenWithoutPlugin.has(api.key);
    const cells = [
      String(api.key),
      api.name,
      isServed ? words(api.versions) : isHidden ? 'no, as Kafka' : NOT_SERVED,
      isHidden ? 'only with a plugin' : words(api.advertised),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| key | API | served here | advertised by Kafka 4.3 |', '|---|---|---|---|', ...rows];
}

function words([first, last]: VersionRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** The document as it should be. */
export function currentCoverage(): string {
  return coverage(apis.values(), {
    broker: new Set(handlers.map(({ api }) => api.key)),
    controller: new Set(controllerApis.map(({ api }) => api.key)),
  });
}

/** Whether the document is as it should be. */
export function isCurrent(root: string): boolean {
  const file = join(root, coverageDocument);
  return existsSync(file) && readFileSync(file, 'utf8') === currentCoverage();
}

function main(): void {
  if (isCurrent(repositoryRoot)) {
    console.log(`${coverageDocument}: up to date`);
  } else if (process.argv.includes('--check')) {
    console.error(`${coverageDocument} is stale: run \`npm run catalogue\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(join(repositoryRoot, coverageDocument), currentCoverage());
    console.log(`${coverageDocument}: written`);
  }
}

if (isMain(import.meta.url)) main();
