/** A reader's avatar: its letters, in the shape of its group, in its hue. */

import type { ReactNode } from 'react';
import './signs.css';
import { shapeMiddle, shapePath, type SignShape } from './signs.ts';

export interface AvatarProps {
  /** 1 to 8; 0 keeps to the background. */
  hue: number;
  shape: SignShape;
  initial: string;
  size?: number;
}

/** Decoration beside a name; the name is what is read aloud. */
export function Avatar({ hue, shape, initial, size = 20 }: AvatarProps): ReactNode {
  return (
    <svg
      className="ps-avatar"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden
      style={{
        fill: hue === 0 ? 'var(--outline)' : `var(--reader-${hue})`,
        color: hue === 0 ? 'var(--surface-canvas)' : 'var(--reader-ink)',
      }}
    >
      <path d={shapePath(shape)} />
      <text
        x="10"
        y={shapeMiddle(shape)}
        dominantBaseline="central"
        textAnchor="middle"
        fill="currentColor"
      >
        {initial}
      </text>
    </svg>
  );
}
