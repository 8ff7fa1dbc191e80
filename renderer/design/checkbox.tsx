/** Yes or no. */

import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import './checkbox.css';
import { Icon } from './icon.tsx';

export interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  id?: string | undefined;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
}

export function Checkbox({ checked, onChange, label, ...rest }: CheckboxProps): ReactNode {
  return (
    <label className="ps-checkbox">
      <Base.Root
        className="ps-checkbox-box"
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        {...rest}
      >
        <Base.Indicator>
          <Icon of={Check} size={12} />
        </Base.Indicator>
      </Base.Root>
      <span>{label}</span>
    </label>
  );
}
