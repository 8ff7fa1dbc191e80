/** The page's own workings, as plain objects: what actions, keys and buttons ask of it. */

import type { CanvasHandle } from '../canvas/pipeline-canvas.tsx';
import type { Checks } from '../state/checks/checks.ts';
import type { Workspace } from '../state/workspace.ts';
import { createChecks } from '../state/checks/checks.ts';
import { createFileWork, type FileWork } from './files/file-work.ts';
import { createPanelWork, type PanelWork } from './frame/panel-work.ts';
import { createRunWork, type RunWork } from './run/run-work.ts';
import { createShellStore, type ShellState, type ShellStore } from './shell-store.ts';
import { createThemeWork, type ThemeWork } from './theme-work.ts';

export interface Shell {
  readonly workspace: Workspace;
  readonly store: ShellStore;
  readonly checks: Checks;
  readonly files: FileWork;
  readonly runs: RunWork;
  readonly panels: PanelWork;
  readonly theme: ThemeWork;
  show(change: Partial<ShellState>): void;
  /** Null until the canvas is there. */
  canvas(): CanvasHandle | null;
  setCanvas(handle: CanvasHandle | null): void;
}

export function createShell(workspace: Workspace): Shell {
  const store = createShellStore();
  const checks = createChecks(workspace);
  let handle: CanvasHandle | null = null;
  const runs = createRunWork(workspace, store);
  return {
    workspace,
    store,
    checks,
    runs,
    files: createFileWork(workspace, store),
    panels: createPanelWork(workspace, store),
    theme: createThemeWork(workspace, store),
    show: (change) => store.setState(change),
    canvas: () => handle,
    setCanvas(given) {
      handle = given;
    },
  };
}
