/** The list of messages: only what is seen is drawn, so a hundred thousand rows scroll like ten. */

/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events --
   A table cannot be drawn a few rows at a time; this is the grid of ARIA, whose keys its outermost element takes. */

import { type KeyboardEvent, memo, type ReactNode, type RefObject, useId } from 'react';
import type { MessageView } from '../../../engine/contract/views/messages.ts';
import { formatClockMs, formatCount, formatDateTime } from '../../design/format.ts';
import type { NewestFirst } from '../use-newest-first.ts';
import { useVirtualRows } from '../use-virtual-rows.ts';
import { words } from '../words.ts';
import { messageKey } from './message-feed.ts';

const ROW_HEIGHT = 26;
const PREVIEW_LENGTH = 400;

interface MessageRowsProps {
  topic: string;
  list: NewestFirst<MessageView>;
  chosen: MessageView | null;
  onChoose: (message: MessageView) => void;
}

export function MessageRows({ topic, list, chosen, onChoose }: MessageRowsProps): ReactNode {
  const { rows, scroller } = list;
  const id = useId();
  const chosenKey = chosen ? messageKey(chosen) : undefined;
  const virtualizer = useVirtualRows({ rows, scroller, height: ROW_HEIGHT, keyOf: messageKey });
  const items = virtualizer.getVirtualItems();
  const isSeen = items.some(({ index }) => keyAt(rows, index) === chosenKey);
  function onKeyDown(event: KeyboardEvent): void {
    const at = rows.findIndex((row) => messageKey(row) === chosenKey);
    const next = nextIndex(event.key, at, rows.length);
    const message = next === undefined ? undefined : rows[next];
    if (!message || next === undefined) return;
    event.preventDefault();
    onChoose(message);
    virtualizer.scrollToIndex(next);
  }
  return (
    <div
      ref={scroller as RefObject<HTMLDivElement | null>}
      className="ps-message-list"
      role="grid"
      aria-label={words.messages.list(topic)}
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      onScroll={list.onScroll}
      onKeyDown={onKeyDown}
      {...(isSeen ? { 'aria-activedescendant': `${id}-${chosenKey}` } : {})}
    >
      <div role="rowgroup" className="ps-message-head">
        <div role="row" className="ps-message-row" aria-rowindex={1}>
          <span role="columnheader" className="number">
            {words.messages.partition}
          </span>
          <span role="columnheader" className="number">
            {words.messages.offset}
          </span>
          <span role="columnheader">{words.messages.time}</span>
          <span role="columnheader">{words.messages.key}</span>
          <span role="columnheader">{words.messages.value}</span>
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const message = rows[item.index];
          const key = keyAt(rows, item.index);
          return message ? (
            <MessageRow
              key={key}
              id={`${id}-${key}`}
              message={message}
              index={item.index}
              top={item.start}
              chosen={key === chosenKey}
              onChoose={onChoose}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function keyAt(rows: readonly MessageView[], index: number): string {
  const row = rows[index];
  return row ? messageKey(row) : String(index);
}

function nextIndex(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

interface MessageRowProps {
  id: string;
  message: MessageView;
  index: number;
  top: number;
  chosen: boolean;
  onChoose: (message: MessageView) => void;
}

const MessageRow = memo(function MessageRow({
  id,
  message,
  index,
  top,
  chosen,
  onChoose,
}: MessageRowProps): ReactNode {
  return (
    <div
      role="row"
      id={id}
      className="ps-message-row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(message)}
    >
      <span role="gridcell" className="number">
        {message.partition}
      </span>
      <span role="gridcell" className="number">
        {formatCount(message.offset)}
      </span>
      <span role="gridcell" title={formatDateTime(message.timestamp)}>
        {formatClockMs(message.timestamp)}
      </span>
      <span role="gridcell" className={message.key === null ? 'ps-message-none' : undefined}>
        {message.key ?? words.messages.noKey}
      </span>
      <span role="gridcell" className={message.value === null ? 'ps-message-none' : undefined}>
        {message.value?.slice(0, PREVIEW_LENGTH) ?? words.messages.tombstone}
      </span>
    </div>
  );
});
