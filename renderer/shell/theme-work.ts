/** The theme: chosen by the person, kept by the host, shown at once. */

import { applyTheme, currentTheme, followSystemTheme, type ThemeChoice } from '../design/theme.ts';
import type { Workspace } from '../state/workspace.ts';
import type { ShellStore } from './shell-store.ts';

export interface ThemeWork {
  /** Shows it and remembers it. */
  choose(choice: ThemeChoice): void;
  /** From one theme to the other. */
  toggle(): void;
  /** Shows what was remembered. */
  restore(choice: ThemeChoice): void;
}

export function createThemeWork(workspace: Workspace, store: ShellStore): ThemeWork {
  followSystemTheme();

  function restore(choice: ThemeChoice): void {
    store.setState({ themeChoice: choice });
    applyTheme(choice);
  }
  function choose(choice: ThemeChoice): void {
    restore(choice);
    // A choice that could not be kept still holds until the page is closed.
    workspace.transport.request('settings.write', { theme: choice }).catch(() => undefined);
  }
  return {
    restore,
    choose,
    toggle: () => choose(currentTheme() === 'dark' ? 'light' : 'dark'),
  };
}
