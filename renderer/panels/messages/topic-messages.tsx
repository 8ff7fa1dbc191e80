/** The messages of one topic: the list, the detail of the chosen one, follow and pause. */

import { Pause, Play, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { MessageView } from '../../../engine/contract/views/messages.ts';
import { Button } from '../../design/button.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { Icon } from '../../design/icon.tsx';
import { Split, SplitPanel, Splitter } from '../../design/splitter.tsx';
import { useNewestFirst } from '../use-newest-first.ts';
import { words } from '../words.ts';
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
  const list = useNewestFirst(feed.messages, messageKey);
  const fresh = feed.waiting.length + list.fresh;
  function showNewest(): void {
    if (feed.paused) follow();
    list.toTop();
  }
  return (
    <div className="ps-panel">
      <div className="ps-panel-tools">
        {chooser}
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
        <Counts feed={feed} />
      </div>
      {feed.problem === null ? null : (
        <output className="ps-messages-problem">
          <Icon of={TriangleAlert} />
          {words.messages.problem} {feed.problem}
        </output>
      )}
      <div className="ps-messages">
        {list.rows.length === 0 ? (
          <Nothing topic={topic} feed={feed} />
        ) : (
          <ListAndDetail topic={topic} list={list} chosen={chosen} setChosen={setChosen} />
        )}
      </div>
    </div>
  );
}

function Counts({ feed }: { feed: MessageFeed }): ReactNode {
  return (
    <span className="ps-panel-tools-end tabular">
      {feed.skipped === 0 ? null : (
        <span className="ps-messages-skipped truncate">{words.messages.skipped(feed.skipped)}</span>
      )}
      {feed.messages.length === 0 ? null : (
        <span className="truncate">{words.messages.shown(feed.messages.length)}</span>
      )}
    </span>
  );
}

function Nothing({ topic, feed }: { topic: string; feed: MessageFeed }): ReactNode {
  if (!feed.begun) return <EmptyState title={words.messages.waiting} />;
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
