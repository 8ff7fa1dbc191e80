/** A text that follows live numbers, written straight into the page, twice a second at most. */

import { type ReactNode, useEffect, useRef } from 'react';
import type { LiveStore } from '../../state/live/live-store.ts';
import { useWorkspace } from '../../state/workspace-context.tsx';

export interface LiveTextProps {
  /** Makes the text; the same function as long as it reads the same rows. */
  readonly read: (live: LiveStore) => string;
  readonly className?: string;
  readonly name?: string;
}

export function LiveText({ read, className, name }: LiveTextProps): ReactNode {
  const { live } = useWorkspace();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    function show(): void {
      const text = read(live);
      if (element.current && element.current.textContent !== text)
        element.current.textContent = text;
    }
    show();
    return live.mirror(show);
  }, [live, read]);
  return <span ref={element} className={className} data-live={name} />;
}
