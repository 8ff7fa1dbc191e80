/** The whole page: providers around, the frame inside, dialogs over it. */

import { type ReactNode, useEffect, useState } from 'react';
import { ErrorBoundary } from '../design/error-boundary.tsx';
import { LiveRegion } from '../design/live-region.tsx';
import { Toasts } from '../design/toast.tsx';
import { TooltipProvider } from '../design/tooltip.tsx';
import { WorkspaceProvider } from '../state/workspace-context.tsx';
import { useAnnouncements } from './announcements.ts';
import { useDocumentTitle } from './document-title.ts';
import { holdsFiles, openDropped } from './files/drop-files.ts';
import { Dialogs } from './dialogs.tsx';
import { Frame } from './frame/frame.tsx';
import { useKeymap } from './keymap/use-keymap.ts';
import { ShellProvider } from './shell-context.tsx';
import type { Shell } from './shell.ts';
import { type StartPorts, startUp } from './start-up.ts';
import { words } from './words.ts';

export function App({ shell }: { shell: Shell }): ReactNode {
  const isReady = useStartUp(shell);
  useKeymap(shell);
  useDocumentTitle(shell);
  useAnnouncements(shell);
  useDroppedFiles(shell);
  return (
    <WorkspaceProvider workspace={shell.workspace}>
      <ShellProvider shell={shell}>
        <TooltipProvider>
          <ErrorBoundary
            title={words.failed.page}
            retryLabel={words.failed.reload}
            onRetry={() => window.location.reload()}
          >
            {isReady ? <Frame /> : null}
          </ErrorBoundary>
          <Dialogs />
          <Toasts closeLabel={words.close} />
          <LiveRegion />
        </TooltipProvider>
      </ShellProvider>
    </WorkspaceProvider>
  );
}

function useDroppedFiles({ files }: Shell): void {
  useEffect(() => {
    function onDragOver(event: DragEvent): void {
      if (event.dataTransfer && holdsFiles(event.dataTransfer)) event.preventDefault();
    }
    function onDrop(event: DragEvent): void {
      if (!event.dataTransfer || !holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      void openDropped(event.dataTransfer, files);
    }
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [files]);
}

const browserPorts: StartPorts = {
  storage: window.sessionStorage,
  timers: {
    setTimer: (callback, delayMs) => window.setTimeout(callback, delayMs),
    clearTimer: (timer) => window.clearTimeout(timer),
  },
  onLeave: (callback) => window.addEventListener('pagehide', callback),
};

/** The frame waits for the remembered sizes, not for the document. */
function useStartUp(shell: Shell): boolean {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void startUp(shell, browserPorts, () => setReady(true));
  }, [shell]);
  return isReady;
}
