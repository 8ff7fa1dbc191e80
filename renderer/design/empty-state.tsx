/** What stands where there is nothing yet: what this place is for, and what to do first. */

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty-state.css';
import { Icon } from './icon.tsx';

export interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps): ReactNode {
  return (
    <div className="ps-empty">
      {icon ? <Icon of={icon} size={20} /> : null}
      <p className="ps-empty-title">{title}</p>
      {children ? <div className="ps-empty-text">{children}</div> : null}
      {actions ? <div className="ps-empty-actions">{actions}</div> : null}
    </div>
  );
}
