/** Says to screen readers what happened elsewhere on the page, politely and not too often. */

import { type ReactNode, useEffect, useState } from 'react';

const GAP_MS = 1500;

type Speaker = (text: string) => void;

let speak: Speaker | undefined;
let waiting: string[] = [];
let timer: number | undefined;

/** Announces a sentence. What comes while another is being read is said together, the newest three of it. */
export function announce(text: string): void {
  waiting = [...waiting, text].slice(-3);
  timer ??= window.setTimeout(say, 100);
}

function say(): void {
  speak?.(waiting.join(' '));
  waiting = [];
  timer = window.setTimeout(() => {
    timer = undefined;
    if (waiting.length > 0) say();
  }, GAP_MS);
}

/** Once on the page. */
export function LiveRegion(): ReactNode {
  const [text, setText] = useState('');
  useEffect(() => {
    speak = setText;
    return () => {
      speak = undefined;
    };
  }, []);
  return (
    <output className="visually-hidden" aria-live="polite" data-testid="live-region">
      {text}
    </output>
  );
}
