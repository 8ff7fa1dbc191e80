/** The bar at the top: the menu, the pipeline's name, undo, run, and the ways to everything else. */

import { Keyboard, Moon, Redo2, Search, Share, Sun, Undo2 } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Button, IconButton } from '../../design/button.tsx';
import { Kbd } from '../../design/kbd.tsx';
import { currentTheme, onThemeChange, type Theme } from '../../design/theme.ts';
import { useDocument } from '../../state/workspace-context.tsx';
import { actionById, keysOf, perform } from '../actions/actions.ts';
import { ConnectApp } from '../connect/connect-app.tsx';
import { RunControls } from '../run/run-controls.tsx';
import { useShell } from '../shell-context.tsx';
import { words } from '../words.ts';
import { DocumentName } from './document-name.tsx';
import { FileMenu } from './file-menu.tsx';
import './top-bar.css';

export function TopBar(): ReactNode {
  return (
    <header className="ps-top-bar">
      <div className="ps-top-left">
        <FileMenu />
        <DocumentName />
        <History />
      </div>
      <RunControls />
      <div className="ps-top-right">
        <SearchButton />
        <ConnectApp />
        <ActionButton id="file.export" icon={Share} />
        <ThemeButton />
        <ActionButton id="help.keys" icon={Keyboard} />
      </div>
    </header>
  );
}

function History(): ReactNode {
  const shell = useShell();
  const undoLabel = useDocument((state) => state.undoLabel);
  const redoLabel = useDocument((state) => state.redoLabel);
  return (
    <div className="ps-top-group">
      <IconButton
        icon={Undo2}
        label={undoLabel === null ? words.actions.undo : words.topBar.undo(undoLabel)}
        shortcut={keysOf(actionById('edit.undo'))}
        disabled={undoLabel === null}
        onClick={() => perform(shell, 'edit.undo')}
      />
      <IconButton
        icon={Redo2}
        label={redoLabel === null ? words.actions.redo : words.topBar.redo(redoLabel)}
        shortcut={keysOf(actionById('edit.redo'))}
        disabled={redoLabel === null}
        onClick={() => perform(shell, 'edit.redo')}
      />
    </div>
  );
}

function SearchButton(): ReactNode {
  const shell = useShell();
  return (
    <Button
      tone="plain"
      icon={Search}
      className="ps-button ps-top-search"
      onClick={() => perform(shell, 'view.palette')}
    >
      <span>{words.topBar.search}</span>
      <Kbd keys={keysOf(actionById('view.palette')) ?? ''} />
    </Button>
  );
}

function ActionButton({ id, icon }: { id: string; icon: typeof Share }): ReactNode {
  const shell = useShell();
  const action = actionById(id);
  return (
    <IconButton
      icon={icon}
      label={action.title}
      shortcut={keysOf(action)}
      onClick={() => perform(shell, id)}
    />
  );
}

function ThemeButton(): ReactNode {
  const { theme } = useShell();
  const shown = useSyncExternalStore<Theme>(onThemeChange, currentTheme);
  return (
    <IconButton
      icon={shown === 'dark' ? Sun : Moon}
      label={shown === 'dark' ? words.topBar.toLight : words.topBar.toDark}
      onClick={theme.toggle}
    />
  );
}
