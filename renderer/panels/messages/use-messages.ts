/** The feed of one topic, for a component that is keyed by it; updates are shown at most four times a second. */

import { useEffect, useState } from 'react';
import type { MessagesUpdate } from '../../../engine/contract/views/messages.ts';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { emptyFeed, following, type MessageFeed, paused, withUpdate } from './message-feed.ts';

const NEWEST = 500;
const SHOW_EVERY_MS = 250;

export interface Messages {
  feed: MessageFeed;
  pause: () => void;
  follow: () => void;
}

export function useMessages(topic: string): Messages {
  const { transport } = useWorkspace();
  const [feed, setFeed] = useState<MessageFeed>(emptyFeed);
  useEffect(() => {
    let arrived: MessagesUpdate[] = [];
    let timer: number | undefined;
    function show(): void {
      timer = undefined;
      const updates = arrived;
      arrived = [];
      setFeed((before) => updates.reduce(withUpdate, before));
    }
    const stop = transport.subscribe('messages', { topic, newest: NEWEST }, (update) => {
      arrived.push(update);
      timer ??= window.setTimeout(show, SHOW_EVERY_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [transport, topic]);
  return { feed, pause: () => setFeed(paused), follow: () => setFeed(following) };
}
