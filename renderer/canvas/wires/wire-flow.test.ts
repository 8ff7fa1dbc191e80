import { expect, test } from 'vitest';
import type { NodeStatus } from '../../../engine/contract/views/pipeline.ts';
import { LiveRows } from '../../state/live/live-rows.ts';
import { flowNumbers, type FlowSources, wireFlow } from './wire-flow.ts';

const status = (nodeId: string, liveId: number): NodeStatus => ({
  nodeId,
  liveId,
  state: 'running',
  message: '',
});
const sources: FlowSources = {
  file: {
    nodes: [
      { id: 'gen', kind: 'datagen', name: 'gen', config: {} },
      { id: 'widgets', kind: 'topic', name: 'widgets', config: {} },
      { id: 'clicks', kind: 'topic', name: 'clicks', config: {} },
      { id: 'red', kind: 'filter', name: 'red', config: {} },
      { id: 'sally', kind: 'consumer', name: 'Sally', config: {} },
    ],
    edges: [
      { from: 'gen', to: 'widgets' },
      { from: 'widgets', to: 'red' },
      { from: 'widgets', to: 'sally' },
      { from: 'clicks', to: 'sally' },
    ],
  },
  statuses: [status('gen', 10), status('red', 20), status('sally', 30)],
  clients: {
    producers: [],
    consumers: [
      {
        id: 's',
        clientId: 'sally',
        name: 'Sally',
        nodeId: 'sally',
        groupId: null,
        memberId: null,
        address: '',
        software: '',
        state: 'reading',
        positions: [
          { liveId: 1, topic: 'widgets', partition: 0 },
          { liveId: 2, topic: 'widgets', partition: 1 },
          { liveId: 3, topic: 'clicks', partition: 0 },
        ],
      },
    ],
  },
};

function live() {
  const nodes = new LiveRows(['recordsIn', 'recordsOut', 'recordsSkipped', 'rateIn', 'rateOut']);
  const positions = new LiveRows(['position', 'committed', 'rate']);
  nodes.write(20, { recordsIn: 100, recordsOut: 30, recordsSkipped: 0, rateIn: 5, rateOut: 2 });
  positions.write(1, { position: 40, committed: -1, rate: 2 });
  positions.write(2, { position: 2, committed: -1, rate: 1 });
  return { nodes, positions };
}

test('a wire into a topic shows what leaves the part, a wire out of one what enters it', () => {
  const into = wireFlow({ from: 'gen', to: 'widgets' }, sources);
  expect(into).toEqual({ kind: 'part', liveId: 10, isOut: true });
  const out = wireFlow({ from: 'widgets', to: 'red' }, sources);
  expect(out).toEqual({ kind: 'part', liveId: 20, isOut: false });
  expect(flowNumbers(live(), out)).toEqual({ records: 100, rate: 5 });
  expect(flowNumbers(live(), { kind: 'part', liveId: 20, isOut: true })).toEqual({
    records: 30,
    rate: 2,
  });
});

test('of a part with several wires in, each wire shows its own topic', () => {
  const flow = wireFlow({ from: 'widgets', to: 'sally' }, sources);
  expect(flow).toEqual({ kind: 'positions', liveIds: [1, 2] });
  expect(flowNumbers(live(), flow)).toEqual({ records: 42, rate: 3 });
});

test('what does not run is still', () => {
  const flow = wireFlow({ from: 'gen', to: 'widgets' }, { ...sources, statuses: [] });
  expect(flow).toEqual({ kind: 'still' });
  expect(flowNumbers(live(), flow)).toEqual({ records: Number.NaN, rate: 0 });
  expect(flowNumbers(live(), { kind: 'positions', liveIds: [] }).records).toBeNaN();
});
