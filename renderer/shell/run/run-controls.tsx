/** Run, pause, stop, and what the pipeline does just now, in a word. */

import { Pause, Play, RefreshCw, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunState } from '../../../engine/contract/views/pipeline.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Tooltip } from '../../design/tooltip.tsx';
import { useDocument, useSession } from '../../state/workspace-context.tsx';
import { actionById, keysOf, perform } from '../actions/actions.ts';
import { useShell, useShellState } from '../shell-context.tsx';
import { words } from '../words.ts';
import { hasUnapplied } from './unapplied.ts';

export function RunControls(): ReactNode {
  const shell = useShell();
  const state = useSession(({ pipeline }) => pipeline.state);
  const busy = useShellState((shown) => shown.busy);
  const isActive = state === 'running' || state === 'paused' || state === 'starting';
  return (
    <div className="ps-run" role="toolbar" aria-label={words.groups.run}>
      <PrimaryButton state={state} busy={busy} />
      {state === 'running' ? (
        <IconButton
          icon={Pause}
          label={words.topBar.pause}
          shortcut={keysOf(actionById('run.pause'))}
          onClick={() => perform(shell, 'run.pause')}
        />
      ) : null}
      <IconButton
        icon={Square}
        label={words.actions.stop}
        shortcut={keysOf(actionById('run.stop'))}
        disabled={!isActive}
        onClick={() => perform(shell, 'run.stop')}
      />
      <StateInWords state={state} />
    </div>
  );
}

/** Run, resume, or bring what runs to what the canvas shows; nothing while all is as it should be. */
function PrimaryButton({ state, busy }: { state: RunState; busy: boolean }): ReactNode {
  const shell = useShell();
  const ran = useShellState((shown) => shown.ran);
  const file = useDocument((document) => document.file);
  const dirty = useDocument((document) => document.dirty);
  const running = useSession(({ pipeline }) => pipeline.name);
  if (state === 'running') {
    if (!ran && running !== file.name) {
      return (
        <Tooltip text={words.run.otherRuns(running ?? '')} shortcut={keysOf(actionById('run.run'))}>
          <Button
            tone="primary"
            icon={Play}
            disabled={busy}
            onClick={() => perform(shell, 'run.run')}
          >
            {words.run.instead}
          </Button>
        </Tooltip>
      );
    }
    const isNews = ran ? hasUnapplied(ran, file) : dirty;
    if (!isNews) return null;
    return (
      <Tooltip text={words.run.notApplied} shortcut={keysOf(actionById('run.apply'))}>
        <Button
          tone="primary"
          icon={RefreshCw}
          disabled={busy}
          onClick={() => perform(shell, 'run.apply')}
        >
          {words.actions.apply}
        </Button>
      </Tooltip>
    );
  }
  return (
    <Tooltip
      text={state === 'paused' ? words.topBar.resume : words.actions.run}
      shortcut={keysOf(actionById('run.run'))}
    >
      <Button
        tone="primary"
        icon={Play}
        disabled={busy || state === 'starting' || state === 'stopping'}
        onClick={() => perform(shell, 'run.run')}
      >
        {state === 'paused' ? words.topBar.resume : words.actions.run}
      </Button>
    </Tooltip>
  );
}

function StateInWords({ state }: { state: RunState }): ReactNode {
  const running = useSession(({ pipeline }) => pipeline.name);
  const name = useDocument(({ file }) => file.name);
  const isLost = useSession(({ connection }) => connection === 'disconnected');
  const isOther = state !== 'stopped' && running !== null && running !== name;
  const stateText = isOther ? words.run.another(running) : words.run.states[state];
  return (
    <output className="ps-run-state" data-state={isLost ? 'lost' : state}>
      <span className="ps-run-dot" aria-hidden />
      {isLost ? words.run.noEngine : stateText}
    </output>
  );
}
