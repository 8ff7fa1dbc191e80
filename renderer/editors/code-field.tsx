/** A form field that holds source text: a small editor. Tab leaves it, as it leaves any other field. */

import { type ReactNode, useEffect, useRef } from 'react';
import type { Problem } from '../../engine/contract/project/problem.ts';
import './editors.css';
import { editorOptions } from './editor-options.ts';
import { monaco } from './monaco.ts';
import { fieldMarks } from './problem-marks.ts';
import { showMarks } from './show-marks.ts';

export interface CodeFieldProps {
  language: 'sql' | 'json';
  label: string;
  describedBy: string | undefined;
  value: string;
  problems: readonly Problem[];
  onChange: (text: string) => void;
  onLeave: () => void;
}

type Editor = monaco.editor.IStandaloneCodeEditor;

export function CodeField(props: CodeFieldProps): ReactNode {
  const { language, label, describedBy, value, problems } = props;
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!place.current) return undefined;
    const created = createField(place.current, { language, label, value: latest.current.value });
    editor.current = created;
    created.onDidChangeModelContent(() => {
      const text = created.getValue();
      if (text !== latest.current.value) latest.current.onChange(text);
    });
    created.onDidBlurEditorText(() => latest.current.onLeave());
    return () => {
      editor.current = null;
      created.getModel()?.dispose();
      created.dispose();
    };
  }, [language, label]);

  useEffect(() => {
    if (editor.current) describe(editor.current, describedBy);
  }, [describedBy]);

  // What came from elsewhere, such as undo or the source view.
  useEffect(() => {
    if (editor.current && editor.current.getValue() !== value) editor.current.setValue(value);
  }, [value]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model) showMarks(model, fieldMarks(value, problems));
  }, [value, problems]);

  return <div ref={place} className="ps-code-field" />;
}

/** The help and the error under the field belong to the text area inside. */
function describe(editor: Editor, describedBy: string | undefined): void {
  const input = editor.getDomNode()?.querySelector('textarea, [role=textbox]');
  if (describedBy === undefined) input?.removeAttribute('aria-describedby');
  else input?.setAttribute('aria-describedby', describedBy);
}

function createField(
  place: HTMLElement,
  { language, label, value }: { language: string; label: string; value: string },
): Editor {
  return monaco.editor.create(place, {
    ...editorOptions,
    value,
    language,
    ariaLabel: label,
    lineNumbers: 'off',
    glyphMargin: false,
    folding: false,
    lineDecorationsWidth: 8,
    lineNumbersMinChars: 0,
    padding: { top: 6, bottom: 6 },
    renderLineHighlight: 'none',
    wordWrap: 'on',
    guides: { indentation: false },
    tabFocusMode: true,
    scrollbar: { vertical: 'auto', horizontal: 'hidden', verticalScrollbarSize: 8 },
    quickSuggestions: { strings: false, other: true, comments: false },
  });
}
