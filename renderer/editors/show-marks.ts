/** Puts marks into an editor's text. */

import { monaco } from './monaco.ts';
import type { TextMark } from './problem-marks.ts';

export function showMarks(model: monaco.editor.ITextModel, marks: readonly TextMark[]): void {
  monaco.editor.setModelMarkers(
    model,
    'penstock',
    marks.map(({ line, column, severity, message }) => {
      const at = model.validatePosition({ lineNumber: line, column });
      const word = model.getWordAtPosition(at);
      return {
        message,
        severity:
          severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        startLineNumber: at.lineNumber,
        startColumn: word?.startColumn ?? at.column,
        endLineNumber: at.lineNumber,
        endColumn: word?.endColumn ?? model.getLineMaxColumn(at.lineNumber),
      };
    }),
  );
}
