/** The menu of the page: files, samples, recent ones. */

import { FileClock, FlaskConical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { RecentFile, SampleSummary } from '../../../engine/contract/app.ts';
import { Menu, type MenuEntry } from '../../design/menu.tsx';
import { Logo } from './logo.tsx';
import type { Action } from '../actions/action.ts';
import { actionById, keysOf, perform } from '../actions/actions.ts';
import { useShell } from '../shell-context.tsx';
import type { Shell } from '../shell.ts';
import { words } from '../words.ts';

interface Lists {
  recent: readonly RecentFile[];
  samples: readonly SampleSummary[];
}

export function FileMenu(): ReactNode {
  const shell = useShell();
  const [lists, setLists] = useState<Lists>({ recent: [], samples: [] });
  const { transport } = shell.workspace;
  /** Asked when the pointer or the focus comes near, so that the menu opens with what there is. */
  function refresh(): void {
    transport
      .request('recent.list', {})
      .then((recent) => setLists((before) => ({ ...before, recent })))
      // The list of before stays.
      .catch(() => undefined);
    transport
      .request('sample.list', {})
      .then((samples) => setLists((before) => ({ ...before, samples })))
      .catch(() => undefined);
  }
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="ps-button ps-logo-button"
          data-tone="quiet"
          aria-label={words.topBar.menu}
          onPointerEnter={refresh}
          onFocus={refresh}
        >
          <Logo />
        </button>
      }
      entries={entriesOf(shell, lists)}
    />
  );
}

function entriesOf(shell: Shell, { recent, samples }: Lists): readonly MenuEntry[] {
  const act = (id: string): MenuEntry => actionEntry(shell, actionById(id));
  return [
    act('file.new'),
    act('file.open'),
    {
      kind: 'submenu',
      label: words.topBar.recent,
      icon: FileClock,
      entries: recentEntries(shell, recent),
    },
    {
      kind: 'submenu',
      label: words.topBar.samples,
      icon: FlaskConical,
      entries: samples.map((sample) => ({
        kind: 'action',
        label: sample.title,
        run: () => void shell.files.openSample(sample.name),
      })),
    },
    { kind: 'separator', id: 'after-open' },
    act('file.save'),
    act('file.saveAs'),
    act('file.export'),
    { kind: 'separator', id: 'after-save' },
    act('view.source'),
    act('help.connect'),
    act('help.keys'),
  ];
}

function recentEntries({ files }: Shell, recent: readonly RecentFile[]): readonly MenuEntry[] {
  if (recent.length === 0) return [{ kind: 'label', text: words.topBar.noRecent }];
  return recent.slice(0, 10).map((file) => ({
    kind: 'action',
    label: file.name,
    detail: file.missing ? words.topBar.missing : folderOf(file.path),
    disabled: file.missing,
    run: () => void files.openPath(file.path),
  }));
}

function folderOf(path: string): string {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
  return folder.length > 36 ? `…${folder.slice(-35)}` : folder;
}

function actionEntry(shell: Shell, action: Action): MenuEntry {
  return {
    kind: 'action',
    label: action.title,
    icon: action.icon,
    shortcut: keysOf(action),
    disabled: action.isEnabled?.(shell) === false,
    run: () => perform(shell, action.id),
  };
}
