import { expect, test } from 'vitest';
import { createDocument } from '../../state/document/pipeline-document.ts';
import { beginWiring, finishWiring, wireTo } from './wiring.ts';

function started() {
  const document = createDocument({ newId: () => 'document' });
  const place = { x: 0, y: 0 };
  const source = document.addNode('datagen', place)!;
  const topic = document.addNode('topic', place)!;
  const filter = document.addNode('filter', place)!;
  return { document, source, topic, filter };
}

test('only legal targets are open, the others say why', () => {
  const { document, source, topic, filter } = started();
  const { refusals } = beginWiring(document, { nodeId: source, side: 'from' });
  expect(refusals.get(topic)).toBeUndefined();
  expect(refusals.get(filter)).toMatch(/topic/u);
  expect(refusals.get(source)).toMatch(/itself/u);
});

test('a wire can be drawn from either end', () => {
  const { document, source, topic } = started();
  expect(beginWiring(document, { nodeId: topic, side: 'to' }).refusals.get(source)).toBeUndefined();
  expect(finishWiring(document, { nodeId: topic, side: 'to' }, source)).toEqual({ ok: true });
  expect(document.store.getState().file.edges).toEqual([{ from: source, to: topic }]);
});

test('where an end is moved, the wire itself does not stand in the way', () => {
  const { document, source, topic } = started();
  document.connect(source, topic);
  const other = document.addNode('topic', { x: 0, y: 0 })!;
  const instead = { from: source, to: topic };
  const end = { nodeId: source, side: 'from', instead } as const;
  expect(beginWiring(document, end).refusals.get(other)).toBeUndefined();
  expect(beginWiring(document, { nodeId: source, side: 'from' }).refusals.get(other)).toMatch(
    /one wire/u,
  );
  expect(finishWiring(document, end, other)).toEqual({ ok: true });
  expect(document.store.getState().file.edges).toEqual([{ from: source, to: other }]);
});

test('a refused wire says why and changes nothing', () => {
  const { document, source, filter } = started();
  expect(finishWiring(document, { nodeId: source, side: 'from' }, filter)).toMatchObject({
    ok: false,
  });
  expect(document.store.getState().file.edges).toEqual([]);
});

test('the loose end decides which way records go', () => {
  expect(wireTo({ nodeId: 'a', side: 'from' }, 'b')).toEqual({ from: 'a', to: 'b' });
  expect(wireTo({ nodeId: 'a', side: 'to' }, 'b')).toEqual({ from: 'b', to: 'a' });
});
