/** `penstock serve`: a cluster for any Kafka client, with or without the page. */

import { mkdtempSync, rmSync } from 'node:fs';
import { systemPorts } from '../../engine/base/ports/real/ports.ts';
import { sandboxDirectory, temporaryDirectory } from '../../engine/host/places.ts';
import { clusterOfProperties } from '../../engine/host/properties-cluster.ts';
import { Sandbox } from '../../engine/host/sandbox.ts';
import type { StartClusterOptions } from '../../engine/host/start-cluster.ts';
import { defineCommand, usageError, type Values } from '../define-command.ts';
import { untilStopped } from '../signals.ts';
import { properties, wholeNumber } from '../values.ts';

const options = {
  brokers: { type: 'string', value: 'N', default: '3', about: 'How many brokers.' },
  host: {
    type: 'string',
    value: 'ADDRESS',
    default: '127.0.0.1',
    about: 'Where the brokers listen.',
  },
  port: {
    type: 'string',
    value: 'PORT',
    default: '9092',
    about: 'Of the first broker; the others follow. 0 takes free ones.',
  },
  data: {
    type: 'string',
    value: 'DIR',
    about: 'Where the data is kept. By default in .penstock in the home directory.',
  },
  ephemeral: { type: 'boolean', about: 'Keep nothing: the data goes when the cluster stops.' },
  set: {
    type: 'string',
    multiple: true,
    value: 'KEY=VALUE',
    about: 'A broker property of Kafka; may be given several times.',
  },
  properties: {
    type: 'string',
    multiple: true,
    value: 'FILE…',
    about: "Kafka's own server.properties, one file for each node; instead of the options above.",
  },
  ui: { type: 'boolean', about: 'Serve the IDE too.' },
  'ui-port': { type: 'string', value: 'PORT', default: '9021', about: 'Where the IDE is served.' },
  json: {
    type: 'boolean',
    about: 'One line of JSON when clients can connect, and nothing else on standard output.',
  },
} as const;

type ServeValues = Values<typeof options>;

export const serve = defineCommand({
  name: 'serve',
  about: 'Runs a Kafka-compatible cluster on this machine until it is stopped.',
  options,
  takesRest: 'properties',
  async run(values) {
    if (values.properties.length > 0) return serveDescribed(values);
    if (values.data !== undefined && values.ephemeral)
      throw usageError('--data and --ephemeral exclude each other.', 'serve');
    const temporary = values.ephemeral ? mkdtempSync(temporaryDirectory('serve-')) : undefined;
    try {
      return await serveFrom(temporary ?? values.data ?? sandboxDirectory(process.env), values);
    } finally {
      if (temporary) rmSync(temporary, { recursive: true, force: true });
    }
  },
});

async function serveDescribed(values: ServeValues): Promise<number> {
  const isOther = values.ephemeral || values.data !== undefined || values.set.length > 0;
  if (isOther) {
    const sentence = '--properties says it all: leave out --data, --ephemeral and --set.';
    throw usageError(sentence, 'serve');
  }
  const { nodes, dataDirectory, remarks } = clusterOfProperties(
    systemPorts.disk,
    values.properties,
  );
  for (const remark of remarks) console.error(remark);
  const nowhere = { brokers: nodes.brokers.length, host: '', port: 0 };
  return serveUntilStopped(values, { ...nowhere, dataDirectory, properties: {}, nodes });
}

async function serveFrom(dataDirectory: string, values: ServeValues): Promise<number> {
  return serveUntilStopped(values, {
    brokers: wholeNumber(values.brokers, { option: 'brokers', command: 'serve', min: 1, max: 9 }),
    host: values.host,
    port: portOf(values, 'port'),
    dataDirectory,
    properties: properties(values.set, { option: 'set', command: 'serve' }),
  });
}

function portOf(values: ServeValues, option: 'port' | 'ui-port'): number {
  return wholeNumber(values[option], { option, command: 'serve', min: 0, max: 65_535 });
}

async function serveUntilStopped(
  values: ServeValues,
  what: Omit<StartClusterOptions, 'mayMove'>,
): Promise<number> {
  const sandbox = await Sandbox.start({
    ...what,
    mayMove: false,
    ui: values.ui ? { port: portOf(values, 'ui-port'), mayMove: false } : undefined,
    env: process.env,
    say: (sentence) => console.error(sentence),
  });
  // Before anybody is told that it is ready: who reads that may stop it at once.
  const stopped = untilStopped();
  const { bootstrap, brokers, uiUrl } = sandbox;
  const startMs = Math.round(performance.now());
  if (values.json)
    console.log(JSON.stringify({ ready: true, bootstrap, brokers, uiUrl: uiUrl ?? null, startMs }));
  else {
    console.log(`Ready after ${startMs} ms. Clients connect to ${bootstrap}`);
    if (uiUrl) console.log(`The IDE is at ${uiUrl}`);
    console.log('Ctrl-C stops it.');
  }
  await stopped;
  await sandbox.close();
  return 0;
}
