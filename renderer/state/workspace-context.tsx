/** Hands the workspace to components. The value never changes, so nothing renders again because of it. */

import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import type { DocumentState } from './document/document-state.ts';
import type { SessionState } from './session/session-store.ts';
import type { Workspace } from './workspace.ts';

const WorkspaceContext = createContext<Workspace | null>(null);

export function WorkspaceProvider({
  workspace,
  children,
}: {
  workspace: Workspace;
  children: ReactNode;
}): ReactNode {
  useEffect(() => {
    const onVisibility = (): void => workspace.live.setHidden(document.hidden);
    document.addEventListener('visibilitychange', onVisibility);
    return () => document.removeEventListener('visibilitychange', onVisibility);
  }, [workspace]);
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('A component that needs a workspace is outside of its provider.');
  return workspace;
}

/** Part of the document; the component renders again when that part changes. */
export function useDocument<Part>(selector: (state: DocumentState) => Part): Part {
  return useStore(useWorkspace().document.store, selector);
}

/** Part of what the host says; the component renders again when that part changes. */
export function useSession<Part>(selector: (state: SessionState) => Part): Part {
  return useStore(useWorkspace().session.store, selector);
}
