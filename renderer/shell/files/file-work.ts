/** Opens, saves and begins pipelines. What was not saved is never lost: it stays as a copy that can be gone back to. */

import { hasErrors, type Problem } from '../../../engine/contract/project/problem.ts';
import { CommandRefused } from '../../../engine/contract/transport/transport.ts';
import { notify } from '../../design/toast.tsx';
import type { Workspace } from '../../state/workspace.ts';
import { tellRefusal } from '../refusal.ts';
import type { ShellStore } from '../shell-store.ts';
import { words } from '../words.ts';
import { baseName, suggestedFileName } from './file-names.ts';

export interface FileWork {
  startNew(): void;
  chooseAndOpen(): Promise<void>;
  /** Says whether it was opened. */
  openPath(path: string): Promise<boolean>;
  openSample(name: string): Promise<boolean>;
  /** A file of which only name and text are known. */
  openDropped(name: string, text: string): boolean;
  /** Work that an earlier run left behind, or that was put aside. */
  openRecovered(work: UnsavedWork): boolean;
  /** Says whether it was saved. */
  save(): Promise<boolean>;
  saveAs(): Promise<boolean>;
}

export interface UnsavedWork {
  readonly documentId: string;
  readonly path: string | null;
  readonly text: string;
}

export function createFileWork(workspace: Workspace, store: ShellStore): FileWork {
  const { document, transport } = workspace;
  const opening = createOpening(workspace, store);
  const saving = createSaving(workspace, store);

  return {
    ...saving,
    openRecovered: (work) =>
      opening.open(work.text, { path: work.path, recovered: { documentId: work.documentId } }),
    startNew() {
      opening.putAside(() => {
        document.startNew();
        return true;
      });
    },
    async chooseAndOpen() {
      const path = await choosePath(workspace, store, { purpose: 'open', suggestedName: '' });
      if (path !== null) await opening.openPath(path);
    },
    openPath: opening.openPath,
    openDropped: (name, text) => opening.open(text, { path: null, name }),
    async openSample(name) {
      try {
        const { text } = await transport.request('sample.open', { name });
        const isOpen = opening.open(text, { path: null });
        if (isOpen) store.setState({ sample: name });
        return isOpen;
      } catch (error) {
        tellRefusal(words.files.cannotOpen(name), error);
        return false;
      }
    },
  };
}

interface Opening {
  /** Opens a text; says where it is wrong when it cannot, and changes nothing. */
  open(text: string, options: OpenOptions): boolean;
  openPath(path: string): Promise<boolean>;
  putAside(replace: () => boolean): boolean;
}

type OpenOptions = Parameters<Workspace['document']['openText']>[1] & {
  /** What it is called in notices, when it has no path. */
  readonly name?: string;
};

function createOpening({ document, transport }: Workspace, store: ShellStore): Opening {
  /** Does what takes the present document away; tells the way back when it had unsaved changes. */
  function putAside(replace: () => boolean): boolean {
    const { dirty, documentId, path, file } = document.store.getState();
    const text = document.text();
    if (!replace()) return false;
    store.setState({ sample: null, ran: null, welcome: false });
    if (dirty) {
      notify({
        id: 'put-aside',
        title: words.files.putAside(file.name),
        action: {
          label: words.files.goBack,
          run: () => open(text, { path, recovered: { documentId } }),
        },
      });
    }
    return true;
  }
  function open(text: string, options: OpenOptions): boolean {
    return putAside(() => {
      const outcome = document.openText(text, options);
      if (!outcome.ok) tellUnreadable(nameOf(options), outcome.problems);
      return outcome.ok;
    });
  }
  async function openPath(path: string): Promise<boolean> {
    try {
      const opened = await transport.request('file.open', { path });
      return open(opened.text, { path: opened.path });
    } catch (error) {
      tellRefusal(words.files.cannotOpen(baseName(path)), error);
      return false;
    }
  }
  return { open, openPath, putAside };
}

function nameOf({ path, name }: OpenOptions): string {
  return path === null ? (name ?? words.files.theText) : baseName(path);
}

function tellUnreadable(name: string, problems: readonly Problem[]): void {
  const [first] = problems.filter((problem) => hasErrors([problem]));
  const place = first?.line === undefined ? '' : words.files.place(first.line, first.column ?? 1);
  notify({
    title: words.files.cannotOpen(name),
    description: [place, first?.message, first?.hint].filter(Boolean).join(' '),
    tone: 'danger',
    stays: true,
  });
}

function createSaving(workspace: Workspace, store: ShellStore): Pick<FileWork, 'save' | 'saveAs'> {
  const { document, transport } = workspace;

  async function write(path: string, overwrite: boolean): Promise<boolean> {
    const text = document.text();
    try {
      const saved = await transport.request('file.save', { path, text, overwrite });
      document.markSaved(saved.path, text);
      store.setState({ sample: null });
      notify({
        id: 'saved',
        title: words.files.saved(baseName(saved.path)),
        description: document.store.getState().draft ? words.files.savedWithoutDraft : undefined,
      });
      return true;
    } catch (error) {
      if (error instanceof CommandRefused && error.code === 'FILE_EXISTS') {
        return await askOverwrite(path);
      }
      tellRefusal(words.files.cannotSave, error);
      return false;
    }
  }
  function askOverwrite(path: string): Promise<boolean> {
    return new Promise((resolve) => {
      notify({
        id: 'overwrite',
        title: words.files.exists(baseName(path)),
        stays: true,
        action: { label: words.files.replace, run: () => resolve(write(path, true)) },
      });
    });
  }
  async function saveAs(): Promise<boolean> {
    const { file, path } = document.store.getState();
    const chosen = await choosePath(workspace, store, {
      purpose: 'save',
      suggestedName: path === null ? suggestedFileName(file.name) : baseName(path),
    });
    // Both dialogs have asked already whether a file may be replaced.
    return chosen === null ? false : await write(chosen, true);
  }
  return {
    saveAs,
    save: () => {
      const { path } = document.store.getState();
      return path === null ? saveAs() : write(path, true);
    },
  };
}

interface Choice {
  purpose: 'open' | 'save';
  suggestedName: string;
}

/** By the dialog of the system where there is one, else by ours. */
async function choosePath(
  workspace: Workspace,
  store: ShellStore,
  choice: Choice,
): Promise<string | null> {
  const { appInfo } = workspace.session.store.getState();
  if (appInfo?.nativeDialogs) {
    try {
      const { path } = await workspace.transport.request('file.choose', choice);
      return path;
    } catch (error) {
      tellRefusal(words.files.noDialog, error);
      return null;
    }
  }
  return new Promise((resolve) => {
    store.setState({
      dialog: {
        kind: 'file',
        ...choice,
        answer(path) {
          store.setState({ dialog: null });
          resolve(path);
        },
      },
    });
  });
}
