/** One line or several lines of text, with a unit where it has one. */

import type { ComponentPropsWithRef, ReactNode } from 'react';
import './field.css';

export interface TextFieldProps extends ComponentPropsWithRef<'input'> {
  unit?: string | undefined;
  /** Offsets, keys and values. */
  code?: boolean | undefined;
}

export function TextField({ unit, code, ...rest }: TextFieldProps): ReactNode {
  const input = (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      className={code ? 'ps-input code' : 'ps-input'}
      style={unit === undefined ? undefined : { paddingRight: `${unit.length + 2}ch` }}
      {...rest}
    />
  );
  if (unit === undefined) return input;
  return (
    <span className="ps-input-frame">
      {input}
      <span className="ps-input-unit">{unit}</span>
    </span>
  );
}

export function TextArea(props: ComponentPropsWithRef<'textarea'>): ReactNode {
  return <textarea spellCheck={false} rows={4} className="ps-input" {...props} />;
}
