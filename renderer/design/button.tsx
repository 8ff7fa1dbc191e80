/** Buttons: plain, primary (one in a place), danger (loses something), quiet (in a bar). */

import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import './button.css';
import { Icon } from './icon.tsx';
import { Tooltip, type TooltipSide } from './tooltip.tsx';

export type ButtonTone = 'plain' | 'primary' | 'danger' | 'quiet';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  tone?: ButtonTone;
  size?: 'small' | 'normal';
  icon?: LucideIcon | undefined;
}

export function Button({
  tone = 'plain',
  size = 'normal',
  icon,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button type="button" className="ps-button" data-tone={tone} data-size={size} {...rest}>
      {icon ? <Icon of={icon} size={size === 'small' ? 14 : 16} /> : null}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: LucideIcon;
  /** Its name, read aloud and shown on hover. */
  label: string;
  /** Shown beside the name, such as `Ctrl+Z`. */
  shortcut?: string | undefined;
  tooltipSide?: TooltipSide;
}

/** A button that is only an icon; it stays reachable when disabled, so that its name can still be read. */
export function IconButton({
  icon,
  label,
  shortcut,
  tone = 'quiet',
  size = 'normal',
  disabled,
  onClick,
  tooltipSide = 'bottom',
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        className="ps-button"
        data-tone={tone}
        data-size={size}
        data-icon-only=""
        aria-label={label}
        aria-disabled={disabled ? true : undefined}
        onClick={disabled ? undefined : onClick}
        {...rest}
      >
        <Icon of={icon} size={size === 'small' ? 14 : 16} />
      </button>
    </Tooltip>
  );
}
