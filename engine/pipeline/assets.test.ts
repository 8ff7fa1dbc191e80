import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nodeKind } from '../contract/project/pipeline-rules.ts';
import { parsePipeline } from '../contract/project/parse-pipeline.ts';
import { pipelineJsonSchema, type PipelineFile } from '../contract/project/pipeline-file.ts';
import { serialisePipeline } from '../contract/project/serialise-pipeline.ts';
import { validatePipeline } from './validate-pipeline.ts';

const assets = join(dirname(fileURLToPath(import.meta.url)), '../../assets');
const samples = readdirSync(join(assets, 'samples')).filter((name) =>
  name.endsWith('.pipeline.json'),
);

function read(name: string): { text: string; file: PipelineFile } {
  const text = readFileSync(join(assets, 'samples', name), 'utf8');
  const parsed = parsePipeline(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return { text, file: parsed.file };
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** How large a node is drawn, about. */
function boxOf({ nodes, layout }: PipelineFile, id: string): Box {
  const node = nodes.find((one) => one.id === id);
  const place = layout.nodes[id];
  if (node === undefined || place === undefined) throw new Error(`${id} has no place.`);
  const partitions = typeof node.config['partitions'] === 'number' ? node.config['partitions'] : 3;
  const [width, height] = node.kind === 'topic' ? [432, 56 + 42 * partitions] : [224, 100];
  return { left: place.x, top: place.y, right: place.x + width, bottom: place.y + height };
}

test('the published JSON Schema is the one of the contract', () => {
  const published: unknown = JSON.parse(readFileSync(join(assets, 'pipeline.schema.json'), 'utf8'));
  expect(published).toEqual(pipelineJsonSchema());
});

test('both samples of the product are there', () => {
  expect(samples).toEqual(['clicks.pipeline.json', 'widgets.pipeline.json']);
});

test.each(samples)('%s has no problem, not even a doubtful one, and is saved as it is', (name) => {
  const { text, file } = read(name);
  expect(validatePipeline(text)).toEqual([]);
  expect(serialisePipeline(file)).toBe(text);
});

test.each(samples)(
  '%s is laid out from left to right or down to the next row, with room between its nodes',
  (name) => {
    const { file } = read(name);
    for (const { from, to } of file.edges) {
      const [source, target] = [boxOf(file, from), boxOf(file, to)];
      const isBelow = target.top - source.bottom >= 40;
      if (!isBelow) expect(target.left - source.right).toBeGreaterThanOrEqual(80);
    }
    for (const one of file.nodes) {
      for (const other of file.nodes) {
        const [a, b] = [boxOf(file, one.id), boxOf(file, other.id)];
        const gapX = Math.max(a.left, b.left) - Math.min(a.right, b.right);
        const gapY = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
        if (one !== other) expect(Math.max(gapX, gapY)).toBeGreaterThanOrEqual(40);
      }
    }
  },
);

test('in the widgets sample, Sally keeps up and Fred does not', () => {
  const { file } = read('widgets.pipeline.json');
  const rate = (id: string) => Number(file.nodes.find((node) => node.id === id)?.config['rate']);
  expect(rate('sally')).toBeGreaterThan(rate('sensors'));
  expect(rate('fred')).toBeLessThan(rate('sensors') / 2);
  expect(file.nodes.every(({ kind }) => nodeKind(kind) !== undefined)).toBe(true);
});
