/** One of a few choices. */

import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import './field.css';
import { Icon } from './icon.tsx';
import './menu.css';
import './select.css';

export interface SelectOption {
  value: string;
  label: string;
  help?: string | undefined;
}

export interface SelectProps {
  value: string;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  id?: string | undefined;
  'aria-label'?: string | undefined;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  /** Shown when the value is none of the options. */
  placeholder?: string | undefined;
  quiet?: boolean;
}

export function Select({
  value,
  options,
  onChange,
  placeholder,
  quiet,
  ...trigger
}: SelectProps): ReactNode {
  const chosen = options.find((option) => option.value === value);
  return (
    <Base.Root
      items={options}
      value={value}
      modal={false}
      onValueChange={(next) => {
        if (typeof next === 'string') onChange(next);
      }}
    >
      <Base.Trigger className="ps-select" data-quiet={quiet ? '' : undefined} {...trigger}>
        <span className="truncate">
          {chosen?.label ?? (value === '' ? (placeholder ?? '') : value)}
        </span>
        <Icon of={ChevronsUpDown} size={14} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          className="ps-layer"
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
        >
          <Base.Popup className="ps-menu ps-select-popup">
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className="ps-menu-item">
                  <span className="ps-menu-mark">
                    <Base.ItemIndicator>
                      <Icon of={Check} size={14} />
                    </Base.ItemIndicator>
                  </span>
                  <span className="ps-select-text">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.help === undefined ? null : (
                      <span className="ps-field-help">{option.help}</span>
                    )}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
