/** Undo and redo: what the pipeline was before and after each command. Snapshots share all that did not change. */

import type { PipelineFile } from '../../../engine/contract/project/pipeline-file.ts';

const ENTRIES_MAX = 1000;

/** Changes of one group that follow each other this closely are one command, such as the letters of a word. */
const BURST_MS = 1500;

export interface HistoryEntry {
  /** What it did, for the menu: "Move 3 nodes". */
  readonly label: string;
  readonly before: PipelineFile;
  readonly after: PipelineFile;
  /** Names the burst that it may be part of; null for commands that stand alone. */
  readonly burst: string | null;
  readonly at: number;
}

export interface History {
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
}

export const noHistory: History = { past: [], future: [] };

/** Adds a command, or grows the last one when both are of one burst. What was undone before is forgotten. */
export function recorded(history: History, entry: HistoryEntry): History {
  const last = history.past.at(-1);
  const grows =
    last !== undefined &&
    history.future.length === 0 &&
    entry.burst !== null &&
    last.burst === entry.burst &&
    entry.at - last.at <= BURST_MS;
  const past = grows
    ? [...history.past.slice(0, -1), { ...entry, before: last.before }]
    : [...history.past, entry];
  return { past: past.slice(-ENTRIES_MAX), future: [] };
}

/** Ends a burst, so that the next change is a command of its own. */
export function settled(history: History): History {
  const last = history.past.at(-1);
  if (last === undefined || last.burst === null) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, burst: null }] };
}

export function undone(history: History): { history: History; file: PipelineFile } | undefined {
  const last = history.past.at(-1);
  if (last === undefined) return undefined;
  const past = history.past.slice(0, -1);
  return { history: { past, future: [last, ...history.future] }, file: last.before };
}

export function redone(history: History): { history: History; file: PipelineFile } | undefined {
  const [next, ...future] = history.future;
  if (next === undefined) return undefined;
  return {
    history: { past: [...history.past, { ...next, burst: null }], future },
    file: next.after,
  };
}
