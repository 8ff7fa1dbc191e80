/** Actions on the running pipeline. */

import { Pause, Play, RefreshCw, Square } from 'lucide-react';
import type { RunState } from '../../../engine/contract/views/pipeline.ts';
import type { Shell } from '../shell.ts';
import { words } from '../words.ts';
import type { Action } from './action.ts';

function isIn(shell: Shell, ...states: readonly RunState[]): boolean {
  return states.includes(shell.workspace.session.store.getState().pipeline.state);
}

export const runActions: readonly Action[] = [
  {
    id: 'run.run',
    group: 'run',
    title: words.actions.run,
    icon: Play,
    keys: ['F5'],
    whileTyping: true,
    isEnabled: (shell) => isIn(shell, 'stopped', 'paused', 'running'),
    run: ({ runs }) => void runs.runOrResume(),
  },
  {
    id: 'run.apply',
    group: 'run',
    title: words.actions.apply,
    icon: RefreshCw,
    keys: ['Mod+Enter'],
    whileTyping: true,
    run: ({ runs }) => void runs.run(),
  },
  {
    id: 'run.pause',
    group: 'run',
    title: words.actions.pause,
    icon: Pause,
    keys: ['F6'],
    whileTyping: true,
    isEnabled: (shell) => isIn(shell, 'running', 'paused'),
    run: ({ runs }) => void runs.pauseOrResume(),
  },
  {
    id: 'run.stop',
    group: 'run',
    title: words.actions.stop,
    icon: Square,
    keys: ['Shift+F5'],
    whileTyping: true,
    isEnabled: (shell) => isIn(shell, 'running', 'paused', 'starting'),
    run: ({ runs }) => void runs.stop(),
  },
];
