/** The one door to Monaco: the editor, our languages, its workers, our two themes. */

import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/sql/register';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import { pipelineJsonSchema } from '../../engine/contract/project/pipeline-file.ts';
import { currentTheme, onThemeChange, readToken } from '../design/theme.ts';
import { offerSqlWords } from './sql-words.ts';

export { monaco };

/** The text of the pipeline; its schema belongs to this address. */
export const SOURCE_URI = monaco.Uri.parse('penstock://document/pipeline.json');

self.MonacoEnvironment = {
  getWorker: (_moduleId: string, label: string) =>
    label === 'json'
      ? new Worker(new URL('./json-worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module' }),
};

jsonDefaults.setDiagnosticsOptions({
  // Our own checks mark what is wrong: they know more than a schema, and every problem is told once.
  validate: false,
  enableSchemaRequest: false,
  schemas: [
    {
      uri: 'penstock://schema/pipeline.json',
      fileMatch: [SOURCE_URI.toString()],
      schema: pipelineJsonSchema() as Record<string, unknown>,
    },
  ],
});
offerSqlWords(monaco);
leaveKeysToThePage();
showTheme();
onThemeChange(showTheme);

/** Keys that ask for actions of the page, wherever the focus is; `null` takes them off the editor. */
function leaveKeysToThePage(): void {
  const { KeyCode, KeyMod } = monaco;
  const keys = [KeyCode.Enter, KeyCode.KeyK, KeyCode.KeyJ, KeyCode.KeyB, KeyCode.KeyU];
  monaco.editor.addKeybindingRules([
    ...keys.map((key) => ({ keybinding: KeyMod.CtrlCmd | key, command: null })),
    { keybinding: KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyM, command: null },
    { keybinding: KeyCode.F1, command: null },
  ]);
}

function showTheme(): void {
  const isLight = currentTheme() === 'light';
  const token = (name: string): string => readToken(name).slice(1);
  monaco.editor.defineTheme('penstock', {
    base: isLight ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: token('--code-name') },
      { token: 'string.value.json', foreground: token('--code-string') },
      { token: 'string.sql', foreground: token('--code-string') },
      { token: 'number', foreground: token('--code-number') },
      { token: 'keyword', foreground: token('--code-keyword') },
      { token: 'operator', foreground: token('--muted') },
      { token: 'delimiter', foreground: token('--muted') },
      { token: 'predefined', foreground: token('--code-keyword') },
    ],
    colors: {
      'editor.background': readToken('--surface-panel'),
      'editor.foreground': readToken('--text'),
      'editorCursor.foreground': readToken('--accent'),
      'editorLineNumber.foreground': readToken('--muted'),
      'editorLineNumber.activeForeground': readToken('--text'),
      'editor.lineHighlightBackground': readToken('--surface-raised'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': `${readToken('--accent')}44`,
      'editor.wordHighlightBackground': `${readToken('--accent')}22`,
      'editorBracketMatch.background': `${readToken('--accent')}33`,
      'editorBracketMatch.border': '#00000000',
      ...bracketColours(readToken('--muted')),
      'editorIndentGuide.background1': readToken('--hairline'),
      'editorIndentGuide.activeBackground1': readToken('--outline'),
      'editorWidget.background': readToken('--surface-raised'),
      'editorWidget.border': readToken('--hairline'),
      'editorSuggestWidget.selectedBackground': readToken('--surface-hover'),
      'editorSuggestWidget.selectedForeground': readToken('--text'),
      'editorSuggestWidget.highlightForeground': readToken('--link'),
      'editorSuggestWidget.focusHighlightForeground': readToken('--link'),
      'editorHoverWidget.background': readToken('--surface-raised'),
      'editorHoverWidget.border': readToken('--hairline'),
      'editorError.foreground': readToken('--danger'),
      'editorWarning.foreground': readToken('--waiting'),
      'editorGutter.background': readToken('--surface-panel'),
      'input.background': readToken('--surface-canvas'),
      'input.border': readToken('--outline'),
      focusBorder: readToken('--focus'),
      'menu.background': readToken('--surface-raised'),
      'menu.foreground': readToken('--text'),
      'menu.selectionBackground': readToken('--surface-hover'),
      'menu.selectionForeground': readToken('--text'),
      'scrollbarSlider.background': `${readToken('--outline')}55`,
      'scrollbarSlider.hoverBackground': `${readToken('--outline')}88`,
      'widget.shadow': '#00000055',
    },
  });
  monaco.editor.setTheme('penstock');
}

/** Brackets are no rainbow: depth shows by the indentation. */
function bracketColours(colour: string): Record<string, string> {
  return Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, colour]),
  );
}

/** What both editors share. */
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
