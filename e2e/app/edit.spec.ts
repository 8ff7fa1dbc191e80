import type { Page } from '@playwright/test';
import { CanvasPage, middleOf } from './canvas-page.ts';
import { expect, type Journey, test } from './journey.ts';

async function emptyCanvas(journey: Journey): Promise<{ page: Page; canvas: CanvasPage }> {
  const { page } = await journey.start({ size: { width: 1600, height: 1000 } });
  await page.getByRole('button', { name: 'Build your own' }).click();
  const canvas = new CanvasPage(page);
  await expect(canvas.nodes).toHaveCount(0);
  return { page, canvas };
}

test('only legal targets are lit, the others say why, and Escape gives up the wire', async ({
  journey,
}) => {
  const { page, canvas } = await emptyCanvas(journey);
  await canvas.dragPart('datagen', { x: 160, y: 90 });
  await canvas.dragPart('topic', { x: 560, y: 90 });
  await canvas.dragPart('filter', { x: 160, y: 370 });
  const grip = await middleOf(canvas.node('datagen').locator('.react-flow__handle.source'));
  const filter = await middleOf(canvas.node('filter'));
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x + 20, grip.y + 60, { steps: 5 });
  await expect(canvas.node('topic').locator('.cv-node')).toHaveAttribute('data-wiring', 'legal');
  await expect(canvas.node('filter').locator('.cv-node')).toHaveAttribute('data-wiring', 'illegal');
  await page.mouse.move(filter.x, filter.y, { steps: 5 });
  await expect(page.locator('.cv-hint')).toHaveText(/put one between Datagen and Filter/u);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(canvas.wires).toHaveCount(0);
  await expect(canvas.node('topic').locator('.cv-node')).toHaveAttribute('data-wiring', 'none');
});

test('a wire dropped on nothing asks what to add, and the node arrives connected', async ({
  journey,
}) => {
  const { page, canvas } = await emptyCanvas(journey);
  await canvas.dragPart('datagen', { x: 160, y: 200 });
  const surface = await canvas.surface.boundingBox();
  await canvas.pull(canvas.node('datagen').locator('.react-flow__handle.source'), {
    x: (surface?.x ?? 0) + 500,
    y: (surface?.y ?? 0) + 200,
  });
  await expect(page.getByRole('option')).toHaveText([/Topic/u]);
  await page.keyboard.press('Enter');
  await expect(canvas.wire('datagen', 'topic')).toBeAttached();
  await expect(canvas.node('topic')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('consu');
  await page.keyboard.press('Enter');
  await expect(canvas.wire('topic', 'sally')).toBeAttached();
});

test('everything is undone and redone', async ({ journey }) => {
  const { page, canvas } = await emptyCanvas(journey);
  await canvas.dragPart('datagen', { x: 160, y: 90 });
  await canvas.dragPart('topic', { x: 560, y: 90 });
  await canvas.drawWire('datagen', 'topic');
  const before = await middleOf(canvas.node('datagen'));
  await canvas.pull(canvas.node('datagen').locator('.cv-kind'), {
    x: before.x + 40,
    y: before.y + 200,
  });
  const after = await middleOf(canvas.node('datagen'));
  expect(after.y).toBeGreaterThan(before.y + 100);

  await page.keyboard.press('Control+z');
  await expect
    .poll(async () => Math.round((await middleOf(canvas.node('datagen'))).y))
    .toBe(Math.round(before.y));
  await page.keyboard.press('Control+z');
  await expect(canvas.wires).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(canvas.nodes).toHaveCount(0);
  for (let step = 0; step < 4; step++) await page.keyboard.press('Control+Shift+z');
  await expect(canvas.nodes).toHaveCount(2);
  await expect(canvas.wires).toHaveCount(1);
  await expect
    .poll(async () => Math.round((await middleOf(canvas.node('datagen'))).y))
    .toBe(Math.round(after.y));
});

test('nodes are copied, pasted, duplicated and deleted by keys', async ({ journey }) => {
  const { page, canvas } = await emptyCanvas(journey);
  await canvas.dragPart('topic', { x: 400, y: 90 });
  await canvas.dragPart('filter', { x: 400, y: 400 });
  await canvas.surface.locator('.react-flow__pane').click({ position: { x: 30, y: 500 } });
  await canvas.node('topic').click({ position: { x: 60, y: 20 } });
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(canvas.node('topic-2')).toBeVisible();
  await page.keyboard.press('Control+d');
  await expect(canvas.node('topic-3')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(canvas.nodes).toHaveCount(3);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(canvas.nodes).toHaveCount(0);
});

test('a pipeline is built with keys alone', async ({ journey }) => {
  const { page, canvas } = await emptyCanvas(journey);
  await page.getByTestId('part-datagen').focus();
  await page.keyboard.press('Enter');
  await expect(canvas.node('datagen')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('topic');
  await page.keyboard.press('Enter');
  await expect(canvas.wire('datagen', 'topic')).toBeAttached();
  await expect(canvas.node('topic')).toBeFocused();
  const before = await middleOf(canvas.node('topic'));
  await page.keyboard.press('Shift+ArrowDown');
  await expect
    .poll(async () => (await middleOf(canvas.node('topic'))).y)
    .toBeGreaterThan(before.y + 60);
  await page.keyboard.press('Control+ArrowLeft');
  await expect(canvas.node('datagen')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('Sensors');
  await page.keyboard.press('Enter');
  await expect(canvas.node('datagen')).toContainText('Sensors');
});

test('a name that Kafka would refuse is refused where it is written', async ({ journey }) => {
  const { page, canvas } = await emptyCanvas(journey);
  await canvas.dragPart('topic', { x: 400, y: 90 });
  await expect(canvas.node('topic')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('no spaces');
  await page.keyboard.press('Enter');
  await expect(canvas.node('topic').getByRole('alert')).toHaveText(/does not allow/u);
  await page.keyboard.press('Escape');
  await expect(canvas.node('topic').locator('.cv-name')).toHaveText('topic');
});

test('tidy arranges along the flow, and is undone in one step', async ({ journey }) => {
  const { page, canvas } = await emptyCanvas(journey);
  await canvas.dragPart('topic', { x: 300, y: 90 });
  await canvas.dragPart('datagen', { x: 700, y: 420 });
  await canvas.drawWire('datagen', 'topic');
  await page.getByRole('button', { name: 'Tidy up' }).click();
  await expect
    .poll(
      async () =>
        (await middleOf(canvas.node('datagen'))).x < (await middleOf(canvas.node('topic'))).x,
    )
    .toBe(true);
  await page.keyboard.press('Control+z');
  await expect
    .poll(
      async () =>
        (await middleOf(canvas.node('datagen'))).x > (await middleOf(canvas.node('topic'))).x,
    )
    .toBe(true);
});
