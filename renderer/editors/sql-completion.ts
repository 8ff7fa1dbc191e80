/** Offers the words of SQL while a condition is written. */

import type * as Monaco from 'monaco-editor/editor';
import { sqlSuggestions } from './sql-words.ts';

export function offerSqlWords({ languages, Range }: typeof Monaco): void {
  const { Field, Keyword } = languages.CompletionItemKind;
  languages.registerCompletionItemProvider('sql', {
    provideCompletionItems(model, { lineNumber, column }) {
      const { startColumn } = model.getWordUntilPosition({ lineNumber, column });
      const range = new Range(lineNumber, startColumn, lineNumber, column);
      return {
        suggestions: sqlSuggestions().map(({ label, kind, sortText }) => ({
          label,
          kind: kind === 'field' ? Field : Keyword,
          insertText: label,
          range,
          sortText,
        })),
      };
    },
  });
}
