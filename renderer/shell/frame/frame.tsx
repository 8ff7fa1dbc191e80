/** The frame: bar above, parts on the left, canvas and brokers in the middle, inspector on the right, tabs below. */

import { type ReactNode, useCallback } from 'react';
import { PipelineCanvas } from '../../canvas/pipeline-canvas.tsx';
import { Split, SplitPanel, Splitter } from '../../design/splitter.tsx';
import { notify } from '../../design/toast.tsx';
import { BrokersDock } from '../../panels/brokers/brokers-dock.tsx';
import { Inspector } from '../../panels/inspector/inspector.tsx';
import { NodePalette } from '../../panels/palette/node-palette.tsx';
import { useShell } from '../shell-context.tsx';
import { WelcomeLine } from '../welcome/welcome-line.tsx';
import { words } from '../words.ts';
import { BottomTabs } from './bottom-tabs.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import './frame.css';
import { TopBar } from './top-bar.tsx';

export function Frame(): ReactNode {
  const shell = useShell();
  const { panels } = shell;
  const { columns, rows } = panels.layout();
  return (
    <div className="ps-frame">
      <TopBar />
      <ConnectionBanner />
      <main className="ps-frame-body">
        <Split
          id="columns"
          orientation="horizontal"
          sizes={columns}
          onSizes={(sizes) => panels.remember({ columns: sizes })}
        >
          <SplitPanel
            id="palette"
            defaultSize="208px"
            minSize="160px"
            maxSize="360px"
            collapsible
            keepsSize
            handle={(handle) => panels.attach('palette', handle)}
          >
            <NodePalette onInsert={(kind) => shell.canvas()?.insert(kind)} />
          </SplitPanel>
          <Splitter label={words.frame.resizePalette} />
          <SplitPanel id="middle" minSize="320px">
            <Split
              id="rows"
              orientation="vertical"
              sizes={rows}
              onSizes={(sizes) => panels.remember({ rows: sizes })}
            >
              <SplitPanel id="canvas" minSize="120px">
                <Middle />
              </SplitPanel>
              <Splitter label={words.frame.resizeBottom} />
              <SplitPanel
                id="bottom"
                defaultSize="240px"
                minSize="96px"
                collapsible
                keepsSize
                handle={(handle) => panels.attach('bottom', handle)}
              >
                <BottomTabs />
              </SplitPanel>
            </Split>
          </SplitPanel>
          <Splitter label={words.frame.resizeInspector} />
          <SplitPanel
            id="inspector"
            defaultSize="296px"
            minSize="240px"
            maxSize="560px"
            collapsible
            keepsSize
            handle={(handle) => panels.attach('inspector', handle)}
          >
            <Inspector checks={shell.checks} onShowMessages={() => panels.showTab('messages')} />
          </SplitPanel>
        </Split>
      </main>
    </div>
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
