import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePipeline } from '../../../engine/contract/project/parse-pipeline.ts';
import { createDocument, type PipelineDocument } from './pipeline-document.ts';

const kinds = ['topic', 'datagen', 'filter', 'consumer', 'producer', 'file-sink'];
const place = fc.record({
  x: fc.integer({ min: -2000, max: 2000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
});

/** Picks from what is there by a number, so that shrinking stays meaningful. */
function pick(document: PipelineDocument, index: number): string {
  const { nodes } = document.store.getState().file;
  return nodes[index % Math.max(1, nodes.length)]?.id ?? 'nobody';
}

type Command = (document: PipelineDocument) => void;

const number = fc.nat(20);
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(fc.constantFrom(...kinds), place).map(
    ([kind, at]): Command =>
      (document) =>
        document.addNode(kind, at),
  ),
  fc.tuple(fc.constantFrom(...kinds), place, number).map(
    ([kind, at, from]): Command =>
      (document) =>
        document.addNode(kind, at, { from: pick(document, from) }),
  ),
  fc.tuple(number, number).map(
    ([from, to]): Command =>
      (document) =>
        document.connect(pick(document, from), pick(document, to)),
  ),
  fc.tuple(number, place).map(
    ([index, at]): Command =>
      (document) =>
        document.moveNodes({ [pick(document, index)]: at }),
  ),
  fc.tuple(number, fc.string()).map(
    ([index, name]): Command =>
      (document) =>
        document.rename(pick(document, index), name),
  ),
  fc.tuple(number, fc.string()).map(
    ([index, value]): Command =>
      (document) =>
        document.setConfig(pick(document, index), 'topic', value || undefined),
  ),
  fc.array(number, { maxLength: 4 }).map(
    (chosen): Command =>
      (document) =>
        document.select({ nodes: chosen.map((index) => pick(document, index)) }),
  ),
  fc.constantFrom<Command>(
    (document) => document.removeSelection(),
    (document) => document.duplicate(),
    (document) => document.selectAll(),
    (document) => document.nudgeSelection({ x: 8, y: 0 }),
    (document) => document.paste(document.cut() ?? '{}'),
    (document) => document.settle(),
    (document) => document.undo(),
    (document) => document.redo(),
  ),
);

function run(commands: readonly Command[]): PipelineDocument {
  let time = 0;
  const document = createDocument({ now: () => (time += 700), newId: () => 'document' });
  for (const each of commands) each(document);
  return document;
}

function undoAll(document: PipelineDocument): number {
  let count = 0;
  while (document.store.getState().undoLabel !== null) {
    document.undo();
    count++;
  }
  return count;
}

test('whatever was done, undone gives the same text again, and redone the other', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const empty = run([]).text();
      const document = run(commands);
      while (document.store.getState().redoLabel !== null) document.redo();
      const text = document.text();
      const count = undoAll(document);
      expect(document.text()).toBe(empty);
      for (let step = 0; step < count; step++) document.redo();
      expect(document.text()).toBe(text);
    }),
  );
});

test('whatever was done, the text opens again and says the same', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const document = run(commands);
      const text = document.text();
      expect(parsePipeline(text)).toMatchObject({ ok: true });
      const other = createDocument({ newId: () => 'other' });
      other.openText(text, { path: null });
      expect(other.text()).toBe(text);
    }),
  );
});

test('whatever was done, ids are unique, wires have both ends, and only what is there is selected', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const { file, selection } = run(commands).store.getState();
      const ids = new Set(file.nodes.map(({ id }) => id));
      expect(ids.size).toBe(file.nodes.length);
      expect(file.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
      expect([...selection.nodes].filter((id) => !ids.has(id))).toEqual([]);
      expect(Object.keys(file.layout.nodes).toSorted()).toEqual([...ids].toSorted());
    }),
  );
});
