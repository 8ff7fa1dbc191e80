/** Joins the text of the source view with the document: whoever was changed last tells the other. */

import type { Checks } from '../state/checks/checks.ts';
import type { DocumentState } from '../state/document/document-state.ts';
import type { PipelineDocument } from '../state/document/pipeline-document.ts';
import { editorOptions, monaco, SOURCE_URI } from './monaco.ts';
import { nodeAt, rangeOfNode } from './node-range.ts';
import { sourceMarks } from './problem-marks.ts';
import { showMarks } from './show-marks.ts';
import { words } from './words.ts';

export interface SourceEditor {
  goTo(line: number, column: number): void;
  /** Gives up the broken text for the last version that could be read. */
  revert(): void;
  close(): void;
}

interface Sides {
  readonly document: PipelineDocument;
  readonly checks: Checks;
}

const READ_AFTER_MS = 250;

export function createSource(place: HTMLElement, { document, checks }: Sides): SourceEditor {
  const { store } = document;
  const model =
    monaco.editor.getModel(SOURCE_URI) ?? monaco.editor.createModel('', 'json', SOURCE_URI);
  model.setValue(store.getState().draft?.text ?? document.text());
  const editor = monaco.editor.create(place, {
    ...editorOptions,
    model,
    ariaLabel: words.source,
    wordWrap: 'on',
    padding: { top: 8 },
  });
  const highlight = editor.createDecorationsCollection();
  let timer: number | undefined;
  /** While the document tells the text, the text does not tell it back. */
  let isTold = false;
  /** While the text chose the node, the view stays where the person reads. */
  let isChoosing = false;

  function read(): void {
    timer = undefined;
    document.replaceFromText(model.getValue());
  }
  function tell(text: string): void {
    if (model.getValue() === text) return;
    isTold = true;
    // As an edit, so that the place of the cursor and the folds stay.
    model.pushEditOperations(
      null,
      [{ range: model.getFullModelRange(), text, forceMoveMarkers: false }],
      () => null,
    );
    isTold = false;
  }
  function mark(): void {
    const { file } = store.getState();
    showMarks(model, sourceMarks(model.getValue(), file, checks.store.getState().problems));
  }
  function showSelection({ selection }: DocumentState): void {
    const text = model.getValue();
    const ranges = [...selection.nodes].flatMap((nodeId) => {
      const range = rangeOfNode(text, nodeId);
      if (!range) return [];
      const [from, to] = [model.getPositionAt(range.start), model.getPositionAt(range.end)];
      return [monaco.Range.fromPositions(from, to)];
    });
    highlight.set(
      ranges.map((range) => ({
        range,
        options: { isWholeLine: true, className: 'ps-source-node' },
      })),
    );
    const [first] = ranges;
    if (first && !isChoosing) editor.revealRangeInCenterIfOutsideViewport(first);
  }

  const listeners = [
    model.onDidChangeContent(() => {
      if (isTold) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(read, READ_AFTER_MS);
    }),
    editor.onDidBlurEditorText(() => {
      if (timer === undefined) return;
      window.clearTimeout(timer);
      read();
    }),
    editor.onDidChangeCursorPosition(({ reason, position }) => {
      if (isTold || !editor.hasTextFocus() || reason !== monaco.editor.CursorChangeReason.Explicit)
        return;
      const nodeId = nodeAt(model.getValue(), model.getOffsetAt(position));
      if (nodeId === undefined || store.getState().selection.nodes.has(nodeId)) return;
      isChoosing = true;
      document.select({ nodes: [nodeId] });
      isChoosing = false;
    }),
  ];
  const stops = [
    store.subscribe((state, before) => {
      const isElsewhere = state.file !== before.file && !editor.hasTextFocus();
      if (state.draft === null && (isElsewhere || state.documentId !== before.documentId)) {
        tell(document.text());
      }
      if (state.selection !== before.selection || isElsewhere) showSelection(state);
    }),
    checks.store.subscribe(mark),
  ];
  mark();
  showSelection(store.getState());

  return {
    goTo(line, column) {
      editor.setPosition({ lineNumber: line, column });
      editor.revealLineInCenter(line);
      editor.focus();
    },
    revert() {
      window.clearTimeout(timer);
      tell(document.text());
      document.replaceFromText(document.text());
    },
    close() {
      if (timer !== undefined) {
        window.clearTimeout(timer);
        read();
      }
      for (const listener of listeners) listener.dispose();
      for (const stop of stops) stop();
      editor.dispose();
    },
  };
}
