/** Menus under a button. What they hold is plain data. */

import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import './menu.css';

export interface MenuAction {
  kind: 'action';
  label: string;
  icon?: LucideIcon | undefined;
  shortcut?: string | undefined;
  /** Grey words at the right, such as a path. */
  detail?: string | undefined;
  disabled?: boolean | undefined;
  danger?: boolean | undefined;
  /** Present in menus of choices: whether it is the one. */
  checked?: boolean | undefined;
  run: () => void;
}

export type MenuEntry =
  | MenuAction
  | { kind: 'separator'; id: string }
  | { kind: 'label'; text: string }
  | {
      kind: 'submenu';
      label: string;
      icon?: LucideIcon | undefined;
      entries: readonly MenuEntry[];
    };

export interface MenuProps {
  /** The button that opens it; it must take a ref and handlers. */
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
}

export function Menu({ trigger, entries, align = 'start' }: MenuProps): ReactNode {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="ps-layer" sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className="ps-menu">
            <MenuEntries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuEntries({ entries }: { entries: readonly MenuEntry[] }): ReactNode {
  const hasMarks = entries.some((entry) => entry.kind === 'action' && entry.checked !== undefined);
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'separator':
        return <Base.Separator key={entry.id} className="ps-menu-separator" />;
      case 'label':
        return (
          <div key={entry.text} className="ps-menu-label">
            {entry.text}
          </div>
        );
      case 'submenu':
        return <Submenu key={entry.label} {...entry} />;
      case 'action':
        return (
          <Base.Item
            key={`${entry.label}${entry.detail ?? ''}`}
            className="ps-menu-item"
            disabled={entry.disabled ?? false}
            data-danger={entry.danger ? '' : undefined}
            onClick={entry.run}
          >
            {hasMarks ? (
              <span className="ps-menu-mark">
                {entry.checked ? <Icon of={Check} size={14} /> : null}
              </span>
            ) : null}
            {entry.icon ? <Icon of={entry.icon} /> : null}
            <span>{entry.label}</span>
            {entry.detail === undefined ? null : (
              <span className="ps-menu-detail truncate">{entry.detail}</span>
            )}
            {entry.shortcut === undefined ? null : <Kbd keys={entry.shortcut} />}
          </Base.Item>
        );
    }
  });
}

function Submenu({
  label,
  icon,
  entries,
}: {
  label: string;
  icon?: LucideIcon | undefined;
  entries: readonly MenuEntry[];
}): ReactNode {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="ps-menu-item">
        {icon ? <Icon of={icon} /> : null}
        <span>{label}</span>
        <span className="ps-menu-detail">
          <Icon of={ChevronRight} size={14} />
        </span>
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className="ps-layer" sideOffset={2} collisionPadding={8}>
          <Base.Popup className="ps-menu">
            <MenuEntries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
