/** A small panel beside a button, for what needs more than a menu. */

import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import './popover.css';

export interface PopoverProps {
  trigger: ReactElement;
  title: string;
  /** Given when something else opens it too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  children: ReactNode;
}

export function Popover({
  trigger,
  title,
  open,
  onOpenChange,
  align = 'end',
  side = 'bottom',
  children,
}: PopoverProps): ReactNode {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => onOpenChange?.(next)}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          className="ps-layer"
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          <Base.Popup className="ps-popover">
            <Base.Title className="ps-dialog-title">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
