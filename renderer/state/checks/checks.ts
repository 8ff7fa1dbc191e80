/** Everything that is wrong with the document: what the page sees at once, and what the host finds a moment later. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import type { Transport } from '../../../engine/contract/transport/transport.ts';
import type { PipelineDocument } from '../document/pipeline-document.ts';

export interface ChecksState {
  /** Errors first. */
  readonly problems: readonly Problem[];
}

export interface Checks {
  readonly store: StoreApi<ChecksState>;
  close(): void;
}

export interface CheckTimers {
  setTimer(callback: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

/** Long enough that a word being typed is not checked letter by letter. */
const ASK_AFTER_MS = 400;

export function createChecks(
  { document, transport }: { document: PipelineDocument; transport: Transport },
  timers: CheckTimers = browserTimers,
): Checks {
  let found: readonly Problem[] = [];
  let timer: number | undefined;
  let asked = 0;
  const store = createStore<ChecksState>(() => ({ problems: current() }));

  function current(): readonly Problem[] {
    const { draft, problems } = document.store.getState();
    return draft ? draft.problems : merged(problems, found);
  }
  function show(): void {
    store.setState({ problems: current() });
  }
  function askLater(): void {
    if (timer !== undefined) timers.clearTimer(timer);
    timer = timers.setTimer(ask, ASK_AFTER_MS);
  }
  function ask(): void {
    timer = undefined;
    const number = ++asked;
    transport.request('pipeline.validate', { text: document.text() }).then(
      ({ problems }) => {
        if (number !== asked) return;
        found = problems;
        show();
      },
      // The host is gone: what the page sees by itself still stands.
      () => undefined,
    );
  }

  const stopDocument = document.store.subscribe((state, before) => {
    const isOther = isOtherGraph(state, before);
    if (isOther) {
      asked++;
      found = [];
      askLater();
    }
    if (isOther || state.problems !== before.problems || state.draft !== before.draft) show();
  });
  const stopState = transport.onState((state) => {
    if (state === 'connected') askLater();
  });
  askLater();

  return {
    store,
    close() {
      stopDocument();
      stopState();
      if (timer !== undefined) timers.clearTimer(timer);
    },
  };
}

type DocumentState = ReturnType<PipelineDocument['store']['getState']>;

function isOtherGraph({ file }: DocumentState, before: DocumentState): boolean {
  return (
    file.nodes !== before.file.nodes ||
    file.edges !== before.file.edges ||
    file.cluster !== before.file.cluster
  );
}

/** Both lists, each problem once, errors first. */
export function merged(one: readonly Problem[], other: readonly Problem[]): readonly Problem[] {
  const byKey = new Map<string, Problem>();
  for (const problem of [...one, ...other]) {
    const key = JSON.stringify([
      problem.code,
      problem.nodeId,
      problem.field,
      problem.edge,
      problem.message,
    ]);
    const known = byKey.get(key);
    // The host's knows more, such as line and column.
    byKey.set(key, { ...known, ...problem });
  }
  const problems = [...byKey.values()];
  return [
    ...problems.filter(({ severity }) => severity === 'error'),
    ...problems.filter(({ severity }) => severity !== 'error'),
  ];
}

const browserTimers: CheckTimers = {
  setTimer: (callback, delayMs) => window.setTimeout(callback, delayMs),
  clearTimer: (timer) => window.clearTimeout(timer),
};
