/** Shortcuts as plain text, such as `Mod+Shift+S`: read, matched against a key press, and shown as keys. */

/** What is looked at of a key press. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export interface Shortcut {
  /** Ctrl, or Command on a Mac. */
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

/** Characters whose Shift depends on the keyboard: whether Shift is down does not matter for them. */
const SHIFT_FREE = /^[?/+\-=,.]$/u;

export function readShortcut(text: string): Shortcut {
  const parts = text.endsWith('++') ? [...text.slice(0, -2).split('+'), '+'] : text.split('+');
  const key = parts.at(-1) ?? '';
  return {
    mod: parts.slice(0, -1).includes('Mod'),
    shift: parts.slice(0, -1).includes('Shift'),
    alt: parts.slice(0, -1).includes('Alt'),
    key,
  };
}

export function matches(shortcut: Shortcut, press: KeyPress, isMac: boolean): boolean {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== shortcut.mod || otherMod || press.altKey !== shortcut.alt) return false;
  if (!SHIFT_FREE.test(shortcut.key) && press.shiftKey !== shortcut.shift) return false;
  return isKey(shortcut.key, press);
}

/** Letters and digits by where they print or, on keyboards that print others there, by where they sit. */
function isKey(key: string, press: KeyPress): boolean {
  if (press.key.toLowerCase() === key.toLowerCase()) return true;
  if (/^[A-Z]$/u.test(key)) return press.code === `Key${key}` && !/^[a-z]$/iu.test(press.key);
  return /^\d$/u.test(key) && (press.code === `Digit${key}` || press.code === `Numpad${key}`);
}

const MAC_NAMES: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const NAMES: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Escape: 'Esc',
  Delete: 'Del',
  ArrowUp: '↑',
};

/** How it is written on the keys: `Ctrl+Shift+S`, or with the signs of a Mac. */
export function shortcutLabel(text: string, isMac: boolean): string {
  return text
    .split(/(?<=[^+])\+/u)
    .map((part) => (isMac ? MAC_NAMES[part] : undefined) ?? NAMES[part] ?? part)
    .join('+');
}

/** Whether keys belong to what has the focus: a field, an editor. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target.closest('.monaco-editor')) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
  );
}
