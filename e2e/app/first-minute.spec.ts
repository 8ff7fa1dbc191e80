import { CanvasPage } from './canvas-page.ts';
import { expect, test } from './journey.ts';

test('the first start shows the widgets, running, and Sally moves', async ({ journey }) => {
  const { page } = await journey.start();
  const canvas = new CanvasPage(page);
  await expect.poll(() => canvas.endOffsets('widgets')).toBeGreaterThan(10);
  const before = await canvas.positions('widgets', 'Sally');
  await expect.poll(() => canvas.positions('widgets', 'Sally')).toBeGreaterThan(before);
  const fred = await canvas.reader('widgets', 'Fred');
  expect(fred).toHaveLength(3);
  await expect(canvas.node('sally').locator('[data-live=counts]')).toHaveText(
    /behind|has read all/u,
  );
});

test('the page asks nobody but its host', async ({ journey }) => {
  const { page } = await journey.start();
  const { protocol, host } = new URL(page.url());
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOurs = url.host === host || url.protocol === 'data:' || url.protocol === 'blob:';
    if (!isOurs && url.protocol !== protocol) foreign.push(request.url());
    else if (!isOurs) foreign.push(request.url());
  });
  await page.reload();
  const canvas = new CanvasPage(page);
  await expect.poll(() => canvas.endOffsets('widgets')).toBeGreaterThan(10);
  await page.getByRole('tab', { name: 'Source' }).click();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  expect(foreign).toEqual([]);
});
