/** A shortcut as keys, such as `Ctrl+Shift+S`. */

import type { ReactNode } from 'react';
import './kbd.css';

export function Kbd({ keys }: { keys: string }): ReactNode {
  const parts = keys.split('+').map((part) => (part === '' ? '+' : part));
  const unique = parts.filter((part, index) => !(part === '+' && parts[index - 1] === '+'));
  return (
    <kbd className="ps-kbd">
      {unique.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </kbd>
  );
}
