import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CanvasPage } from './canvas-page.ts';
import { expect, test } from './journey.ts';

test('the widgets pipeline is built by hand from an empty canvas, and runs', async ({
  journey,
}) => {
  const { page } = await journey.start({ size: { width: 1600, height: 1000 } });
  const canvas = new CanvasPage(page);
  await page.getByRole('button', { name: 'Build your own' }).click();
  // The sample runs on until it is stopped; its topics have the names that ours will have.
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await expect(canvas.nodes).toHaveCount(0);

  // Drag.
  await canvas.dragPart('datagen', { x: 160, y: 90 });
  await canvas.dragPart('topic', { x: 560, y: 90 });
  await canvas.dragPart('consumer', { x: 950, y: 60 });
  await canvas.dragPart('filter', { x: 160, y: 370 });
  await canvas.dragPart('topic', { x: 560, y: 350 });
  await canvas.dragPart('file-sink', { x: 950, y: 370 });
  await expect(canvas.nodes).toHaveCount(6);

  // Wire.
  await canvas.drawWire('datagen', 'topic');
  await canvas.drawWire('topic', 'sally');
  await canvas.drawWire('topic', 'filter');
  await canvas.drawWire('filter', 'topic-2');
  await canvas.drawWire('topic-2', 'file-sink');
  await expect(canvas.wires).toHaveCount(5);

  // Name and configure.
  await canvas.node('topic').click({ position: { x: 60, y: 20 } });
  await page.keyboard.press('F2');
  await page.keyboard.type('widgets');
  await page.keyboard.press('Enter');
  await expect(canvas.node('topic')).toContainText('widgets');
  await canvas.node('topic-2').click({ position: { x: 60, y: 20 } });
  await page.keyboard.press('F2');
  await page.keyboard.type('widgets_red');
  await page.keyboard.press('Enter');
  await canvas.node('filter').click();
  const condition = page.locator('[data-field=condition]');
  await condition.locator('.monaco-editor, textarea').first().click();
  await page.keyboard.type("colour = 'RED' AND widget_weight_g > 120");
  await canvas.node('file-sink').click();
  const output = join(journey.home, 'widgets-red.jsonl');
  await page.locator('[data-field=file] input').fill(output);
  await page.locator('[data-field=file] input').blur();

  // Run.
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(() => canvas.endOffsets('topic')).toBeGreaterThan(10);
  const before = await canvas.endOffsets('topic');
  await expect.poll(() => canvas.endOffsets('topic')).toBeGreaterThan(before);
  const sally = await canvas.positions('topic', 'Sally');
  await expect.poll(() => canvas.positions('topic', 'Sally')).toBeGreaterThan(sally);
  await expect.poll(() => canvas.endOffsets('topic-2')).toBeGreaterThan(0);
  await expect.poll(() => linesOf(output)).toBeGreaterThan(0);
  const [line = ''] = readFileSync(output, 'utf8').split('\n');
  expect(JSON.parse(line)).toMatchObject({ colour: expect.stringMatching(/^red$/iu) });

  // Stop.
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(canvas.node('datagen').locator('.cv-state')).toHaveText('Idle');
});

function linesOf(path: string): number {
  try {
    return readFileSync(path, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}
