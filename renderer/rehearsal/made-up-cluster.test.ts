import { expect, test } from 'vitest';
import { parsePipeline } from '../../engine/contract/project/parse-pipeline.ts';
import { pipelineProblems } from '../../engine/contract/project/pipeline-rules.ts';
import { serialisePipeline } from '../../engine/contract/project/serialise-pipeline.ts';
import { makeUpCluster } from './made-up-cluster.ts';
import { readStage } from './stage.ts';

test.each(['widgets', '60x6', '3x2@5'])('the stage %s is a pipeline that opens', (wish) => {
  const text = serialisePipeline(readStage(wish).file);
  expect(parsePipeline(text)).toMatchObject({ ok: true });
});

test.each(['widgets', '60x6'])('the stage %s has no problems', (wish) => {
  expect(pipelineProblems(readStage(wish).file)).toEqual([]);
});

test('a stage has the size that was wished for', () => {
  const { topics } = makeUpCluster(readStage('60x6@30'));
  expect(topics).toHaveLength(60);
  expect(topics.every(({ partitions }) => partitions.length === 6)).toBe(true);
});

test('every row has a number of its own', () => {
  const { topics, clients, pipeline } = makeUpCluster(readStage('4x3'));
  const ids = [
    ...topics.flatMap(({ partitions }) => partitions.map(({ liveId }) => liveId)),
    ...clients.consumers.flatMap(({ positions }) => positions.map(({ liveId }) => liveId)),
    ...pipeline.nodes.map(({ liveId }) => liveId),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

test('offsets rise, nobody reads what is not there, and the high watermark follows the end', () => {
  for (const wish of ['widgets', '4x3@30']) {
    const cluster = makeUpCluster(readStage(wish));
    const ends = new Map<number, number>();
    for (let tick = 0; tick < 90; tick++) {
      const { partitions } = cluster.frame(tick / 30);
      for (const row of partitions) {
        expect(row.highWatermark).toBeLessThanOrEqual(row.endOffset);
        expect(row.endOffset).toBeGreaterThanOrEqual(ends.get(row.liveId) ?? 0);
        ends.set(row.liveId, row.endOffset);
      }
    }
    const first = cluster.frame(0).partitions.reduce((sum, { endOffset }) => sum + endOffset, 0);
    const last = [...ends.values()].reduce((sum, end) => sum + end, 0);
    expect(last).toBeGreaterThan(first);
  }
});
