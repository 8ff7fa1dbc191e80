/** The frame: bar above, parts on the left, canvas and brokers in the middle, inspector on the right, tabs below. */

import { type ReactNode, useCallback, useEffect } from 'react';
import { PipelineCanvas } from '../../canvas/pipeline-canvas.tsx';
import { ErrorBoundary } from '../../design/error-boundary.tsx';
import { type PanelHandle, Split, SplitPanel, Splitter } from '../../design/splitter.tsx';
import { notify } from '../../design/toast.tsx';
import { BrokersDock } from '../../panels/brokers/brokers-dock.tsx';
import { Inspector } from '../../panels/inspector/inspector.tsx';
import { NodePalette } from '../../panels/palette/node-palette.tsx';
import { useShell } from '../shell-context.tsx';
import type { Shell } from '../shell.ts';
import { WelcomeLine } from '../welcome/welcome-line.tsx';
import { words } from '../words.ts';
import { BottomTabs } from './bottom-tabs.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import './frame.css';
import type { SidePanel as Side } from './panel-layout.ts';
import { TopBar } from './top-bar.tsx';

export function Frame(): ReactNode {
  const shell = useShell();
  const { panels } = shell;
  useOfferedInspector(shell);
  return (
    <div className="ps-frame">
      <TopBar />
      <ConnectionBanner />
      <main className="ps-frame-body">
        <Split id="columns" orientation="horizontal">
          <SidePanel panel="palette" minSize="152px" maxSize="360px">
            <NodePalette onInsert={(kind) => shell.canvas()?.insert(kind)} />
          </SidePanel>
          <Splitter label={words.frame.resizePalette} />
          <SplitPanel id="middle" minSize="320px">
            <Split id="rows" orientation="vertical">
              <SplitPanel id="canvas" minSize="120px">
                <ErrorBoundary title={words.failed.part} retryLabel={words.failed.retry}>
                  <Middle />
                </ErrorBoundary>
              </SplitPanel>
              <Splitter label={words.frame.resizeBottom} />
              <SidePanel panel="bottom" minSize="96px">
                <BottomTabs />
              </SidePanel>
            </Split>
          </SplitPanel>
          <Splitter label={words.frame.resizeInspector} />
          <SidePanel panel="inspector" minSize="240px" maxSize="560px">
            <Inspector checks={shell.checks} onShowMessages={() => panels.showTab('messages')} />
          </SidePanel>
        </Split>
      </main>
    </div>
  );
}

interface SidePanelProps {
  panel: Side;
  minSize: string;
  maxSize?: string;
  children: ReactNode;
}

/** A panel that can be closed, and that is as large the next time as it was left. */
function SidePanel({ panel, children, ...limits }: SidePanelProps): ReactNode {
  const { panels } = useShell();
  const attach = useCallback(
    (handle: PanelHandle | null) => panels.attach(panel, handle),
    [panels, panel],
  );
  return (
    <SplitPanel
      id={panel}
      defaultSize={`${panels.sizeAtFirst(panel)}px`}
      collapsible
      keepsSize
      handle={attach}
      onPixels={(pixels) => panels.resized(panel, pixels)}
      {...limits}
    >
      <ErrorBoundary title={words.failed.part} retryLabel={words.failed.retry}>
        {children}
      </ErrorBoundary>
    </SplitPanel>
  );
}

/** On a small window the inspector comes when there is something to inspect. */
function useOfferedInspector({ workspace, panels }: Shell): void {
  useEffect(
    () =>
      workspace.document.store.subscribe(({ selection }, before) => {
        if (selection !== before.selection && selection.nodes.size === 1) panels.offer('inspector');
      }),
    [workspace, panels],
  );
}

function Middle(): ReactNode {
  const shell = useShell();
  const { setCanvas } = shell;
  const onInspect = useCallback(() => shell.panels.open('inspector'), [shell]);
  const onNotice = useCallback(
    ({ text, hint }: { text: string; hint?: string }) =>
      notify({ title: text, description: hint, tone: 'danger' }),
    [],
  );
  return (
    <div className="ps-middle">
      <WelcomeLine />
      <div className="ps-canvas">
        <PipelineCanvas
          ref={setCanvas}
          onInspect={onInspect}
          onNotice={onNotice}
          empty={<EmptyCanvas />}
        />
      </div>
      <BrokersDock />
    </div>
  );
}
