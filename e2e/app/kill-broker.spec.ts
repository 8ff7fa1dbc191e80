import { CanvasPage } from './canvas-page.ts';
import { expect, test } from './journey.ts';

test('a broker is killed, others lead, Sally reads on, and it comes back', async ({ journey }) => {
  const { page } = await journey.start();
  const canvas = new CanvasPage(page);
  await expect.poll(() => canvas.endOffsets('widgets')).toBeGreaterThan(10);
  const leaders = async () => (await canvas.strip('widgets')).map(({ leader }) => leader);
  await expect.poll(async () => (await leaders()).includes(2)).toBe(true);

  await page.getByTestId('broker-2').getByRole('button', { name: /kill/iu }).click();
  await expect(page.getByTestId('broker-2')).toHaveAttribute('data-state', 'stopped');
  await expect
    .poll(async () => (await leaders()).every((leader) => leader !== 2 && leader !== null))
    .toBe(true);
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByText(/broker \d now leads widgets-\d/iu).first()).toBeVisible();

  const ends = await canvas.endOffsets('widgets');
  await expect.poll(() => canvas.endOffsets('widgets')).toBeGreaterThan(ends + 10);
  const sally = await canvas.positions('widgets', 'Sally');
  await expect.poll(() => canvas.positions('widgets', 'Sally')).toBeGreaterThan(sally);

  await page
    .getByTestId('broker-2')
    .getByRole('button', { name: /restart/iu })
    .click();
  await expect(page.getByTestId('broker-2')).toHaveAttribute('data-state', 'running');
  const inSync = () =>
    page
      .getByTestId('strip-widgets')
      .locator('tr[data-partition]')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['inSync']));
  await expect.poll(inSync).toEqual(['14', '14', '14']);
});
