/** `penstock start`: the IDE in a browser, with its sandbox behind it. */

import { spawn } from 'node:child_process';
import { sandboxDirectory } from '../../engine/host/places.ts';
import { Sandbox } from '../../engine/host/sandbox.ts';
import { defineCommand } from '../define-command.ts';
import { untilStopped } from '../signals.ts';
import { wholeNumber } from '../values.ts';

export const start = defineCommand({
  name: 'start',
  about: 'Opens the IDE in a browser, with a cluster of three brokers behind it.',
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      default: '9092',
      about: 'Of the first broker; the next free ones are taken when it is not free.',
    },
    'ui-port': {
      type: 'string',
      value: 'PORT',
      default: '9021',
      about: 'Where the IDE is served; the next free one is taken when it is not free.',
    },
    data: {
      type: 'string',
      value: 'DIR',
      about: 'Where the data is kept. By default in .penstock in the home directory.',
    },
    'no-browser': { type: 'boolean', about: 'Only print the address.' },
  },
  async run(values) {
    const port = (option: 'port' | 'ui-port') =>
      wholeNumber(values[option], { option, command: 'start', min: 0, max: 65_535 });
    const sandbox = await Sandbox.start({
      brokers: 3,
      host: '127.0.0.1',
      port: port('port'),
      mayMove: true,
      dataDirectory: values.data ?? sandboxDirectory(process.env),
      properties: {},
      ui: { port: port('ui-port'), mayMove: true },
      env: process.env,
      say: (sentence) => console.log(sentence),
    });
    // Before anybody is told that it is ready: who reads that may stop it at once.
    const stopped = untilStopped();
    const { bootstrap, uiUrl = '' } = sandbox;
    console.log(`Penstock is at ${uiUrl}`);
    console.log(`Kafka clients connect to ${bootstrap}. Ctrl-C stops everything.`);
    if (!values['no-browser']) openBrowser(uiUrl);
    await stopped;
    await sandbox.close();
    return 0;
  },
});

/** Where there is a browser to open; otherwise the printed address is enough. */
function openBrowser(url: string): void {
  const { platform, env } = process;
  if (platform === 'linux' && env['DISPLAY'] === undefined && env['WAYLAND_DISPLAY'] === undefined)
    return;
  const [command, args] =
    platform === 'darwin'
      ? ['open', [url]]
      : platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
