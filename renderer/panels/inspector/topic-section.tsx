/** A topic: each partition with its leader, replicas, offsets and rate, and who reads it. */

import type { ReactNode } from 'react';
import { type PipelineNode, topicName } from '../../../engine/contract/project/pipeline-file.ts';
import type { PartitionView } from '../../../engine/contract/views/topics.ts';
import { Avatar } from '../../design/avatar.tsx';
import { BrokerSign } from '../../design/broker-sign.tsx';
import { Button } from '../../design/button.tsx';
import { formatCount, formatRate } from '../../design/format.ts';
import type { LiveStore } from '../../state/live/live-store.ts';
import { useSession, useWorkspace } from '../../state/workspace-context.tsx';
import { useLive } from '../use-live.ts';
import { words } from '../words.ts';

interface TopicSectionProps {
  node: PipelineNode;
  onShowMessages: () => void;
}

export function TopicSection({ node, onShowMessages }: TopicSectionProps): ReactNode {
  const name = topicName(node);
  const topic = useSession(({ topics }) => topics.find((one) => one.name === name));
  if (!topic) {
    return (
      <section className="ps-section">
        <p className="muted">{words.partitions.notThere}</p>
      </section>
    );
  }
  return (
    <>
      <section className="ps-section">
        <div className="ps-section-title">
          <h3>{words.partitions.title}</h3>
          <Button size="small" tone="quiet" onClick={onShowMessages}>
            {words.partitions.messages}
          </Button>
        </div>
        <PartitionTable partitions={topic.partitions} />
      </section>
      <Readers topic={name} />
    </>
  );
}

function PartitionTable({ partitions }: { partitions: readonly PartitionView[] }): ReactNode {
  const live = useLive();
  return (
    <table className="ps-table">
      <thead>
        <tr>
          <th scope="col" aria-label={words.partitions.partition}>
            #
          </th>
          <th scope="col">{words.partitions.replicas}</th>
          <th scope="col" className="number">
            {words.partitions.offsets}
          </th>
          <th scope="col" className="number">
            {words.partitions.rate}
          </th>
        </tr>
      </thead>
      <tbody>
        {partitions.map((partition) => (
          <tr key={partition.partition}>
            <td>{partition.partition}</td>
            <td>
              <Replicas partition={partition} live={live} />
            </td>
            <td className="number code">{offsetsOf(live, partition.liveId)}</td>
            <td className="number">
              {formatRate(live.partitions.read(partition.liveId, 'rate') || 0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function offsetsOf({ partitions }: LiveStore, liveId: number): string {
  if (!partitions.has(liveId)) return '…';
  const start = formatCount(partitions.read(liveId, 'logStart'));
  return `${start}–${formatCount(partitions.read(liveId, 'endOffset'))}`;
}

/** The leader first, filled; followers outlined; those out of sync dashed. */
function Replicas({ partition, live }: { partition: PartitionView; live: LiveStore }): ReactNode {
  const leader = live.partitions.read(partition.liveId, 'leader');
  const inSync = live.partitions.read(partition.liveId, 'inSync');
  const replicas = partition.replicas.toSorted(
    (one, other) => Number(other === leader) - Number(one === leader),
  );
  return (
    <span className="ps-signs">
      {replicas.map((broker) => {
        const isIn = broker < 32 && (inSync & (2 ** broker)) !== 0;
        if (broker === leader) {
          return (
            <BrokerSign
              key={broker}
              brokerId={broker}
              size={16}
              label={words.partitions.leads(broker)}
            />
          );
        }
        return (
          <BrokerSign
            key={broker}
            brokerId={broker}
            size={16}
            state={isIn ? 'follower' : 'lost'}
            label={isIn ? words.partitions.follows(broker) : words.partitions.lost(broker)}
          />
        );
      })}
    </span>
  );
}

function Readers({ topic }: { topic: string }): ReactNode {
  const { looks } = useWorkspace();
  const consumers = useSession(({ clients }) => clients.consumers);
  const readers = consumers.filter(
    ({ positions, state }) =>
      state !== 'gone' && positions.some((position) => position.topic === topic),
  );
  const kindOf = useDocumentKinds();
  return (
    <section className="ps-section">
      <h3 className="ps-section-title">{words.partitions.readers}</h3>
      {readers.length === 0 ? <p className="muted">{words.partitions.noReaders}</p> : null}
      {readers.map((reader) => {
        const look = looks.look({
          key: reader.nodeId ?? reader.name,
          name: reader.name,
          group: reader.groupId,
          isPart: reader.nodeId !== null && kindOf(reader.nodeId) !== 'consumer',
        });
        return (
          <div key={reader.id} className="ps-reader">
            <Avatar {...look} />
            <span className="truncate">{reader.name}</span>
            <span className="truncate">{reader.groupId ?? reader.clientId}</span>
          </div>
        );
      })}
    </section>
  );
}

function useDocumentKinds(): (nodeId: string) => string | undefined {
  const { document } = useWorkspace();
  return (nodeId) => document.store.getState().file.nodes.find(({ id }) => id === nodeId)?.kind;
}
