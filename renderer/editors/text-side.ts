/** What the source view needs of an editor; Monaco gives it on the page, a plain object in tests. */

import type { TextMark } from './problem-marks.ts';
import type { TextRange } from './node-range.ts';

export interface TextSide {
  text(): string;
  /** Replaces the text as an edit, so that the place of the cursor and the folds stay. It tells no `onTyped`. */
  replace(text: string): void;
  hasFocus(): boolean;
  highlight(ranges: readonly TextRange[]): void;
  reveal(range: TextRange): void;
  mark(marks: readonly TextMark[]): void;
  /** Told with each change that a person made. */
  onTyped(listener: () => void): void;
  onBlur(listener: () => void): void;
  /** Told where the cursor was put by hand. */
  onCursor(listener: (offset: number) => void): void;
}

export interface TextTimers {
  setTimer(callback: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}
