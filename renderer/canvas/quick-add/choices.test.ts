import { expect, test } from 'vitest';
import { createDocument } from '../../state/document/pipeline-document.ts';
import { choices } from './choices.ts';

const place = { x: 0, y: 0 };
const anything = { end: null, offersNodes: false, text: '' };

function titles(document: ReturnType<typeof createDocument>, query: Parameters<typeof choices>[1]) {
  return choices(document, query).map(({ title }) => title);
}

test('without a wire every kind may stand there', () => {
  const document = createDocument({ newId: () => 'd' });
  expect(titles(document, anything)).toEqual(
    expect.arrayContaining(['Topic', 'Filter', 'Datagen', 'Consumer', 'Producer']),
  );
});

test('with a wire only those may that the rules allow', () => {
  const document = createDocument({ newId: () => 'd' });
  const source = document.addNode('datagen', place)!;
  const topic = document.addNode('topic', place)!;
  const from = (nodeId: string) => ({ ...anything, end: { nodeId, side: 'from' as const } });
  expect(titles(document, from(source))).toEqual(['Topic']);
  expect(titles(document, from(topic))).toEqual(
    expect.arrayContaining(['Filter', 'Consumer', 'File sink']),
  );
  expect(titles(document, from(topic))).not.toContain('Topic');
  expect(titles(document, { ...anything, end: { nodeId: topic, side: 'to' } })).toEqual(
    expect.arrayContaining(['Datagen', 'Filter', 'Producer']),
  );
});

test('nodes that are there come first, when they are wanted', () => {
  const document = createDocument({ newId: () => 'd' });
  const source = document.addNode('datagen', place)!;
  document.addNode('topic', place);
  const query = { ...anything, end: { nodeId: source, side: 'from' as const }, offersNodes: true };
  expect(choices(document, query).map(({ what, title }) => `${what} ${title}`)).toEqual([
    'connect topic',
    'add Topic',
  ]);
});

test('typing narrows, and what begins with it comes first', () => {
  const document = createDocument({ newId: () => 'd' });
  expect(titles(document, { ...anything, text: ' FI ' }).slice(0, 3)).toEqual([
    'File sink',
    'File source',
    'Filter',
  ]);
  expect(titles(document, { ...anything, text: 'by hand' })).toEqual(['Producer']);
  expect(titles(document, { ...anything, text: 'nothing like it' })).toEqual([]);
});
