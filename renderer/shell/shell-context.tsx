/** Hands the shell to its components. */

import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { Shell } from './shell.ts';
import type { ShellState } from './shell-store.ts';

const ShellContext = createContext<Shell | null>(null);

export function ShellProvider({
  shell,
  children,
}: {
  shell: Shell;
  children: ReactNode;
}): ReactNode {
  return <ShellContext value={shell}>{children}</ShellContext>;
}

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('A component that needs the shell is outside of its provider.');
  return shell;
}

export function useShellState<Part>(selector: (state: ShellState) => Part): Part {
  return useStore(useShell().store, selector);
}
