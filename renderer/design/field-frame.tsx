/** What stands around a control: label, help, and the error under it, tied together for screen readers. */

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import './field.css';
import { Icon } from './icon.tsx';

/** What a control needs of its frame. */
export interface ControlIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

export interface FieldFrameProps {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  children: (ids: ControlIds) => ReactNode;
}

export function FieldFrame({ label, help, error, required, children }: FieldFrameProps): ReactNode {
  const id = useId();
  const describedBy = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean);
  return (
    <div className="ps-field">
      <label className="ps-field-label" htmlFor={id} id={`${id}-label`}>
        {label}
        {required ? <span className="ps-field-required">needed</span> : null}
      </label>
      {children({
        id,
        'aria-describedby': describedBy.length > 0 ? describedBy.join(' ') : undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      {error ? (
        <div className="ps-field-error" id={`${id}-error`} role="alert">
          <Icon of={CircleAlert} size={14} />
          <span>{error}</span>
        </div>
      ) : null}
      {help ? (
        <div className="ps-field-help" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
    </div>
  );
}
