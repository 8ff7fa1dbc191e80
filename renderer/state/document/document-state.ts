/** The pipeline being edited as a value, and the one way in which commands change it. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  edgeId,
  emptyPipeline,
  type PipelineFile,
} from '../../../engine/contract/project/pipeline-file.ts';
import { pipelineProblems } from '../../../engine/contract/project/pipeline-rules.ts';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { type History, noHistory, recorded, redone, settled, undone } from './history.ts';

export interface Selection {
  readonly nodes: ReadonlySet<string>;
  /** By `edgeId`. */
  readonly edges: ReadonlySet<string>;
}

/** What the Source view holds while it cannot be read; the canvas keeps the last that could. */
export interface Draft {
  readonly text: string;
  readonly problems: readonly Problem[];
}

export interface DocumentState {
  /** Changes with each document that is opened; names its autosave. */
  readonly documentId: string;
  readonly file: PipelineFile;
  /** Where it was opened or saved; null while it has no file. */
  readonly path: string | null;
  /** Whether there is something to save. */
  readonly dirty: boolean;
  readonly selection: Selection;
  /** What is wrong with the pipeline, told without an engine. */
  readonly problems: readonly Problem[];
  readonly draft: Draft | null;
  /** What undo and redo would do, for menus; null when there is nothing. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
}

/** A command's result, before it enters the history. */
export interface Change {
  readonly label: string;
  readonly file: PipelineFile;
  readonly burst?: string;
  readonly selection?: Selection;
}

export interface DocumentOptions {
  /** Milliseconds, only for telling bursts apart. */
  readonly now?: () => number;
  readonly newId?: () => string;
}

/** What operations are made of. */
export interface DocumentCore {
  readonly store: StoreApi<DocumentState>;
  file(): PipelineFile;
  /** Makes a change and remembers it; nothing happens when the file is the same. */
  apply(change: Change): void;
  select(selection: Selection): void;
  setDraft(draft: Draft | null): void;
  undo(): void;
  redo(): void;
  /** The next change begins a command of its own, even in a burst. */
  settle(): void;
  /** Begins with another file and no history. */
  start(opened: {
    file: PipelineFile;
    path: string | null;
    dirty: boolean;
    documentId?: string;
  }): void;
  /** `file` is what was written; the document may have changed since. */
  markSaved(path: string, file: PipelineFile | null): void;
}

export const nothingSelected: Selection = { nodes: new Set(), edges: new Set() };

export function createCore(options: DocumentOptions = {}): DocumentCore {
  const { now = () => performance.now(), newId = () => crypto.randomUUID() } = options;
  let history: History = noHistory;
  const empty = emptyPipeline('Untitled');
  /** What the file on disk holds; null when that is none of the files that were here. */
  let saved: PipelineFile | null = empty;
  const store = createStore<DocumentState>(() => untitled(empty, newId()));

  function show(file: PipelineFile, change: Partial<DocumentState> = {}): void {
    const dirty = file !== saved;
    store.setState({ ...shown(store.getState(), file, history), dirty, ...change });
  }

  function travel(step: { history: History; file: PipelineFile } | undefined): void {
    if (!step) return;
    history = step.history;
    show(step.file);
  }

  return {
    store,
    file: () => store.getState().file,
    apply({ label, file, burst, selection }) {
      const { file: before } = store.getState();
      if (file === before) return;
      history = recorded(history, { label, before, after: file, burst: burst ?? null, at: now() });
      show(file, selection && { selection });
    },
    select: (selection) => store.setState({ selection: pruned(store.getState().file, selection) }),
    setDraft: (draft) => store.setState({ draft }),
    undo: () => travel(undone(history)),
    redo: () => travel(redone(history)),
    settle: () => {
      history = settled(history);
    },
    start({ file, path, dirty, documentId = newId() }) {
      history = noHistory;
      saved = dirty ? null : file;
      show(file, { documentId, path, selection: nothingSelected });
    },
    markSaved(path, file) {
      history = settled(history);
      saved = file;
      store.setState({ path, dirty: store.getState().file !== saved });
    },
  };
}

function untitled(file: PipelineFile, documentId: string): DocumentState {
  return {
    documentId,
    file,
    path: null,
    dirty: false,
    selection: nothingSelected,
    problems: [],
    draft: null,
    undoLabel: null,
    redoLabel: null,
  };
}

/** What follows from another file: a broken draft gives way to it. */
function shown(
  before: DocumentState,
  file: PipelineFile,
  history: History,
): Partial<DocumentState> {
  return {
    file,
    selection: pruned(file, before.selection),
    problems: isSameGraph(before.file, file) ? before.problems : pipelineProblems(file),
    draft: null,
    undoLabel: history.past.at(-1)?.label ?? null,
    redoLabel: history.future[0]?.label ?? null,
  };
}

/** A selection never names what is not there. */
function pruned(file: PipelineFile, { nodes, edges }: Selection): Selection {
  if (nodes.size === 0 && edges.size === 0) return nothingSelected;
  const edgeIds = new Set(file.edges.map(edgeId));
  const nodeIds = new Set(file.nodes.map((node) => node.id));
  const isWhole =
    [...nodes].every((id) => nodeIds.has(id)) && [...edges].every((id) => edgeIds.has(id));
  if (isWhole) return { nodes, edges };
  return {
    nodes: new Set([...nodes].filter((id) => nodeIds.has(id))),
    edges: new Set([...edges].filter((id) => edgeIds.has(id))),
  };
}

/** Layout and title change nothing that could be wrong. */
function isSameGraph(before: PipelineFile, after: PipelineFile): boolean {
  return (
    before.nodes === after.nodes && before.edges === after.edges && before.cluster === after.cluster
  );
}
