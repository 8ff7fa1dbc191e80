/** The event log: what happened, in plain words, newest first. */

import { CircleDot, Hourglass, type LucideIcon, OctagonAlert, ScrollText } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { EventView } from '../../../engine/contract/views/events.ts';
import { BrokerSign } from '../../design/broker-sign.tsx';
import { Button } from '../../design/button.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { formatClock, formatDateTime } from '../../design/format.ts';
import { Icon } from '../../design/icon.tsx';
import { ScrollRegion } from '../../design/scroll-region.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useSession } from '../../state/workspace-context.tsx';
import '../panel.css';
import { useNewestFirst } from '../use-newest-first.ts';
import { useVirtualRows } from '../use-virtual-rows.ts';
import { words } from '../words.ts';
import { type EventFilter, everything, shownEvents } from './event-filter.ts';
import './event-log.css';

const ROW_HEIGHT = 26;

/** A shape for each level, so that nothing is told by colour alone. */
const MARKS: Readonly<Record<EventView['level'], LucideIcon>> = {
  info: CircleDot,
  waiting: Hourglass,
  problem: OctagonAlert,
};

export function EventLog({ onShowNode }: { onShowNode: (nodeId: string) => void }): ReactNode {
  const events = useSession((state) => state.events);
  const [filter, setFilter] = useState<EventFilter>(everything);
  const shown = useMemo(() => shownEvents(events, filter), [events, filter]);
  if (events.length === 0) {
    return (
      <EmptyState icon={ScrollText} title={words.events.empty}>
        {words.events.emptyText}
      </EmptyState>
    );
  }
  return (
    <div className="ps-panel">
      <FilterBar filter={filter} onChange={setFilter} count={shown.length} />
      {shown.length === 0 ? (
        <EmptyState
          title={words.events.noMatch}
          actions={
            <Button size="small" onClick={() => setFilter(everything)}>
              {words.events.clearFilter}
            </Button>
          }
        />
      ) : (
        <EventRows key={JSON.stringify(filter)} events={shown} onShowNode={onShowNode} />
      )}
    </div>
  );
}

interface FilterBarProps {
  filter: EventFilter;
  onChange: (filter: EventFilter) => void;
  count: number;
}

function FilterBar({ filter, onChange, count }: FilterBarProps): ReactNode {
  return (
    <div className="ps-panel-tools">
      <TextField
        type="search"
        placeholder={words.events.search}
        aria-label={words.events.search}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <Select
        quiet
        aria-label={words.events.level}
        value={filter.level}
        options={[
          { value: 'all', label: words.events.allLevels },
          { value: 'waiting', label: words.events.atLeastWaiting },
          { value: 'problem', label: words.events.onlyProblems },
        ]}
        onChange={(level) => onChange({ ...filter, level: level as EventFilter['level'] })}
      />
      <Select
        quiet
        aria-label={words.events.source}
        value={filter.source}
        options={[
          { value: 'all', label: words.events.allSources },
          ...Object.entries(words.events.sources).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(source) => onChange({ ...filter, source: source as EventFilter['source'] })}
      />
      <span className="ps-panel-tools-end tabular">{words.events.count(count)}</span>
    </div>
  );
}

function sequenceOf({ sequence }: EventView): number {
  return sequence;
}

interface EventRowsProps {
  events: readonly EventView[];
  onShowNode: (nodeId: string) => void;
}

function EventRows({ events, onShowNode }: EventRowsProps): ReactNode {
  const { rows, fresh, scroller, onScroll, toTop } = useNewestFirst(events, sequenceOf);
  const virtualizer = useVirtualRows({ rows, scroller, height: ROW_HEIGHT, keyOf: sequenceOf });
  return (
    <div className="ps-events">
      {fresh > 0 ? (
        <button type="button" className="ps-pill ps-events-fresh" onClick={toTop}>
          {words.events.fresh(fresh)}
        </button>
      ) : null}
      <ScrollRegion
        ref={scroller}
        className="ps-events-scroller"
        label={words.events.title}
        onScroll={onScroll}
      >
        <ol style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const event = rows[item.index];
            return event ? (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <EventRow event={event} onShowNode={onShowNode} />
              </li>
            ) : null;
          })}
        </ol>
      </ScrollRegion>
    </div>
  );
}

interface EventRowProps {
  event: EventView;
  onShowNode: (nodeId: string) => void;
}

function EventRow({ event, onShowNode }: EventRowProps): ReactNode {
  const { nodeId } = event;
  const content = (
    <>
      <time
        className="code muted"
        dateTime={new Date(event.at).toISOString()}
        title={formatDateTime(event.at)}
      >
        {formatClock(event.at)}
      </time>
      <span className="ps-event-mark" data-level={event.level}>
        <Icon of={MARKS[event.level]} size={14} />
        <span className="visually-hidden">{words.events.levels[event.level]}</span>
      </span>
      <span className="ps-event-source muted">{words.events.sources[event.source]}</span>
      {event.brokerId === null ? null : <BrokerSign brokerId={event.brokerId} size={16} />}
      <span className="ps-event-text">{event.text}</span>
    </>
  );
  if (nodeId === null) return <div className="ps-event selectable">{content}</div>;
  return (
    <button
      type="button"
      className="ps-event"
      title={words.events.show}
      onClick={() => onShowNode(nodeId)}
    >
      {content}
    </button>
  );
}
