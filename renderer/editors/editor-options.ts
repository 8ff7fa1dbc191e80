/** What all editors share. */

import type * as monaco from 'monaco-editor/editor';

export const editorOptions: monaco.editor.IStandaloneEditorConstructionOptions = {
  theme: 'penstock',
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontLigatures: false,
  fontSize: 12,
  lineHeight: 19,
  automaticLayout: true,
  // A text area takes the input, so that all else on the page sees that somebody types.
  editContext: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlightOnlyWhenFocus: true,
  overviewRulerLanes: 0,
  fixedOverflowWidgets: true,
  tabSize: 2,
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
};
