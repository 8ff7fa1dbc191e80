/** `penstock run`: a pipeline without the page, on a sandbox of its own or on any Kafka. */

import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { systemPorts } from '../../engine/base/ports/real/ports.ts';
import { openClient } from '../../engine/client/open-client.ts';
import type { PipelineFile } from '../../engine/contract/project/pipeline-file.ts';
import { temporaryDirectory } from '../../engine/host/places.ts';
import { Sandbox } from '../../engine/host/sandbox.ts';
import { type PipelineRun, runPipeline } from '../../engine/pipeline/run-pipeline.ts';
import { defineCommand } from '../define-command.ts';
import { readPipeline } from '../read-pipeline.ts';
import { untilStopped } from '../signals.ts';
import { duration, wholeNumber } from '../values.ts';

const CLIENT_ID = 'penstock-run';

export const run = defineCommand({
  name: 'run',
  positional: 'FILE',
  about:
    'Runs a pipeline without a window, until it is stopped. Exit code 1 when a part of it has failed.',
  options: {
    for: { type: 'string', value: 'TIME', about: 'Stop after this time, such as 30s or 5m.' },
    'bootstrap-server': {
      type: 'string',
      value: 'HOST:PORT',
      about: 'Run on this Kafka instead of a sandbox.',
    },
    data: {
      type: 'string',
      value: 'DIR',
      about: 'Where data and positions are kept. By default nowhere: they go at the end.',
    },
    port: {
      type: 'string',
      value: 'PORT',
      default: '9092',
      about: "Of the sandbox's first broker; the next free ones when it is taken.",
    },
  },
  async run(values, path) {
    const { file } = readPipeline(path);
    const forMs =
      values.for === undefined
        ? undefined
        : duration(values.for, { option: 'for', command: 'run' });
    const port = wholeNumber(values.port, { option: 'port', command: 'run', min: 0, max: 65_535 });
    const temporary =
      values.data === undefined ? mkdtempSync(temporaryDirectory('run-')) : undefined;
    const directory = temporary ?? values.data!;
    const sandbox =
      values['bootstrap-server'] === undefined
        ? await startSandbox(file, { directory, port })
        : undefined;
    try {
      const bootstrap = values['bootstrap-server'] ?? sandbox!.bootstrap;
      return await runOn(bootstrap, {
        file,
        filesDirectory: dirname(resolve(path)),
        stateDirectory: `${directory}/pipeline`,
        forMs,
      });
    } finally {
      await sandbox?.close();
      if (temporary) rmSync(temporary, { recursive: true, force: true });
    }
  },
});

function startSandbox(
  file: PipelineFile,
  { directory, port }: { directory: string; port: number },
): Promise<Sandbox> {
  return Sandbox.start({
    brokers: file.cluster.brokers,
    host: '127.0.0.1',
    port,
    mayMove: true,
    dataDirectory: `${directory}/cluster`,
    properties: file.cluster.configs ?? {},
    ui: undefined,
    env: process.env,
    say: (sentence) => console.error(sentence),
  });
}

interface RunOptions {
  readonly file: PipelineFile;
  readonly filesDirectory: string;
  readonly stateDirectory: string;
  readonly forMs: number | undefined;
}

async function runOn(
  bootstrap: string,
  { file, filesDirectory, stateDirectory, forMs }: RunOptions,
): Promise<number> {
  const client = await openClient({ bootstrap, clientId: CLIENT_ID, ports: systemPorts });
  try {
    const pipeline = await runPipeline({
      file,
      client,
      ports: systemPorts,
      stateDirectory,
      filesDirectory,
      serviceClientId: CLIENT_ID,
      onEvent: ({ level, text }) => console.error(level === 'info' ? text : `${level}: ${text}`),
      onStatus() {},
    });
    console.error(`"${file.name}" runs on ${bootstrap}.`);
    await untilStopped(forMs);
    const nodes = pipeline.nodes();
    const lines = report(pipeline);
    await pipeline.stop();
    for (const line of lines) console.log(line);
    return nodes.some(({ state }) => state === 'failed') ? 1 : 0;
  } finally {
    await client.close();
  }
}

/** A line for each part: its name and what went through it. */
function report(pipeline: PipelineRun): string[] {
  return pipeline.file.nodes.flatMap(({ id, kind, name }) => {
    if (kind === 'topic') return [];
    const { recordsIn, recordsOut, recordsSkipped } = pipeline.counters(id);
    const skipped = recordsSkipped > 0 ? `, ${recordsSkipped} skipped` : '';
    return [`${name}: ${recordsIn} in, ${recordsOut} out${skipped}`];
  });
}
