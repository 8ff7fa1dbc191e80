/** Runs, pauses and stops the pipeline, and says why when it cannot. */

import { hasErrors } from '../../../engine/contract/project/problem.ts';
import { notify } from '../../design/toast.tsx';
import type { Workspace } from '../../state/workspace.ts';
import { tellRefusal } from '../refusal.ts';
import type { ShellStore } from '../shell-store.ts';
import { words } from '../words.ts';

export interface RunWork {
  /** Sends the pipeline as it stands: starts it, or brings the running one to it. */
  run(): Promise<void>;
  runOrResume(): Promise<void>;
  pauseOrResume(): Promise<void>;
  stop(): Promise<void>;
}

export function createRunWork(
  { transport, document, session }: Workspace,
  store: ShellStore,
): RunWork {
  const state = (): string => session.store.getState().pipeline.state;

  async function run(): Promise<void> {
    const { file, path, draft } = document.store.getState();
    if (draft) return tellProblems(1);
    store.setState({ busy: true });
    try {
      const { started, problems } = await transport.request('pipeline.run', {
        text: document.text(),
        path,
      });
      if (started) store.setState({ ran: file });
      else tellProblems(problems.filter(({ severity }) => severity === 'error').length);
      if (!started && hasErrors(problems)) store.setState({ bottomTab: 'problems' });
    } catch (error) {
      tellRefusal(words.run.refused, error);
    } finally {
      store.setState({ busy: false });
    }
  }

  function tellProblems(count: number): void {
    store.setState({ bottomTab: 'problems' });
    notify({
      id: 'run-problems',
      title: words.run.cannotRun(count),
      description: words.run.seeProblems,
      tone: 'danger',
    });
  }

  async function ask(
    command: 'pipeline.pause' | 'pipeline.resume' | 'pipeline.stop',
  ): Promise<void> {
    try {
      await transport.request(command, {});
    } catch (error) {
      tellRefusal(words.run.refused, error);
    }
  }

  return {
    run,
    runOrResume: () => (state() === 'paused' ? ask('pipeline.resume') : run()),
    pauseOrResume: () => ask(state() === 'paused' ? 'pipeline.resume' : 'pipeline.pause'),
    stop: () => ask('pipeline.stop'),
  };
}
