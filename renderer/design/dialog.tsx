/** A dialog: takes the focus, gives it back, closes with Escape. */

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './button.tsx';
import './dialog.css';
import { ScrollRegion } from './scroll-region.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  closeLabel: string;
  /** Whether there is nothing in it but text, which keys then scroll. */
  isText?: boolean;
  children?: ReactNode;
}

interface BodyProps {
  label: string;
  isText: boolean;
  children: ReactNode;
}

export function Dialog({
  open,
  onClose,
  title,
  description,
  size = 'medium',
  footer,
  closeLabel,
  isText = false,
  children,
}: DialogProps): ReactNode {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="ps-backdrop" />
        <Base.Popup
          ref={popup}
          className="ps-dialog"
          data-size={size}
          initialFocus={() => firstFocus(popup.current)}
        >
          <header className="ps-dialog-head">
            <Base.Title className="ps-dialog-title">{title}</Base.Title>
            <IconButton icon={X} label={closeLabel} size="small" onClick={onClose} />
          </header>
          {description ? (
            <Base.Description className="ps-dialog-description">{description}</Base.Description>
          ) : null}
          {children ? (
            <Body label={title} isText={isText}>
              {children}
            </Body>
          ) : null}
          {footer ? <footer className="ps-dialog-foot">{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Body({ label, isText, children }: BodyProps): ReactNode {
  if (!isText) return <div className="ps-dialog-body">{children}</div>;
  return (
    <ScrollRegion label={label} className="ps-dialog-body">
      {children}
    </ScrollRegion>
  );
}

/** What says `data-first-focus`, else the first field; in a dialog without one, the dialog itself, so that no button is pressed by mistake. */
function firstFocus(popup: HTMLElement | null): HTMLElement | null {
  const wanted = popup?.querySelector<HTMLElement>('[data-first-focus]');
  return wanted ?? popup?.querySelector<HTMLElement>('input:not([hidden]), textarea') ?? popup;
}
