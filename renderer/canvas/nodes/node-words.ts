/** What a node says about itself in one line, derived from its declaration: settings, state, counts. */

import {
  type Config,
  type Field,
  fieldApplies,
  type Fields,
  fieldValue,
} from '../../../engine/contract/fields.ts';
import type { NodeKind, NodeRole } from '../../../engine/contract/nodes/define-node.ts';
import type { NodeState } from '../../../engine/contract/views/pipeline.ts';
import { formatCount, formatRate } from '../../design/format.ts';
import type { LiveStore } from '../../state/live/live-store.ts';

const PARTS_MAX = 2;

/** The first settings that count: "Widgets · 5/s". */
export function settingsSummary(kind: NodeKind, config: Config): string {
  return Object.entries(kind.fields)
    .filter(([name, field]) => !field.advanced && fieldApplies(kind.fields, config, name))
    .map(([name, field]) => settingWords(kind.fields, config, { name, field }))
    .filter((words) => words !== '')
    .slice(0, PARTS_MAX)
    .join(' · ');
}

function settingWords(
  fields: Fields,
  config: Config,
  { name, field }: { name: string; field: Field },
): string {
  const value = fieldValue(fields, config, name);
  if (value === undefined || value === '') {
    if (field.required) return `${field.label} is needed`;
    return field.kind === 'text' || field.kind === 'number' ? (field.placeholder ?? '') : '';
  }
  if (field.kind === 'choice') {
    return field.options.find((option) => option.value === value)?.label ?? '';
  }
  if (field.kind === 'number' && typeof value === 'number') return quantity(value, field.unit);
  return typeof value === 'string' ? value.replaceAll(/\s+/gu, ' ') : '';
}

function quantity(value: number, unit: string | undefined): string {
  if (unit === undefined) return formatCount(value);
  return unit === 'records/s' ? formatRate(value) : `${formatCount(value)} ${unit}`;
}

export function stateWords(state: NodeState): string {
  switch (state) {
    case 'idle':
      return 'Idle';
    case 'starting':
      return 'Starting';
    case 'running':
      return 'Running';
    case 'paused':
      return 'Paused';
    case 'done':
      return 'Done';
    case 'failed':
      return 'Failed';
  }
}

/** Rates and counts of a running part: what leaves a source, what enters a sink, both of a filter. */
export function countsSummary(
  role: NodeRole,
  live: Pick<LiveStore, 'nodes'>,
  liveId: number,
): string {
  const read = (column: Parameters<typeof live.nodes.read>[1]): number =>
    live.nodes.read(liveId, column) || 0;
  const skipped = read('recordsSkipped');
  const tail = skipped > 0 ? ` · ${formatCount(skipped)} skipped` : '';
  switch (role) {
    case 'processor':
      return `${formatRate(read('rateIn'))} → ${formatRate(read('rateOut'))}${tail}`;
    case 'sink':
    case 'consumer':
      return `${formatRate(read('rateIn'))} · ${formatCount(read('recordsIn'))}${tail}`;
    case 'source':
    case 'producer':
    case 'topic':
      return `${formatRate(read('rateOut'))} · ${formatCount(read('recordsOut'))}${tail}`;
  }
}
