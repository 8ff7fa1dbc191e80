import { expect, test } from 'vitest';
import { edgeId } from '../../../engine/contract/project/pipeline-file.ts';
import { createDocument, type PipelineDocument } from './pipeline-document.ts';

function started(): { document: PipelineDocument; tick(ms: number): void } {
  let time = 0;
  let ids = 0;
  const document = createDocument({ now: () => time, newId: () => `document-${++ids}` });
  return {
    document,
    tick: (ms) => {
      time += ms;
    },
  };
}

const at = (x: number, y: number) => ({ x, y });

function widgets(document: PipelineDocument) {
  const source = document.addNode('datagen', at(0, 0));
  const topic = document.addNode('topic', at(300, 0));
  const filter = document.addNode('filter', at(600, 0));
  if (source === undefined || topic === undefined || filter === undefined) throw new Error('kinds');
  document.connect(source, topic);
  document.connect(topic, filter);
  return { source, topic, filter };
}

test('a new node has a free name, a readable id, a place, and is selected', () => {
  const { document } = started();
  document.addNode('topic', at(10.4, 20));
  document.addNode('topic', at(30, 40));
  document.addNode('consumer', at(50, 60));
  document.addNode('consumer', at(50, 60));
  const { file, selection } = document.store.getState();
  expect(file.nodes).toEqual([
    { id: 'topic', kind: 'topic', name: 'topic', config: {} },
    { id: 'topic-2', kind: 'topic', name: 'topic-2', config: {} },
    { id: 'sally', kind: 'consumer', name: 'Sally', config: {} },
    { id: 'fred', kind: 'consumer', name: 'Fred', config: {} },
  ]);
  expect(file.layout.nodes['topic']).toEqual({ x: 10, y: 20 });
  expect([...selection.nodes]).toEqual(['fred']);
});

test('an unknown kind adds nothing', () => {
  const { document } = started();
  expect(document.addNode('blackhole', at(0, 0))).toBeUndefined();
  expect(document.store.getState().undoLabel).toBeNull();
});

test('a node can arrive wired, in one command', () => {
  const { document } = started();
  const topic = document.addNode('topic', at(0, 0))!;
  const reader = document.addNode('consumer', at(300, 0), { from: topic })!;
  expect(document.store.getState().file.edges).toEqual([{ from: topic, to: reader }]);
  document.undo();
  expect(document.store.getState().file).toMatchObject({ nodes: [{ id: topic }], edges: [] });
});

test('a node arrives alone where its wire would be refused', () => {
  const { document } = started();
  const topic = document.addNode('topic', at(0, 0))!;
  document.addNode('topic', at(300, 0), { from: topic });
  expect(document.store.getState().file.edges).toEqual([]);
});

test('an illegal wire is refused with its reason and changes nothing', () => {
  const { document } = started();
  const { source, filter } = widgets(document);
  const before = document.store.getState().file;
  expect(document.connect(source, filter)).toEqual({
    ok: false,
    reason: expect.stringContaining('topic'),
  });
  expect(document.store.getState().file).toBe(before);
});

test('a wire end moves in one command, also to where only the old wire stood in the way', () => {
  const { document } = started();
  const { source, topic } = widgets(document);
  const other = document.addNode('topic', at(300, 300))!;
  expect(document.reconnect({ from: source, to: topic }, { from: source, to: other })).toEqual({
    ok: true,
  });
  expect(document.store.getState().file.edges.map(edgeId)).toContain(`${source}->${other}`);
  document.undo();
  expect(document.store.getState().file.edges.map(edgeId)).toContain(`${source}->${topic}`);
});

test('deleting a node takes its wires along, and undo brings all of it back', () => {
  const { document } = started();
  const { topic } = widgets(document);
  const text = document.text();
  document.select({ nodes: [topic] });
  document.removeSelection();
  expect(document.store.getState().file).toMatchObject({
    nodes: [{ kind: 'datagen' }, { kind: 'filter' }],
    edges: [],
  });
  expect([...document.store.getState().selection.nodes]).toEqual([]);
  document.undo();
  expect(document.text()).toBe(text);
});

test('letters typed in a row are one command; a pause or leaving the field begins another', () => {
  const { document, tick } = started();
  const { filter } = widgets(document);
  const config = () => document.store.getState().file.nodes.find(({ id }) => id === filter)?.config;
  for (const value of ['c', 'co', 'col']) {
    document.setConfig(filter, 'condition', value);
    tick(200);
  }
  tick(5000);
  document.setConfig(filter, 'condition', 'colour');
  document.settle();
  document.setConfig(filter, 'condition', 'colour = 1');
  document.undo();
  expect(config()).toEqual({ condition: 'colour' });
  document.undo();
  expect(config()).toEqual({ condition: 'col' });
  document.undo();
  expect(config()).toEqual({});
  expect(document.store.getState().redoLabel).toBe('Change Condition');
});

test('a setting taken away brings the default back', () => {
  const { document } = started();
  const { topic } = widgets(document);
  document.setConfig(topic, 'partitions', 6);
  document.setConfig(topic, 'partitions', undefined);
  expect(document.store.getState().file.nodes.find(({ id }) => id === topic)?.config).toEqual({});
});

test('arrow keys in a row are one move', () => {
  const { document } = started();
  document.addNode('topic', at(0, 0));
  document.nudgeSelection(at(8, 0));
  document.nudgeSelection(at(8, 0));
  expect(document.store.getState().file.layout.nodes['topic']).toEqual({ x: 16, y: 0 });
  document.undo();
  expect(document.store.getState().file.layout.nodes['topic']).toEqual({ x: 0, y: 0 });
});

test('what Kafka would refuse as a topic name is refused as a name, unless the topic says its own', () => {
  const { document } = started();
  const { topic, filter } = widgets(document);
  expect(document.rename(topic, 'no spaces')).toMatchObject({ ok: false });
  expect(document.rename(topic, '   ')).toEqual({ ok: false, reason: 'A name is needed.' });
  expect(document.rename(filter, 'Only red')).toEqual({ ok: true });
  document.setConfig(topic, 'topic', 'widgets');
  expect(document.rename(topic, 'The widgets')).toEqual({ ok: true });
  expect(document.rename('gone', 'x')).toMatchObject({ ok: false });
});

test('a copy gets free names and its wires, beside the original, in one command', () => {
  const { document } = started();
  widgets(document);
  document.setConfig('topic', 'topic', 'widgets');
  document.selectAll();
  const text = document.copy()!;
  const before = document.text();
  expect(document.paste(text)).toEqual({ ok: true });
  const { file, selection } = document.store.getState();
  expect(file.nodes.slice(3)).toEqual([
    { id: 'datagen-2', kind: 'datagen', name: 'datagen-2', config: {} },
    { id: 'topic-2', kind: 'topic', name: 'topic-2', config: { topic: 'widgets-2' } },
    { id: 'filter-2', kind: 'filter', name: 'filter-2', config: {} },
  ]);
  expect(file.edges.slice(2)).toEqual([
    { from: 'datagen-2', to: 'topic-2' },
    { from: 'topic-2', to: 'filter-2' },
  ]);
  expect(file.layout.nodes['datagen-2']).toEqual({ x: 40, y: 40 });
  expect(selection.nodes).toEqual(new Set(['datagen-2', 'topic-2', 'filter-2']));
  document.undo();
  expect(document.text()).toBe(before);
});

test('a second paste does not cover the first, and a place can be asked for', () => {
  const { document } = started();
  document.addNode('topic', at(0, 0));
  const text = document.copy()!;
  document.paste(text);
  document.paste(text);
  document.paste(text, at(500, 500));
  expect(document.store.getState().file.layout.nodes).toEqual({
    topic: { x: 0, y: 0 },
    'topic-2': { x: 40, y: 40 },
    'topic-3': { x: 80, y: 80 },
    'topic-4': { x: 500, y: 500 },
  });
});

test.each(['', 'hello', '[1]', '{"penstock": 99}', '{"penstock":1,"name":"x"}'])(
  'pasting %j is refused and changes nothing',
  (text) => {
    const { document } = started();
    widgets(document);
    const before = document.store.getState();
    expect(document.paste(text)).toMatchObject({ ok: false });
    expect(document.store.getState()).toBe(before);
  },
);

test('nothing selected copies nothing', () => {
  const { document } = started();
  expect(document.copy()).toBeUndefined();
  expect(document.cut()).toBeUndefined();
});

test('cut and paste moves nodes to another window', () => {
  const one = started().document;
  const other = started().document;
  widgets(one);
  one.selectAll();
  const text = one.cut()!;
  expect(one.store.getState().file.nodes).toEqual([]);
  other.paste(text);
  expect(other.store.getState().file).toMatchObject({ nodes: { length: 3 }, edges: { length: 2 } });
});

test('broken source keeps the canvas and says where; mended source is one command', () => {
  const { document } = started();
  widgets(document);
  const text = document.text();
  const { file } = document.store.getState();
  expect(document.replaceFromText(`${text.slice(0, 30)}?`)).toMatchObject({ ok: false });
  expect(document.store.getState()).toMatchObject({
    file,
    draft: { problems: [{ code: 'not-json', line: expect.any(Number) }] },
  });
  document.replaceFromText(text.replace('"name": "Untitled"', '"name": "Mended"'));
  expect(document.store.getState()).toMatchObject({
    file: { name: 'Mended' },
    draft: null,
    undoLabel: 'Edit source',
  });
  document.undo();
  expect(document.text()).toBe(text);
});

test('source that means the same changes nothing', () => {
  const { document } = started();
  widgets(document);
  const { file } = document.store.getState();
  expect(document.replaceFromText(JSON.stringify(JSON.parse(document.text())))).toEqual({
    ok: true,
  });
  expect(document.store.getState().file).toBe(file);
});

test('the dirty mark follows what was saved, through undo and redo', () => {
  const { document } = started();
  const dirty = () => document.store.getState().dirty;
  expect(dirty()).toBe(false);
  document.addNode('topic', at(0, 0));
  expect(dirty()).toBe(true);
  document.markSaved('/a.pipeline.json', document.text());
  expect(dirty()).toBe(false);
  document.undo();
  expect(dirty()).toBe(true);
  document.redo();
  expect(dirty()).toBe(false);
});

test('what changed while it was being saved remains to be saved', () => {
  const { document } = started();
  document.addNode('topic', at(0, 0));
  const text = document.text();
  document.addNode('topic', at(0, 100));
  document.markSaved('/a.pipeline.json', text);
  expect(document.store.getState()).toMatchObject({ dirty: true, path: '/a.pipeline.json' });
});

test('the history survives a save and ends with the next document', () => {
  const { document } = started();
  document.addNode('topic', at(0, 0));
  document.markSaved('/a.pipeline.json', document.text());
  expect(document.store.getState().undoLabel).toBe('Add topic');
  const first = document.store.getState().documentId;
  expect(document.openText(document.text(), { path: '/b.pipeline.json' })).toEqual({ ok: true });
  const { undoLabel, path, dirty, documentId } = document.store.getState();
  expect({ undoLabel, path, dirty }).toEqual({
    undoLabel: null,
    path: '/b.pipeline.json',
    dirty: false,
  });
  expect(documentId).not.toBe(first);
});

test('text with problems does not open and changes nothing', () => {
  const { document } = started();
  widgets(document);
  const before = document.store.getState();
  expect(document.openText('{"penstock": 2}', { path: '/x' })).toMatchObject({
    ok: false,
    problems: [{ code: 'version-newer' }],
  });
  expect(document.store.getState()).toBe(before);
});

test('recovered work opens with something to save, under its old identity', () => {
  const { document } = started();
  document.openText(document.text(), { path: null, recovered: { documentId: 'lost' } });
  expect(document.store.getState()).toMatchObject({ dirty: true, documentId: 'lost' });
});

test('nodes without a place get one along the flow, and opening is still nothing to save', () => {
  const { document } = started();
  const { source, topic, filter } = widgets(document);
  const file = JSON.parse(document.text());
  document.openText(JSON.stringify({ ...file, layout: { nodes: {} } }), { path: '/a' });
  const { nodes } = document.store.getState().file.layout;
  expect(nodes[source]!.x).toBeLessThan(nodes[topic]!.x);
  expect(nodes[topic]!.x).toBeLessThan(nodes[filter]!.x);
  expect(document.store.getState().dirty).toBe(false);
});

test('problems follow the graph but not the layout', () => {
  const { document } = started();
  const { source, filter } = widgets(document);
  const problems = () => document.store.getState().problems;
  expect(problems().map(({ code }) => code)).toEqual(['bad-field', 'needs-output']);
  const before = problems();
  document.moveNodes({ [source]: at(5, 5) });
  expect(problems()).toBe(before);
  document.setConfig(filter, 'condition', 'TRUE');
  expect(problems().map(({ code }) => code)).toEqual(['needs-output']);
});

test('the title and the cluster change as commands', () => {
  const { document } = started();
  expect(document.setTitle('')).toMatchObject({ ok: false });
  document.setTitle('Factory');
  document.setCluster({ brokers: 5 });
  document.setCluster({ brokers: 5 });
  expect(document.store.getState().file).toMatchObject({
    name: 'Factory',
    cluster: { brokers: 5 },
  });
  document.undo();
  expect(document.store.getState().file.cluster).toEqual({ brokers: 3 });
});
