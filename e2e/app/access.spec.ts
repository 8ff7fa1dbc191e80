import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { CanvasPage } from './canvas-page.ts';
import { expect, test } from './journey.ts';

async function seriousProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing serious on the main screens (${theme})`, async ({ journey }) => {
    const { page } = await journey.start({ theme, size: { width: 1600, height: 1000 } });
    const canvas = new CanvasPage(page);
    await expect.poll(() => canvas.endOffsets('widgets')).toBeGreaterThan(3);
    expect(await seriousProblems(page)).toEqual([]);
    await canvas.node('only-red').click();
    for (const tab of ['Events', 'Problems', 'Source']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tabpanel')).toHaveCount(1);
      expect(await seriousProblems(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Build your own' }).click();
    await expect(canvas.nodes).toHaveCount(0);
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await seriousProblems(page)).toEqual([]);
  });
}

test('with reduced motion the numbers still rise', async ({ journey }) => {
  const { page } = await journey.start();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const canvas = new CanvasPage(page);
  await expect.poll(() => canvas.endOffsets('widgets')).toBeGreaterThan(3);
  const before = await canvas.endOffsets('widgets');
  await expect.poll(() => canvas.endOffsets('widgets')).toBeGreaterThan(before);
  await expect(page.locator('.cv-traffic')).toBeHidden();
});
