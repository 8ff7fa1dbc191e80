/** While a filter is inspected, its condition is completed with the fields that the records flowing in have. */

import { useEffect } from 'react';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import { fieldNames, setSqlFields } from '../../editors/sql-words.ts';
import { useDocument, useSession, useWorkspace } from '../../state/workspace-context.tsx';
import { followedTopic } from '../messages/followed-topic.ts';

/** Enough to see every field that is not rare. */
const MESSAGES = 20;

export function useSqlFields(node: PipelineNode): void {
  const { transport } = useWorkspace();
  const topic = useDocument(({ file }) =>
    node.kind === 'filter' ? followedTopic(file, node.id) : null,
  );
  const isThere = useSession(({ topics }) => topics.some(({ name }) => name === topic));
  useEffect(() => {
    if (topic === null || !isThere) return undefined;
    let isDone = false;
    const stop = transport.subscribe('messages', { topic, newest: MESSAGES }, ({ messages }) => {
      if (isDone || messages.length === 0) return;
      isDone = true;
      setSqlFields(fieldNames(messages));
      queueMicrotask(() => stop());
    });
    return () => {
      isDone = true;
      stop();
      setSqlFields([]);
    };
  }, [transport, topic, isThere]);
}
