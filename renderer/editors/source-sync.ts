/** Joins the text of the source view with the document: whoever was changed last tells the other. */

import type { Checks } from '../state/checks/checks.ts';
import type { DocumentState } from '../state/document/document-state.ts';
import type { PipelineDocument } from '../state/document/pipeline-document.ts';
import { nodeAt, rangeOfNode } from './node-range.ts';
import { sourceMarks } from './problem-marks.ts';
import type { TextSide, TextTimers } from './text-side.ts';

export interface SourceSync {
  /** Gives up broken text for the last version that could be read. */
  revert(): void;
  close(): void;
}

export interface SourceParts {
  readonly side: TextSide;
  readonly document: PipelineDocument;
  readonly checks: Pick<Checks, 'store'>;
  readonly timers: TextTimers;
}

const READ_AFTER_MS = 250;

export function joinSource(parts: SourceParts): SourceSync {
  const { side, document, checks } = parts;
  side.replace(document.store.getState().draft?.text ?? document.text());
  const text = joinText(parts);
  const stopSelection = joinSelection(side, document);
  function mark(): void {
    const { file } = document.store.getState();
    side.mark(sourceMarks(side.text(), file, checks.store.getState().problems));
  }
  const stopMarks = checks.store.subscribe(mark);
  mark();
  return {
    revert: text.revert,
    close() {
      text.close();
      stopSelection();
      stopMarks();
    },
  };
}

/** What is typed goes to the document a moment later; what changes elsewhere comes into the text. */
function joinText({ side, document, timers }: SourceParts): SourceSync {
  let timer: number | undefined;

  function cancel(): boolean {
    if (timer === undefined) return false;
    timers.clearTimer(timer);
    timer = undefined;
    return true;
  }
  function readNow(): void {
    if (cancel()) document.replaceFromText(side.text());
  }
  side.onTyped(() => {
    cancel();
    timer = timers.setTimer(readNow, READ_AFTER_MS);
  });
  side.onBlur(readNow);
  const stop = document.store.subscribe((state, before) => {
    const isOther = state.documentId !== before.documentId;
    const isElsewhere = state.file !== before.file && !side.hasFocus();
    if (isOther) cancel();
    if (state.draft === null && (isOther || isElsewhere)) side.replace(document.text());
  });
  return {
    revert() {
      cancel();
      side.replace(document.text());
      document.replaceFromText(document.text());
    },
    close() {
      readNow();
      stop();
    },
  };
}

/** The node that is selected is marked in the text, and the node in whose text the cursor is put is selected. */
function joinSelection(side: TextSide, document: PipelineDocument): () => void {
  /** While the text chooses the node, the view stays where the person reads. */
  let isChoosing = false;

  function show({ selection }: DocumentState): void {
    const text = side.text();
    const ranges = [...selection.nodes].flatMap((nodeId) => rangeOfNode(text, nodeId) ?? []);
    side.highlight(ranges);
    const [first] = ranges;
    if (first && !isChoosing && !side.hasFocus()) side.reveal(first);
  }
  side.onCursor((offset) => {
    const nodeId = nodeAt(side.text(), offset);
    if (nodeId === undefined || document.store.getState().selection.nodes.has(nodeId)) return;
    isChoosing = true;
    document.select({ nodes: [nodeId] });
    isChoosing = false;
  });
  show(document.store.getState());
  return document.store.subscribe((state, before) => {
    if (state.selection !== before.selection || state.file !== before.file) show(state);
  });
}
