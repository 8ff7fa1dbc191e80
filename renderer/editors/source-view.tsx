/** The pipeline file as text, both ways with the canvas: broken text leaves the canvas as it was. */

import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import type { Checks } from '../state/checks/checks.ts';
import { useDocument, useWorkspace } from '../state/workspace-context.tsx';
import { editorOptions } from './editor-options.ts';
import './editors.css';
import { monaco, SOURCE_URI } from './monaco.ts';
import { showMarks } from './show-marks.ts';
import { joinSource } from './source-sync.ts';
import type { TextSide } from './text-side.ts';
import { words } from './words.ts';

type Editor = monaco.editor.IStandaloneCodeEditor;

interface Source {
  readonly editor: Editor;
  revert(): void;
}

export function SourceView({ checks }: { checks: Checks }): ReactNode {
  const { document } = useWorkspace();
  const place = useRef<HTMLDivElement>(null);
  const [source, setSource] = useState<Source>();
  useEffect(() => {
    if (!place.current) return undefined;
    const editor = createEditor(place.current);
    const sync = joinSource({ side: sideOf(editor), document, checks, timers: browserTimers });
    setSource({ editor, revert: sync.revert });
    return () => {
      sync.close();
      editor.dispose();
    };
  }, [document, checks]);
  return (
    <div className="ps-source">
      <BrokenNotice source={source} />
      <div ref={place} className="ps-source-editor" />
    </div>
  );
}

function BrokenNotice({ source }: { source: Source | undefined }): ReactNode {
  const draft = useDocument((state) => state.draft);
  const [problem] = draft?.problems ?? [];
  if (!draft || !problem) return null;
  const { line = 1, column = 1 } = problem;
  function goThere(): void {
    source?.editor.setPosition({ lineNumber: line, column });
    source?.editor.revealLineInCenter(line);
    source?.editor.focus();
  }
  return (
    <output className="ps-source-broken">
      <Icon of={TriangleAlert} />
      <span className="ps-source-broken-words">
        {words.broken}{' '}
        <button type="button" className="ps-link" onClick={goThere}>
          {words.goTo(line, column)}
        </button>
        : {problem.message}
      </span>
      <Button size="small" onClick={() => source?.revert()}>
        {words.revert}
      </Button>
    </output>
  );
}

function createEditor(place: HTMLElement): Editor {
  return monaco.editor.create(place, {
    ...editorOptions,
    // Kept while the view is closed, with its own undo.
    model: monaco.editor.getModel(SOURCE_URI) ?? monaco.editor.createModel('', 'json', SOURCE_URI),
    ariaLabel: words.source,
    wordWrap: 'on',
    padding: { top: 8 },
  });
}

function sideOf(editor: Editor): TextSide {
  const model = editor.getModel();
  if (!model) throw new Error('The source editor has no text.');
  const highlighted = editor.createDecorationsCollection();
  let isReplacing = false;
  const rangeOf = ({ start, end }: { start: number; end: number }): monaco.Range =>
    monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
  return {
    text: () => model.getValue(),
    replace(text) {
      if (model.getValue() === text) return;
      const edit = { range: model.getFullModelRange(), text, forceMoveMarkers: false };
      isReplacing = true;
      model.pushEditOperations(null, [edit], () => null);
      isReplacing = false;
    },
    hasFocus: () => editor.hasTextFocus(),
    highlight(ranges) {
      const options = { isWholeLine: true, className: 'ps-source-node' };
      highlighted.set(ranges.map((range) => ({ range: rangeOf(range), options })));
    },
    reveal: (range) => editor.revealRangeInCenterIfOutsideViewport(rangeOf(range)),
    mark: (marks) => showMarks(model, marks),
    onTyped: (listener) =>
      void editor.onDidChangeModelContent(() => {
        if (!isReplacing) listener();
      }),
    onBlur: (listener) => void editor.onDidBlurEditorText(listener),
    onCursor: (listener) =>
      void editor.onDidChangeCursorPosition(({ reason, position }) => {
        const isByHand = reason === monaco.editor.CursorChangeReason.Explicit;
        if (isByHand && editor.hasTextFocus()) listener(model.getOffsetAt(position));
      }),
  };
}

const browserTimers = {
  setTimer: (callback: () => void, delayMs: number) => window.setTimeout(callback, delayMs),
  clearTimer: (timer: number) => window.clearTimeout(timer),
};
