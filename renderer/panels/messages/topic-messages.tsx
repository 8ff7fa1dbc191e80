/** The messages of one topic: the list, the detail of the chosen one, follow and pause. */

import { Pause, Play, TriangleAlert } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { MessageView } from '../../../engine/contract/views/messages.ts';
import { Button } from '../../design/button.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { Icon } from '../../design/icon.tsx';
import { Split, SplitPanel, Splitter } from '../../design/splitter.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useNewestFirst } from '../use-newest-first.ts';
import { words } from '../words.ts';
import { matching } from './matching.ts';
import { MessageDetail } from './message-detail.tsx';
import { type MessageFeed, messageKey } from './message-feed.ts';
import { MessageRows } from './message-rows.tsx';
import { useMessages } from './use-messages.ts';

interface TopicMessagesProps {
  topic: string;
  chooser: ReactNode;
}

export function TopicMessages({ topic, chooser }: TopicMessagesProps): ReactNode {
  const { feed, pause, follow } = useMessages(topic);
  const [chosen, setChosen] = useState<MessageView | null>(null);
  const [text, setText] = useState('');
  const found = useMemo(() => matching(feed.messages, text), [feed.messages, text]);
  const list = useNewestFirst(found, messageKey);
  const fresh = feed.waiting.length + list.fresh;
  function showNewest(): void {
    if (feed.paused) follow();
    list.toTop();
  }
  return (
    <div className="ps-panel">
      <div className="ps-panel-tools">
        {chooser}
        <TextField
          type="search"
          placeholder={words.messages.find}
          aria-label={words.messages.find}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            list.toTop();
          }}
        />
        <Button
          size="small"
          tone="quiet"
          icon={feed.paused ? Play : Pause}
          onClick={feed.paused ? follow : pause}
        >
          {feed.paused ? words.messages.follow : words.messages.pause}
        </Button>
        {fresh > 0 ? (
          <button type="button" className="ps-pill" onClick={showNewest}>
            {words.messages.fresh(fresh)}
          </button>
        ) : null}
        <Counts feed={feed} found={found.length} />
      </div>
      {feed.problem === null ? null : (
        <output className="ps-messages-problem">
          <Icon of={TriangleAlert} />
          {words.messages.problem} {feed.problem}
        </output>
      )}
      <div className="ps-messages">
        {list.rows.length === 0 ? (
          <Nothing topic={topic} feed={feed} text={text} />
        ) : (
          <ListAndDetail topic={topic} list={list} chosen={chosen} setChosen={setChosen} />
        )}
      </div>
    </div>
  );
}

function Counts({ feed, found }: { feed: MessageFeed; found: number }): ReactNode {
  const { length } = feed.messages;
  return (
    <span className="ps-panel-tools-end tabular">
      {feed.skipped === 0 ? null : (
        <span className="ps-messages-skipped truncate">{words.messages.skipped(feed.skipped)}</span>
      )}
      {length === 0 ? null : (
        <span className="truncate">
          {found === length ? words.messages.shown(length) : words.messages.matching(found, length)}
        </span>
      )}
    </span>
  );
}

interface NothingProps {
  topic: string;
  feed: MessageFeed;
  text: string;
}

function Nothing({ topic, feed, text }: NothingProps): ReactNode {
  if (!feed.begun) return <EmptyState title={words.messages.waiting} />;
  if (feed.messages.length > 0) {
    return (
      <EmptyState title={words.messages.noMatch(text)}>{words.messages.noMatchText}</EmptyState>
    );
  }
  return <EmptyState title={words.messages.empty(topic)}>{words.messages.emptyText}</EmptyState>;
}

interface ListAndDetailProps {
  topic: string;
  list: ReturnType<typeof useNewestFirst<MessageView>>;
  chosen: MessageView | null;
  setChosen: (message: MessageView | null) => void;
}

function ListAndDetail({ topic, list, chosen, setChosen }: ListAndDetailProps): ReactNode {
  return (
    <Split id="messages" orientation="horizontal">
      <SplitPanel id="message-list" minSize="260px">
        <MessageRows topic={topic} list={list} chosen={chosen} onChoose={setChosen} />
      </SplitPanel>
      {chosen ? (
        <>
          <Splitter label={words.messages.detail} />
          <SplitPanel id="message-detail" defaultSize="42%" minSize="220px">
            <MessageDetail message={chosen} onClose={() => setChosen(null)} />
          </SplitPanel>
        </>
      ) : null}
    </Split>
  );
}
