/** What each command of the contract does. */

import { EngineError } from '../../base/errors.ts';
import type { CommandName, Commands } from '../../contract/commands/command-types.ts';
import { exportPipeline } from '../../pipeline/export-pipeline.ts';
import { validatePipeline } from '../../pipeline/validate-pipeline.ts';
import { writeExport } from '../../pipeline/write-export.ts';
import { parsePipeline } from '../../contract/project/parse-pipeline.ts';
import { hasErrors } from '../../contract/project/problem.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { Host } from '../host.ts';

type Executor<Name extends CommandName> = (
  host: Host,
  args: Commands[Name]['args'],
) => Commands[Name]['reply'] | Promise<Commands[Name]['reply']>;

export const executors: { readonly [Name in CommandName]: Executor<Name> } = {
  'app.info': (host) => host.appInfo,
  'settings.read': (host) => host.settings.data,
  'settings.write': (host, change) => host.settings.change(change),

  'sample.list': (host) => host.documents.samples(),
  'sample.open': (host, { name }) => ({ text: host.documents.sample(name) }),
  'file.open': (host, { path }) => host.documents.open(path),
  'file.save': (host, { path, text, overwrite }) =>
    host.documents.save(path, text, { overwrite: overwrite ?? false }),
  'file.choose': async (host, { purpose, suggestedName }) => ({
    path: await dialogsOf(host).choose({ purpose, suggestedName }),
  }),
  'file.list': (host, { directory }) => host.documents.list(directory),
  'recent.list': (host) => host.documents.recent(),
  'recent.forget': (host, { path }) => nothing(host.documents.forget(path)),
  'autosave.write': (host, document) => nothing(host.documents.keep(document)),
  'autosave.list': (host) => host.documents.kept(),
  'autosave.discard': (host, { documentId }) => nothing(host.documents.discard(documentId)),

  'pipeline.validate': (_host, { text }) => ({ problems: validatePipeline(text) }),
  'pipeline.run': (host, { text, path }) => host.pipeline.run(text, path ?? null),
  'pipeline.pause': async (host) => nothing(await host.pipeline.pause()),
  'pipeline.resume': async (host) => nothing(await host.pipeline.resume()),
  'pipeline.stop': async (host) => nothing(await host.pipeline.stop()),
  'pipeline.export': (host, args) => runExport(host, args),

  'node.send': (host, { nodeId, ...message }) => host.pipeline.running.send(nodeId, message),
  'node.pause': (host, { nodeId }) => nothing(host.pipeline.pauseNode(nodeId)),
  'node.resume': (host, { nodeId }) => nothing(host.pipeline.resumeNode(nodeId)),
  'node.seek': async (host, { nodeId, ...target }) =>
    nothing(await host.pipeline.running.seek(nodeId, target)),

  'broker.kill': async (host, { brokerId }) => nothing(await clusterOf(host).kill(brokerId)),
  'broker.restart': async (host, { brokerId }) => nothing(await clusterOf(host).restart(brokerId)),
};

/** Commands without a result answer null: JSON has no undefined. */
function nothing(_done: void): null {
  return null;
}

function dialogsOf(host: Host): NonNullable<Host['dialogs']> {
  if (!host.dialogs)
    throw new EngineError('NO_DIALOGS', 'There are no native dialogs here.', {
      hint: 'Type the path.',
    });
  return host.dialogs;
}

function clusterOf(host: Host): Cluster {
  if (!host.cluster)
    throw new EngineError('NO_CLUSTER', 'The cluster is not running.', {
      hint: 'Start Penstock again.',
    });
  return host.cluster;
}

function runExport(
  host: Host,
  { text, to, directory }: Commands['pipeline.export']['args'],
): Commands['pipeline.export']['reply'] {
  const problems = validatePipeline(text);
  const parsed = parsePipeline(text);
  if (!parsed.ok || hasErrors(problems)) {
    throw new EngineError('CANNOT_EXPORT', problems[0]?.message ?? 'The pipeline has problems.', {
      hint: 'The problems panel lists them.',
    });
  }
  const files = exportPipeline(parsed.file, to);
  if (directory !== undefined) writeExport(host.ports.disk, directory, files);
  return { files };
}
