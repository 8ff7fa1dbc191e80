/** Joins the text of the source view with the document: whoever was changed last tells the other. */

import type { Checks } from '../state/checks/checks.ts';
import type { PipelineDocument } from '../state/document/pipeline-document.ts';
import { editorOptions, monaco, SOURCE_URI } from './monaco.ts';
import { sourceMarks } from './problem-marks.ts';
import { showMarks } from './show-marks.ts';
import { joinSelection } from './source-selection.ts';
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

export function createSource(place: HTMLElement, { document, checks }: Sides): SourceEditor {
  const model = sourceModel();
  model.setValue(document.store.getState().draft?.text ?? document.text());
  const editor = monaco.editor.create(place, {
    ...editorOptions,
    model,
    ariaLabel: words.source,
    wordWrap: 'on',
    padding: { top: 8 },
  });
  const text = joinText(editor, model, document);
  const stopSelection = joinSelection(editor, model, document);
  const mark = (): void => {
    const { file } = document.store.getState();
    showMarks(model, sourceMarks(model.getValue(), file, checks.store.getState().problems));
  };
  const stopMarks = checks.store.subscribe(mark);
  mark();
  return {
    goTo(line, column) {
      editor.setPosition({ lineNumber: line, column });
      editor.revealLineInCenter(line);
      editor.focus();
    },
    revert: text.revert,
    close() {
      text.close();
      stopSelection();
      stopMarks();
      editor.dispose();
    },
  };
}

/** Kept while the view is closed, with its own undo. */
function sourceModel(): monaco.editor.ITextModel {
  return monaco.editor.getModel(SOURCE_URI) ?? monaco.editor.createModel('', 'json', SOURCE_URI);
}

const READ_AFTER_MS = 250;

/** What is typed goes to the document a moment later; what changes elsewhere comes into the text. */
function joinText(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
  document: PipelineDocument,
): { revert(): void; close(): void } {
  let timer: number | undefined;
  /** While the document tells the text, the text does not tell it back. */
  let isTold = false;

  function readNow(): void {
    if (timer === undefined) return;
    window.clearTimeout(timer);
    timer = undefined;
    document.replaceFromText(model.getValue());
  }
  function tell(): void {
    const text = document.text();
    if (model.getValue() === text) return;
    const edit = { range: model.getFullModelRange(), text, forceMoveMarkers: false };
    isTold = true;
    // As an edit, so that the place of the cursor and the folds stay.
    model.pushEditOperations(null, [edit], () => null);
    isTold = false;
  }
  const listeners = [
    model.onDidChangeContent(() => {
      if (isTold) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(readNow, READ_AFTER_MS);
    }),
    editor.onDidBlurEditorText(readNow),
  ];
  const stop = document.store.subscribe((state, before) => {
    const isOther = state.documentId !== before.documentId;
    const isElsewhere = state.file !== before.file && !editor.hasTextFocus();
    if (state.draft === null && (isOther || isElsewhere)) tell();
  });
  return {
    revert() {
      window.clearTimeout(timer);
      timer = undefined;
      tell();
      document.replaceFromText(document.text());
    },
    close() {
      readNow();
      stop();
      for (const listener of listeners) listener.dispose();
    },
  };
}
