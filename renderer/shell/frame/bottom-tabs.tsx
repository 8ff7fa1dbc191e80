/** The tabs under the canvas: messages, events, problems, source. */

import { ChevronDown, ChevronsUpDown } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { IconButton } from '../../design/button.tsx';
import { ErrorBoundary } from '../../design/error-boundary.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { EventLog } from '../../panels/events/event-log.tsx';
import { focusField } from '../../panels/inspector/focus-field.ts';
import { MessagePanel } from '../../panels/messages/message-panel.tsx';
import { ProblemList } from '../../panels/problems/problem-list.tsx';
import type { BottomTab } from '../shell-store.ts';
import { useShell, useShellState } from '../shell-context.tsx';
import { words } from '../words.ts';

const SourceView = lazy(() =>
  import('../../editors/source-view.tsx').then((module) => ({ default: module.SourceView })),
);

export function BottomTabs(): ReactNode {
  const shell = useShell();
  const { checks, panels, canvas, workspace } = shell;
  const value = useShellState((state) => state.bottomTab);
  const problems = useStore(checks.store, (state) => state.problems);
  const hasErrors = problems.some(({ severity }) => severity === 'error');

  function showNode(nodeId: string): void {
    canvas()?.show(nodeId);
  }
  function showProblem(problem: Problem): void {
    if (workspace.document.store.getState().draft) panels.showTab('source');
    else if (problem.nodeId !== undefined) {
      showNode(problem.nodeId);
      panels.open('inspector');
      if (problem.field !== undefined) focusField(problem.nodeId, problem.field);
    } else if (problem.edge) showNode(problem.edge.from);
  }

  return (
    <Tabs
      label={words.frame.bottom}
      value={value}
      onChange={(tab) => panels.showTab(tab as BottomTab)}
      trailing={
        <>
          <IconButton
            icon={ChevronsUpDown}
            size="small"
            label={words.frame.large}
            tooltipSide="top"
            onClick={panels.toggleLargeBottom}
          />
          <IconButton
            icon={ChevronDown}
            size="small"
            label={words.frame.hide}
            tooltipSide="top"
            onClick={() => panels.toggle('bottom')}
          />
        </>
      }
      tabs={[
        { id: 'messages', label: words.frame.tabs.messages, content: <MessagePanel /> },
        {
          id: 'events',
          label: words.frame.tabs.events,
          content: <EventLog onShowNode={showNode} />,
        },
        {
          id: 'problems',
          label: words.frame.tabs.problems,
          count: problems.length,
          tone: hasErrors ? 'danger' : 'waiting',
          content: <ProblemList problems={problems} onShow={showProblem} />,
        },
        {
          id: 'source',
          label: words.frame.tabs.source,
          content: (
            <ErrorBoundary title={words.failed.part} retryLabel={words.failed.retry}>
              <Suspense fallback={null}>
                <SourceView checks={checks} />
              </Suspense>
            </ErrorBoundary>
          ),
        },
      ]}
    />
  );
}
