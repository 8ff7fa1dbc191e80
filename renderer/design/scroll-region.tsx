/** A region that scrolls, and that keys can scroll too. */

import type { ReactNode, Ref, UIEventHandler } from 'react';

export interface ScrollRegionProps {
  /** Its name, read aloud. */
  label: string;
  className?: string;
  ref?: Ref<HTMLElement>;
  onScroll?: UIEventHandler<HTMLElement>;
  children: ReactNode;
}

export function ScrollRegion({ label, children, ...rest }: ScrollRegionProps): ReactNode {
  return (
    // What scrolls must be reachable by keys, or who has no pointer never sees its end (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section tabIndex={0} aria-label={label} {...rest}>
      {children}
    </section>
  );
}
