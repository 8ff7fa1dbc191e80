/** The colours and fonts of strips, read from the design's tokens once per theme. */

import { onThemeChange, readToken } from '../../design/theme.ts';

export interface StripColours {
  readonly ground: string;
  readonly track: string;
  readonly cell: string;
  readonly fresh: string;
  readonly pending: string;
  readonly hatch: string;
  readonly mark: string;
  readonly text: string;
  readonly muted: string;
  readonly danger: string;
  readonly waiting: string;
  readonly accent: string;
  readonly hairline: string;
  readonly outline: string;
  readonly signFill: string;
  readonly signInk: string;
  readonly signOutline: string;
  readonly signLost: string;
  readonly readerInk: string;
  readonly partInk: string;
  readonly particle: string;
  /** By hue; 0 is for parts of the pipeline. */
  readonly readers: readonly string[];
  readonly wordsFont: string;
  readonly codeFont: string;
}

let known: StripColours | undefined;
let isListening = false;

export function stripColours(): StripColours {
  if (!isListening) {
    isListening = true;
    onThemeChange(() => {
      known = undefined;
    });
  }
  known ??= readColours();
  return known;
}

function readColours(): StripColours {
  return {
    ground: readToken('--surface-panel'),
    track: readToken('--strip-track'),
    cell: readToken('--strip-cell'),
    fresh: readToken('--strip-cell-fresh'),
    pending: readToken('--strip-pending'),
    hatch: readToken('--strip-hatch'),
    mark: readToken('--strip-mark'),
    text: readToken('--text'),
    muted: readToken('--muted'),
    danger: readToken('--danger'),
    waiting: readToken('--waiting'),
    accent: readToken('--accent'),
    hairline: readToken('--hairline'),
    outline: readToken('--outline'),
    signFill: readToken('--sign-fill'),
    signInk: readToken('--sign-ink'),
    signOutline: readToken('--sign-outline'),
    signLost: readToken('--sign-lost'),
    readerInk: readToken('--reader-ink'),
    partInk: readToken('--surface-canvas'),
    particle: readToken('--particle'),
    readers: [
      readToken('--outline'),
      ...Array.from({ length: 8 }, (_, index) => readToken(`--reader-${index + 1}`)),
    ],
    wordsFont: readToken('--font-words'),
    codeFont: readToken('--font-code'),
  };
}
