/** What the page does first: the person's settings, then what was open, what was left unsaved, the last file, or the running sample. */

import type { PipelineView } from '../../engine/contract/views/pipeline.ts';
import { notify } from '../design/toast.tsx';
import { baseName } from './files/file-names.ts';
import { startAutosave } from './files/autosave.ts';
import { rememberOnLeave, takeLastDocument } from './files/last-document.ts';
import type { Shell } from './shell.ts';
import { words } from './words.ts';

/** The sample that a first start shows, running. */
const FIRST_SAMPLE = 'widgets';

/** `onSettings` is called once the page knows how it should look. */
export async function startUp(shell: Shell, onSettings: () => void): Promise<void> {
  await restoreSettings(shell);
  onSettings();
  const { workspace, store } = shell;
  const isOpen =
    (await reopenAfterReload(shell)) || (await recover(shell)) || (await openRecent(shell));
  if (!isOpen) await showSample(shell);
  await recogniseRunning(shell);
  rememberOnLeave(workspace, store);
  startAutosave({
    document: workspace.document,
    transport: workspace.transport,
    timers: {
      setTimer: (callback, delayMs) => window.setTimeout(callback, delayMs),
      clearTimer: (timer) => window.clearTimeout(timer),
    },
    onTrouble: () =>
      notify({
        title: words.files.noCopies,
        description: words.files.noCopiesHint,
        tone: 'danger',
      }),
  });
}

async function restoreSettings({ workspace, theme, panels }: Shell): Promise<void> {
  try {
    const settings = await workspace.transport.request('settings.read', {});
    theme.restore(settings.theme);
    panels.restore(settings.panels);
  } catch {
    // Without settings the page looks as it does at first.
    theme.restore('system');
  }
}

async function reopenAfterReload({ workspace, store, files }: Shell): Promise<boolean> {
  const last = takeLastDocument();
  if (!last) return false;
  const isOpen = last.dirty
    ? files.openRecovered(last)
    : workspace.document.openText(last.text, { path: last.path }).ok;
  if (isOpen) store.setState({ sample: last.sample });
  return isOpen;
}

async function recover({ workspace, files, show }: Shell): Promise<boolean> {
  const documents = await workspace.transport.request('autosave.list', {}).catch(() => []);
  const [newest, ...others] = documents;
  if (!newest || !files.openRecovered(newest)) return false;
  const name =
    newest.path === null ? workspace.document.store.getState().file.name : baseName(newest.path);
  notify({
    id: 'recovered',
    title: words.files.recovered(name),
    description:
      others.length === 0 ? words.files.recoveredHint : words.files.recoveredOthers(others.length),
    stays: others.length > 0,
    ...(others.length === 0
      ? {}
      : {
          action: {
            label: words.files.showThem,
            run: () => show({ dialog: { kind: 'recovered', documents: others } }),
          },
        }),
  });
  return true;
}

/** A later start goes on where the last one was. */
async function openRecent({ workspace, files }: Shell): Promise<boolean> {
  const recent = await workspace.transport.request('recent.list', {}).catch(() => []);
  const [newest] = recent;
  if (!newest || newest.missing) return false;
  return await files.openPath(newest.path);
}

async function showSample({ workspace, store, files, runs }: Shell): Promise<void> {
  if (!(await files.openSample(FIRST_SAMPLE))) return;
  store.setState({ welcome: true });
  const { state } = await firstPipeline(workspace);
  if (state === 'stopped') await runs.run();
}

/** What runs already, from an earlier visit, is the document if it was saved or is called the same. */
async function recogniseRunning({ workspace, store }: Shell): Promise<void> {
  const { state, name } = await firstPipeline(workspace);
  const { file, dirty } = workspace.document.store.getState();
  const isSame = state !== 'stopped' && name === file.name && !dirty;
  if (isSame && store.getState().ran === null) store.setState({ ran: file });
}

/** What the host says of the pipeline, which may already run from an earlier visit. */
function firstPipeline({ transport }: Shell['workspace']): Promise<PipelineView> {
  return new Promise((resolve) => {
    const stop = transport.subscribe('pipeline', null, (pipeline) => {
      // After this turn, when `stop` is there for sure; a promise takes its first answer only.
      queueMicrotask(() => stop());
      resolve(pipeline);
    });
  });
}
