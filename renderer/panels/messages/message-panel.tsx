/** The newest messages of a topic; it follows what is selected on the canvas. */

import { ListOrdered } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '../../design/empty-state.tsx';
import { Select } from '../../design/select.tsx';
import { useDocument, useSession, useWorkspace } from '../../state/workspace-context.tsx';
import '../panel.css';
import { words } from '../words.ts';
import { followedTopic } from './followed-topic.ts';
import './message-panel.css';
import { TopicMessages } from './topic-messages.tsx';

export function MessagePanel(): ReactNode {
  const [topic, setTopic] = useFollowedTopic();
  const topics = useSession((state) => state.topics);
  if (topics.length === 0) {
    return (
      <EmptyState icon={ListOrdered} title={words.messages.noTopics}>
        {words.messages.noTopicsText}
      </EmptyState>
    );
  }
  const chooser = <TopicChooser topic={topic} onChange={setTopic} />;
  if (topic === null || !topics.some(({ name }) => name === topic)) {
    return (
      <div className="ps-panel">
        <div className="ps-panel-tools">{chooser}</div>
        <EmptyState
          title={topic === null ? words.messages.chooseTopic : words.messages.notThere(topic)}
        >
          {topic === null ? null : words.messages.notThereText}
        </EmptyState>
      </div>
    );
  }
  return <TopicMessages key={topic} topic={topic} chooser={chooser} />;
}

/** The topic of the last node that was selected, until another is chosen by hand; at first the pipeline's first, else any. */
function useFollowedTopic(): [string | null, (topic: string) => void] {
  const { document } = useWorkspace();
  const selected = useDocument(({ selection }) =>
    selection.nodes.size === 1 ? [...selection.nodes][0] : undefined,
  );
  const first = useDocument(({ file }) => {
    const node = file.nodes.find(({ kind }) => kind === 'topic');
    return node ? followedTopic(file, node.id) : null;
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [followed, setFollowed] = useState<string>();
  if (selected !== followed) {
    setFollowed(selected);
    const topic =
      selected === undefined ? null : followedTopic(document.store.getState().file, selected);
    if (topic !== null) setChosen(topic);
  }
  const any = useSession(({ topics }) => topics.find(({ internal }) => !internal)?.name ?? null);
  return [chosen ?? first ?? any, setChosen];
}

interface TopicChooserProps {
  topic: string | null;
  onChange: (topic: string) => void;
}

function TopicChooser({ topic, onChange }: TopicChooserProps): ReactNode {
  const topics = useSession((state) => state.topics);
  const options = topics
    .toSorted(
      (one, other) =>
        Number(one.internal) - Number(other.internal) || (one.name < other.name ? -1 : 1),
    )
    .map(({ name, internal }) => ({
      value: name,
      label: name,
      help: internal ? words.messages.internal : undefined,
    }));
  return (
    <span className="ps-topic-chooser">
      <Select
        aria-label={words.messages.topic}
        value={topic ?? ''}
        placeholder={words.messages.chooseTopic}
        options={options}
        onChange={onChange}
      />
    </span>
  );
}
