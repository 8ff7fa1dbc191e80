/** A consumer: where it reads in each partition, pause and resume, and going elsewhere. */

import { type ReactNode, useState } from 'react';
import type { Commands } from '../../../engine/contract/commands/command-types.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import type { PositionView } from '../../../engine/contract/views/clients.ts';
import type { TopicView } from '../../../engine/contract/views/topics.ts';
import { Button } from '../../design/button.tsx';
import { formatCount } from '../../design/format.ts';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { notify } from '../../design/toast.tsx';
import { useSession, useWorkspace } from '../../state/workspace-context.tsx';
import { tellRefusal } from '../refusal.ts';
import { useLive } from '../use-live.ts';
import { words } from '../words.ts';
import { PauseButton } from './pause-button.tsx';
import { typedNumber } from './form-logic.ts';

export function ConsumerSection({ node }: { node: PipelineNode }): ReactNode {
  const consumer = useSession(({ clients }) =>
    clients.consumers.find(({ nodeId, state }) => nodeId === node.id && state !== 'gone'),
  );
  return (
    <section className="ps-section">
      <div className="ps-section-title">
        <h3>{words.consumer.title}</h3>
        <PauseButton node={node} />
      </div>
      {consumer && consumer.positions.length > 0 ? (
        <>
          <Positions positions={inOrder(consumer.positions)} />
          <Seek node={node} positions={inOrder(consumer.positions)} />
        </>
      ) : (
        <p className="muted">{words.consumer.notReading}</p>
      )}
    </section>
  );
}

function Positions({ positions }: { positions: readonly PositionView[] }): ReactNode {
  const live = useLive();
  const topics = useSession((state) => state.topics);
  return (
    <table className="ps-table">
      <thead>
        <tr>
          <th scope="col">{words.consumer.partition}</th>
          <th scope="col" className="number">
            {words.consumer.position}
          </th>
          <th scope="col" className="number">
            {words.consumer.committed}
          </th>
          <th scope="col" className="number">
            {words.consumer.lag}
          </th>
        </tr>
      </thead>
      <tbody>
        {positions.map(({ liveId, topic, partition }) => {
          const position = live.positions.read(liveId, 'position');
          const row = partitionRow(topics, topic, partition);
          const end = row === undefined ? Number.NaN : live.partitions.read(row, 'highWatermark');
          return (
            <tr key={liveId}>
              <td className="code">
                {topic}-{partition}
              </td>
              <td className="number code">{offsetText(position)}</td>
              <td className="number code">
                {offsetText(live.positions.read(liveId, 'committed'))}
              </td>
              <td className="number code">{offsetText(Math.max(0, end - position))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function partitionRow(
  topics: readonly TopicView[],
  topic: string,
  partition: number,
): number | undefined {
  return topics
    .find(({ name }) => name === topic)
    ?.partitions.find((one) => one.partition === partition)?.liveId;
}

function offsetText(offset: number): string {
  return offset >= 0 ? formatCount(offset) : '–';
}

type SeekArgs = Commands['node.seek']['args'];

function Seek({
  node,
  positions,
}: {
  node: PipelineNode;
  positions: readonly PositionView[];
}): ReactNode {
  const { transport } = useWorkspace();
  const [where, setWhere] = useState('');
  const [typed, setTyped] = useState('');
  const offset = typedNumber(typed);
  const isOffset = typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0;
  function seek(to: SeekArgs['to']): void {
    const chosen = positions.find((position) => placeOf(position) === where);
    const scope = chosen ? { topic: chosen.topic, partition: chosen.partition } : {};
    transport.request('node.seek', { nodeId: node.id, to, ...scope }).then(
      () => notify({ id: 'moved', title: words.consumer.moved(node.name) }),
      (error: unknown) => tellRefusal(words.inspector.refused, error),
    );
  }
  return (
    <>
      <div className="ps-seek">
        <Select
          aria-label={words.consumer.partition}
          value={where}
          options={[
            { value: '', label: words.consumer.everywhere },
            ...positions.map((position) => ({
              value: placeOf(position),
              label: placeOf(position),
            })),
          ]}
          onChange={setWhere}
        />
        <TextField
          code
          inputMode="numeric"
          aria-label={words.consumer.offset}
          placeholder={words.consumer.offset}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button disabled={!isOffset} onClick={() => isOffset && seek(offset)}>
          {words.consumer.seek}
        </Button>
      </div>
      <div className="ps-actions">
        <Button size="small" onClick={() => seek('earliest')}>
          {words.consumer.oldest}
        </Button>
        <Button size="small" onClick={() => seek('latest')}>
          {words.consumer.newest}
        </Button>
      </div>
    </>
  );
}

function inOrder(positions: readonly PositionView[]): readonly PositionView[] {
  return positions.toSorted(
    (one, other) => one.topic.localeCompare(other.topic) || one.partition - other.partition,
  );
}

function placeOf({ topic, partition }: PositionView): string {
  return `${topic}-${partition}`;
}
