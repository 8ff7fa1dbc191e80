/** A broker's sign: its number in its shape, filled where it leads, outlined where it follows, dashed where it is lost. */

import type { ReactNode } from 'react';
import './signs.css';
import { brokerShape, shapeMiddle, shapePath } from './signs.ts';

export type SignState = 'leader' | 'follower' | 'lost';

export interface BrokerSignProps {
  brokerId: number;
  state?: SignState;
  size?: number;
  /** Given where no text beside it names the broker. */
  label?: string;
}

export function BrokerSign({
  brokerId,
  state = 'leader',
  size = 20,
  label,
}: BrokerSignProps): ReactNode {
  const shape = brokerShape(brokerId);
  return (
    <svg
      className="ps-sign"
      data-state={state}
      data-shape={shape}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={shapePath(shape)} />
      <text x="10" y={shapeMiddle(shape)} dominantBaseline="central" textAnchor="middle">
        {brokerId}
      </text>
    </svg>
  );
}
