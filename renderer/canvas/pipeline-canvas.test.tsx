import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createScriptedHost } from '../state/scripted-host.ts';
import { WorkspaceProvider } from '../state/workspace-context.tsx';
import { createWorkspace, type Workspace } from '../state/workspace.ts';
import { PipelineCanvas } from './pipeline-canvas.tsx';

const ports = {
  request: () => 0,
  cancel: () => undefined,
  setTimer: () => 0,
  clearTimer: () => undefined,
};
const ignore = (): void => undefined;

function workspace(): Workspace {
  return createWorkspace(createScriptedHost().transport, ports);
}

/** Markup before any effect, of an empty document; what it shows of others is told by the journeys of e2e/app. */
function markup(empty?: ReactNode): string {
  return renderToString(
    <WorkspaceProvider workspace={workspace()}>
      <PipelineCanvas onInspect={ignore} onNotice={ignore} empty={empty} />
    </WorkspaceProvider>,
  );
}

test('an empty canvas says how to begin', () => {
  expect(markup(<p>Begin here</p>)).toContain('Begin here');
  expect(markup()).not.toContain('cv-empty');
});

test('how one looks at it is changed by buttons with names', () => {
  const text = markup();
  for (const name of ['Zoom out', 'Zoom in', 'Fit all', 'Tidy up', 'Snap to grid']) {
    expect(text).toContain(`aria-label="${name}"`);
  }
});

test('while all is in sight there is no overview', () => {
  expect(markup()).not.toContain('react-flow__minimap');
});
