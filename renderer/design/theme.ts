/** The theme: one attribute on the root; canvases read the tokens again when it changes. */

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const listeners = new Set<(theme: Theme) => void>();
let choice: ThemeChoice = 'system';

function systemTheme(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: light)');
}

export function currentTheme(): Theme {
  return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark';
}

export function applyTheme(wanted: ThemeChoice): void {
  choice = wanted;
  show();
}

/** Follows the system while the choice is `system`. */
export function followSystemTheme(): () => void {
  const query = systemTheme();
  query.addEventListener('change', show);
  return () => query.removeEventListener('change', show);
}

export function onThemeChange(listener: (theme: Theme) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The value of a token, such as `--reader-1`, for canvases and editors. */
export function readToken(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

let reducedMotion: MediaQueryList | undefined;

/** Asked in every frame by what is painted, so the query is made once. */
export function prefersReducedMotion(): boolean {
  reducedMotion ??= matchMedia('(prefers-reduced-motion: reduce)');
  return reducedMotion.matches;
}

function show(): void {
  const followed = systemTheme().matches ? 'light' : 'dark';
  const theme = choice === 'system' ? followed : choice;
  if (document.documentElement.dataset['theme'] === theme) return;
  document.documentElement.dataset['theme'] = theme;
  for (const listener of listeners) listener(theme);
}
