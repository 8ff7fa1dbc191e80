/** Rows of names and values. */

import { Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../../design/button.tsx';
import { TextField } from '../../design/text-field.tsx';
import { words } from '../words.ts';
import { doubleKey, isSameMap, mapOf, type MapRow, rowsOf, withRow } from './map-entries.ts';

export interface MapControlProps {
  value: Readonly<Record<string, string>>;
  onChange: (value: Readonly<Record<string, string>> | undefined) => void;
  onLeave?: (() => void) | undefined;
  keyLabel?: string | undefined;
  valueLabel?: string | undefined;
}

export function MapControl({
  value,
  onChange,
  onLeave,
  keyLabel = words.inspector.config,
  valueLabel = words.inspector.value,
}: MapControlProps): ReactNode {
  const [rows, setRows] = useState(() => rowsOf(value));
  const [known, setKnown] = useState(value);
  // What came from elsewhere, such as undo, replaces what was typed here.
  if (known !== value) {
    setKnown(value);
    if (!isSameMap(mapOf(rows) ?? {}, value)) setRows(rowsOf(value));
  }

  function change(next: readonly MapRow[]): void {
    setRows(next);
    onChange(mapOf(next));
  }
  function edit(id: number, part: Partial<MapRow>): void {
    change(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  }
  const double = doubleKey(rows);
  return (
    <div className="ps-map" onBlur={onLeave}>
      {rows.map((row, index) => (
        <div key={row.id} className="ps-map-row">
          <TextField
            code
            aria-label={words.inspector.entryKey(keyLabel, index + 1)}
            placeholder={keyLabel}
            value={row.key}
            onChange={(event) => edit(row.id, { key: event.target.value })}
          />
          <TextField
            code
            aria-label={words.inspector.entryValue(valueLabel, index + 1)}
            placeholder={valueLabel}
            value={row.value}
            onChange={(event) => edit(row.id, { value: event.target.value })}
          />
          <IconButton
            icon={X}
            size="small"
            label={words.inspector.removeEntry(row.key)}
            onClick={() => change(rows.filter(({ id }) => id !== row.id))}
          />
        </div>
      ))}
      {double === undefined ? null : (
        <p className="ps-field-error">{words.inspector.sameKey(double)}</p>
      )}
      <Button size="small" tone="quiet" icon={Plus} onClick={() => setRows(withRow(rows))}>
        {words.inspector.addEntry}
      </Button>
    </div>
  );
}
