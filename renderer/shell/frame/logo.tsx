/** The mark: a gate between two posts, and the water under it. */

import type { ReactNode } from 'react';

export function Logo(): ReactNode {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden className="ps-logo">
      <path d="M7 4v24M25 4v24" stroke="var(--muted)" strokeWidth="2.5" strokeLinecap="round" />
      <rect x="11" y="5" width="10" height="9" rx="1" fill="var(--text)" />
      <path
        d="M11 20.500c2-1.800 3.300-1.800 5 0s3.300 1.800 5 0M11 26c2-1.800 3.300-1.800 5 0s3.300 1.800 5 0"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2.500"
        strokeLinecap="round"
      />
    </svg>
  );
}
