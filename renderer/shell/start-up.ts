/** What the page does first: the person's settings, then what was open, what was left unsaved, the last file, or the running sample. */

import type { PipelineView } from '../../engine/contract/views/pipeline.ts';
import { notify } from '../design/toast.tsx';
import { type AutosaveTimers, startAutosave } from './files/autosave.ts';
import { baseName } from './files/file-names.ts';
import { keepLastDocument, takeLastDocument, type WindowStorage } from './files/last-document.ts';
import type { Shell } from './shell.ts';
import { words } from './words.ts';

/** The sample that a first start shows, running. */
const FIRST_SAMPLE = 'widgets';

/** What it works on, without what only the canvas needs. */
export type StartingShell = Pick<
  Shell,
  'workspace' | 'store' | 'files' | 'runs' | 'theme' | 'panels' | 'show'
>;

/** What it needs of a window. */
export interface StartPorts {
  readonly storage: WindowStorage;
  readonly timers: AutosaveTimers;
  /** Calls back when the page is left, reloaded or closed. */
  onLeave(callback: () => void): void;
}

/** `onSettings` is called once the page knows how it should look. */
export async function startUp(
  shell: StartingShell,
  ports: StartPorts,
  onSettings: () => void,
): Promise<void> {
  await restoreSettings(shell);
  onSettings();
  const isOpen =
    reopenAfterReload(shell, ports.storage) || (await recover(shell)) || (await openRecent(shell));
  if (!isOpen) await showSample(shell);
  await recogniseRunning(shell);
  keepWork(shell, ports);
}

async function restoreSettings({ workspace, theme, panels }: StartingShell): Promise<void> {
  try {
    const settings = await workspace.transport.request('settings.read', {});
    theme.restore(settings.theme);
    panels.restore(settings.panels);
  } catch {
    // Without settings the page looks as it does at first.
    theme.restore('system');
    panels.restore('');
  }
}

function reopenAfterReload(
  { workspace, store, files }: StartingShell,
  storage: WindowStorage,
): boolean {
  const last = takeLastDocument(storage);
  if (!last) return false;
  const isOpen = last.dirty
    ? files.openRecovered(last)
    : workspace.document.openText(last.text, { path: last.path }).ok;
  if (isOpen) store.setState({ sample: last.sample });
  return isOpen;
}

async function recover({ workspace, files, show }: StartingShell): Promise<boolean> {
  const documents = await workspace.transport.request('autosave.list', {}).catch(() => []);
  const [newest, ...others] = documents;
  if (!newest || !files.openRecovered(newest)) return false;
  const name =
    newest.path === null ? workspace.document.store.getState().file.name : baseName(newest.path);
  const hasOthers = others.length > 0;
  const showOthers = (): void => show({ dialog: { kind: 'recovered', documents: others } });
  notify({
    id: 'recovered',
    title: words.files.recovered(name),
    description: hasOthers ? words.files.recoveredOthers(others.length) : words.files.recoveredHint,
    stays: hasOthers,
    action: hasOthers ? { label: words.files.showThem, run: showOthers } : undefined,
  });
  return true;
}

/** A later start goes on where the last one was. */
async function openRecent({ workspace, files }: StartingShell): Promise<boolean> {
  const recent = await workspace.transport.request('recent.list', {}).catch(() => []);
  const [newest] = recent;
  if (!newest || newest.missing) return false;
  return await files.openPath(newest.path);
}

async function showSample({ workspace, store, files, runs }: StartingShell): Promise<void> {
  if (!(await files.openSample(FIRST_SAMPLE))) return;
  store.setState({ welcome: true });
  const { state } = await firstPipeline(workspace);
  if (state === 'stopped') await runs.run();
}

/** What runs already, from an earlier visit, is the document if it was saved and is called the same. */
async function recogniseRunning({ workspace, store }: StartingShell): Promise<void> {
  const { state, name } = await firstPipeline(workspace);
  const { file, dirty } = workspace.document.store.getState();
  const isSame = state !== 'stopped' && name === file.name && !dirty;
  if (isSame && store.getState().ran === null) store.setState({ ran: file });
}

function keepWork({ workspace, store }: StartingShell, ports: StartPorts): void {
  const { document, transport } = workspace;
  const autosave = startAutosave({
    document,
    transport,
    timers: ports.timers,
    onTrouble: () =>
      notify({
        title: words.files.noCopies,
        description: words.files.noCopiesHint,
        tone: 'danger',
      }),
  });
  ports.onLeave(() => {
    autosave.flush();
    const { documentId, path, dirty } = document.store.getState();
    const { sample } = store.getState();
    keepLastDocument(ports.storage, { documentId, path, dirty, sample, text: document.text() });
  });
}

/** What the host says of the pipeline, which may already run from an earlier visit. */
function firstPipeline({ transport }: StartingShell['workspace']): Promise<PipelineView> {
  return new Promise((resolve) => {
    const stop = transport.subscribe('pipeline', null, (pipeline) => {
      // After this turn, when `stop` is there for sure; a promise takes its first answer only.
      queueMicrotask(() => stop());
      resolve(pipeline);
    });
  });
}
