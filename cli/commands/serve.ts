/** `penstock serve`: a cluster for any Kafka client, with or without the page. */

import { mkdtempSync, rmSync } from 'node:fs';
import { sandboxDirectory, temporaryDirectory } from '../../engine/host/places.ts';
import { Sandbox } from '../../engine/host/sandbox.ts';
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
  ui: { type: 'boolean', about: 'Serve the IDE too.' },
  'ui-port': { type: 'string', value: 'PORT', default: '9021', about: 'Where the IDE is served.' },
  json: {
    type: 'boolean',
    about: 'One line of JSON when clients can connect, and nothing else on standard output.',
  },
} as const;

export const serve = defineCommand({
  name: 'serve',
  about: 'Runs a Kafka-compatible cluster on this machine until it is stopped.',
  options,
  async run(values) {
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

async function serveFrom(dataDirectory: string, values: Values<typeof options>): Promise<number> {
  const port = (option: 'port' | 'ui-port') =>
    wholeNumber(values[option], { option, command: 'serve', min: 0, max: 65_535 });
  const sandbox = await Sandbox.start({
    brokers: wholeNumber(values.brokers, { option: 'brokers', command: 'serve', min: 1, max: 9 }),
    host: values.host,
    port: port('port'),
    mayMove: false,
    dataDirectory,
    properties: properties(values.set, { option: 'set', command: 'serve' }),
    ui: values.ui ? { port: port('ui-port'), mayMove: false } : undefined,
    env: process.env,
    say: (sentence) => console.error(sentence),
  });
  const { bootstrap, brokers, uiUrl } = sandbox;
  const startMs = Math.round(performance.now());
  if (values.json)
    console.log(JSON.stringify({ ready: true, bootstrap, brokers, uiUrl: uiUrl ?? null, startMs }));
  else {
    console.log(`Ready after ${startMs} ms. Clients connect to ${bootstrap}`);
    if (uiUrl) console.log(`The IDE is at ${uiUrl}`);
    console.log('Ctrl-C stops it.');
  }
  await untilStopped();
  await sandbox.close();
  return 0;
}
