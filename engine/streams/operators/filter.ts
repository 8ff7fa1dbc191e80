/** Passes on the records whose value meets a predicate, unchanged. */

import type { JsonValue } from '../../serde/json-value.ts';
import { defineOperator } from './define-operator.ts';

export interface FilterConfig {
  /** Only `true` passes; `null`, "cannot be known", does not. */
  readonly predicate: (value: JsonValue) => boolean | null;
}

export const filter = defineOperator<FilterConfig>({
  name: 'filter',
  description: 'Passes on the records whose value meets a predicate, unchanged.',
  build:
    ({ predicate }) =>
    (record, forward) => {
      if (predicate(record.value) === true) forward(record);
    },
});
