/** The control of a declared field, by its kind. */

import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Field, FieldValue } from '../../../engine/contract/fields.ts';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { Checkbox } from '../../design/checkbox.tsx';
import type { ControlIds } from '../../design/field-frame.tsx';
import { Select } from '../../design/select.tsx';
import { TextArea, TextField } from '../../design/text-field.tsx';
import { words } from '../words.ts';
import { controlText, type ShownField, typedNumber } from './form-logic.ts';
import { MapControl } from './map-control.tsx';

const CodeField = lazy(() =>
  import('../../editors/code-field.tsx').then((module) => ({ default: module.CodeField })),
);

export interface FieldControlProps {
  shown: ShownField;
  ids: ControlIds;
  /** Those of this field, for marks inside code. */
  problems: readonly Problem[];
  onChange: (value: FieldValue | undefined) => void;
  onLeave: () => void;
}

export function FieldControl(props: FieldControlProps): ReactNode {
  const { shown, ids, problems, onChange, onLeave } = props;
  const { field, value } = shown;
  switch (field.kind) {
    case 'boolean':
      return (
        <Checkbox
          {...boxIds(ids)}
          checked={value === true}
          label={words.inspector.yes}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          {...boxIds(ids)}
          value={controlText(value)}
          options={field.options}
          onChange={onChange}
          onBlur={onLeave}
        />
      );
    case 'map':
      return (
        <MapControl
          value={typeof value === 'object' ? value : {}}
          onChange={onChange}
          onLeave={onLeave}
          keyLabel={field.keyLabel}
          valueLabel={field.valueLabel}
        />
      );
    case 'code':
      return (
        <Suspense fallback={<div className="ps-code-field" />}>
          <CodeField
            language={field.language}
            label={field.label}
            describedBy={ids['aria-describedby']}
            value={controlText(value)}
            problems={problems}
            onChange={(text) => onChange(text === '' ? undefined : text)}
            onLeave={onLeave}
          />
        </Suspense>
      );
    case 'number':
    case 'path':
    case 'text':
      return <TypedControl {...props} field={field} />;
  }
}

/** Base UI's own controls take no `aria-required`. */
function boxIds({ id, 'aria-describedby': describedBy, 'aria-invalid': invalid }: ControlIds) {
  return { id, 'aria-describedby': describedBy, 'aria-invalid': invalid };
}

type TypedField = Extract<Field, { kind: 'number' | 'path' | 'text' }>;

/** Shows the default while it is not touched; while somebody types, exactly what was typed. */
function TypedControl({
  shown,
  field,
  ids,
  onChange,
  onLeave,
}: FieldControlProps & { field: TypedField }): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const control = {
    ...ids,
    value: typed ?? controlText(shown.value),
    placeholder: field.placeholder,
    onFocus: () => setTyped(controlText(shown.value)),
    onBlur: () => {
      setTyped(null);
      onLeave();
    },
    onChange: (event: { target: { value: string } }) => {
      const text = event.target.value;
      setTyped(text);
      if (field.kind === 'number') onChange(typedNumber(text));
      else onChange(text === '' ? undefined : text);
    },
  };
  if (field.kind === 'text' && field.multiline) return <TextArea {...control} />;
  return (
    <TextField
      {...control}
      code={field.kind === 'path'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      unit={field.kind === 'number' ? field.unit : undefined}
    />
  );
}
