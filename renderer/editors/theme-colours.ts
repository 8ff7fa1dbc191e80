/** The page's tokens as colours of the editor. */

export interface EditorColours {
  readonly rules: { readonly token: string; readonly foreground: string }[];
  readonly colors: Record<string, string>;
}

/** Which token each kind of word has, and each part of the editor. */
const WORDS: readonly (readonly [string, string])[] = [
  ['string.key.json', '--code-name'],
  ['string.value.json', '--code-string'],
  ['string.sql', '--code-string'],
  ['number', '--code-number'],
  ['keyword', '--code-keyword'],
  ['predefined', '--code-keyword'],
  ['operator', '--muted'],
  ['operator.sql', '--code-keyword'],
  ['predefined.sql', '--code-keyword'],
  ['delimiter', '--muted'],
];

const PARTS: Readonly<Record<string, string>> = {
  'editor.background': '--surface-panel',
  'editor.foreground': '--text',
  'editorCursor.foreground': '--accent',
  'editorLineNumber.foreground': '--muted',
  'editorLineNumber.activeForeground': '--text',
  'editorLineNumber.dimmedForeground': '--muted',
  'editor.lineHighlightBackground': '--surface-raised',
  'editorIndentGuide.background1': '--hairline',
  'editorIndentGuide.activeBackground1': '--outline',
  'editorWidget.background': '--surface-raised',
  'editorWidget.border': '--hairline',
  'editorSuggestWidget.selectedBackground': '--surface-hover',
  'editorSuggestWidget.selectedForeground': '--text',
  'editorSuggestWidget.highlightForeground': '--link',
  'editorSuggestWidget.focusHighlightForeground': '--link',
  'editorHoverWidget.background': '--surface-raised',
  'editorHoverWidget.border': '--hairline',
  'editorError.foreground': '--danger',
  'editorWarning.foreground': '--waiting',
  'editorGutter.background': '--surface-panel',
  'input.background': '--surface-canvas',
  'input.border': '--outline',
  focusBorder: '--focus',
  'menu.background': '--surface-raised',
  'menu.foreground': '--text',
  'menu.selectionBackground': '--surface-hover',
  'menu.selectionForeground': '--text',
};

/** Parts that let the ground through: the token, and how much of it. */
const VEILS: readonly (readonly [string, string, string])[] = [
  ['editor.selectionBackground', '--accent', '44'],
  ['editor.wordHighlightBackground', '--accent', '22'],
  ['editorBracketMatch.background', '--accent', '33'],
  ['scrollbarSlider.background', '--outline', '55'],
  ['scrollbarSlider.hoverBackground', '--outline', '88'],
];

const NOTHING = '#00000000';

/** `token` reads a token as `#rrggbb`. */
export function editorColours(token: (name: string) => string): EditorColours {
  // Brackets are no rainbow: depth shows by the indentation.
  const brackets = [1, 2, 3, 4, 5, 6].map((depth) => [
    `editorBracketHighlight.foreground${depth}`,
    token('--muted'),
  ]);
  return {
    rules: WORDS.map(([word, name]) => ({ token: word, foreground: token(name).slice(1) })),
    colors: {
      ...Object.fromEntries(Object.entries(PARTS).map(([part, name]) => [part, token(name)])),
      ...Object.fromEntries(VEILS.map(([part, name, share]) => [part, token(name) + share])),
      ...Object.fromEntries(brackets),
      'editor.lineHighlightBorder': NOTHING,
      'editorBracketMatch.border': NOTHING,
    },
  };
}
