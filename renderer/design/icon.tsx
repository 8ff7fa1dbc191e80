/** A lucide icon at our size and weight. */

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export function Icon({ of: Shape, size = 16 }: { of: LucideIcon; size?: number }): ReactNode {
  return <Shape aria-hidden width={size} height={size} strokeWidth={1.5} className="ps-icon" />;
}
