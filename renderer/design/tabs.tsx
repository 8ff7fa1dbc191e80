/** A row of tabs over one place. */

import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import './tabs.css';

export interface Tab {
  id: string;
  label: string;
  /** A count beside the label; nothing is shown for 0. */
  count?: number | undefined;
  tone?: 'plain' | 'danger' | 'waiting' | undefined;
  content: ReactNode;
}

export interface TabsProps {
  label: string;
  value: string;
  onChange: (id: string) => void;
  tabs: readonly Tab[];
  /** At the right end of the row. */
  trailing?: ReactNode;
}

export function Tabs({ label, value, onChange, tabs, trailing }: TabsProps): ReactNode {
  return (
    <Base.Root className="ps-tabs" value={value} onValueChange={(next) => onChange(String(next))}>
      <div className="ps-tabs-row">
        <Base.List className="ps-tabs-list" aria-label={label} activateOnFocus>
          {tabs.map((tab) => (
            <Base.Tab key={tab.id} value={tab.id} className="ps-tab">
              {tab.label}
              {tab.count ? (
                <span className="ps-tab-count tabular" data-tone={tab.tone ?? 'plain'}>
                  {tab.count > 999 ? '999+' : tab.count}
                </span>
              ) : null}
            </Base.Tab>
          ))}
        </Base.List>
        {trailing ? <div className="ps-tabs-trailing">{trailing}</div> : null}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="ps-tab-panel" tabIndex={-1}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
