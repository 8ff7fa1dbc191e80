/** Completions for SQL conditions: the words of the language, and what a record's fields are called where that is known. */

import type * as Monaco from 'monaco-editor/editor';

const WORDS = [
  'AND',
  'OR',
  'NOT',
  'IN',
  'BETWEEN',
  'LIKE',
  'IS NULL',
  'IS NOT NULL',
  'TRUE',
  'FALSE',
  'NULL',
];

let fieldNames: readonly string[] = [];

/** The fields that the next completions offer; those of the topic that flows into the filter being edited. */
export function setSqlFields(names: readonly string[]): void {
  fieldNames = names;
}

export function offerSqlWords(monaco: typeof Monaco): void {
  monaco.languages.registerCompletionItemProvider('sql', {
    provideCompletionItems(model, position) {
      const word = model.getWordUntilPosition(position);
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: word.startColumn,
        endColumn: word.endColumn,
      };
      const { Field, Keyword } = monaco.languages.CompletionItemKind;
      return {
        suggestions: [
          ...fieldNames.map((name) => ({
            label: name,
            kind: Field,
            insertText: name,
            range,
            sortText: `0${name}`,
          })),
          ...WORDS.map((label) => ({
            label,
            kind: Keyword,
            insertText: label,
            range,
            sortText: `1${label}`,
          })),
        ],
      };
    },
  });
}
