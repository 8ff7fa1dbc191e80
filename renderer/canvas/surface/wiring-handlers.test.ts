import { expect, test, vi } from 'vitest';
import type { Position } from '../../../engine/contract/project/pipeline-file.ts';
import { createDocument } from '../../state/document/pipeline-document.ts';
import { createWiringStore, type LooseEnd } from '../wiring/wiring.ts';
import { wiringHandlers } from './wiring-handlers.ts';

const place = { x: 0, y: 0 };
const released = (x: number, y: number) => ({ clientX: x, clientY: y }) as MouseEvent;

function started() {
  const document = createDocument({ newId: () => 'd' });
  const source = document.addNode('datagen', place)!;
  const topic = document.addNode('topic', place)!;
  const filter = document.addNode('filter', place)!;
  const wiring = createWiringStore();
  const onLoose = vi.fn<(end: LooseEnd, at: Position) => void>();
  let under: string | undefined;
  const handlers = wiringHandlers({ document, wiring, nodeUnder: () => under, onLoose });
  const start = (nodeId: string, handleType: 'source' | 'target' = 'source') =>
    handlers.onConnectStart(null, { nodeId, handleType, handleId: null });
  const edges = () => document.store.getState().file.edges;
  return {
    document,
    source,
    topic,
    filter,
    wiring,
    onLoose,
    handlers,
    start,
    edges,
    hover: (nodeId?: string) => (under = nodeId),
  };
}

test('a wire that ends on a handle is drawn once', () => {
  const { handlers, start, source, topic, edges, wiring } = started();
  start(source);
  expect(wiring.getState().wiring?.end).toEqual({ nodeId: source, side: 'from' });
  handlers.onConnect({ source, target: topic });
  handlers.onConnectEnd(released(0, 0), { isValid: true });
  expect(edges()).toEqual([{ from: source, to: topic }]);
  expect(wiring.getState().wiring).toBeNull();
});

test('anywhere on a node will do', () => {
  const { handlers, start, source, topic, edges, hover } = started();
  start(source);
  hover(topic);
  handlers.onConnectEnd(released(5, 5), { isValid: false });
  expect(edges()).toEqual([{ from: source, to: topic }]);
});

test('on a node that refuses, or on its own, nothing happens', () => {
  const { handlers, start, source, filter, edges, hover, onLoose } = started();
  for (const nodeId of [filter, source]) {
    start(source);
    hover(nodeId);
    handlers.onConnectEnd(released(5, 5), { isValid: null });
  }
  expect(edges()).toEqual([]);
  expect(onLoose).not.toHaveBeenCalled();
});

test('a wire that is let go over nothing asks what to add there', () => {
  const { handlers, start, topic, onLoose } = started();
  start(topic, 'target');
  handlers.onConnectEnd(released(70, 80), { isValid: null });
  expect(onLoose.mock.calls).toEqual([
    [
      { nodeId: topic, side: 'to' },
      { x: 70, y: 80 },
    ],
  ]);
});

test('a wire that was given up does nothing when it is let go', () => {
  const { handlers, start, source, topic, edges, hover, wiring } = started();
  start(source);
  wiring.setState({ wiring: null });
  hover(topic);
  handlers.onConnectEnd(released(5, 5), { isValid: null });
  expect(edges()).toEqual([]);
});

test('an end that is moved and let go over nothing goes back', () => {
  const { document, handlers, start, source, topic, edges, onLoose } = started();
  document.connect(source, topic);
  handlers.onReconnectStart(null, { source, target: topic });
  start(source);
  handlers.onConnectEnd(released(70, 80), { isValid: null });
  expect(edges()).toEqual([{ from: source, to: topic }]);
  expect(onLoose).not.toHaveBeenCalled();
});

test('an end moves to another node', () => {
  const { document, handlers, start, source, topic, edges, hover } = started();
  document.connect(source, topic);
  const other = document.addNode('topic', place)!;
  handlers.onReconnectStart(null, { source, target: topic });
  start(source);
  hover(other);
  handlers.onConnectEnd(released(5, 5), { isValid: null });
  expect(edges()).toEqual([{ from: source, to: other }]);
  handlers.onReconnect({ source, target: other }, { source, target: topic });
  expect(edges()).toEqual([{ from: source, to: topic }]);
});

test('only legal ends are valid while a wire is in the hand', () => {
  const { handlers, start, source, topic, filter } = started();
  expect(handlers.isValidConnection({ source, target: topic })).toBe(false);
  start(source);
  expect(handlers.isValidConnection({ source, target: topic })).toBe(true);
  expect(handlers.isValidConnection({ source, target: filter })).toBe(false);
  expect(handlers.isValidConnection({ source, target: source })).toBe(false);
  expect(handlers.isValidConnection({ source, target: null })).toBe(false);
});
