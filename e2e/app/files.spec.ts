import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CanvasPage } from './canvas-page.ts';
import { expect, test } from './journey.ts';
import type { RunningApp } from './start-app.ts';

/** In the system's dialog where there is one, else in the page's own. */
async function saveTo(app: RunningApp, folder: string, name: string): Promise<void> {
  await app.answerDialog(join(folder, name));
  await app.page.keyboard.press('Control+s');
  if (app.hasNativeDialogs) return;
  const dialog = app.page.getByRole('dialog', { name: 'Save the pipeline' });
  await dialog.getByLabel('Folder path').fill(folder);
  await dialog.getByLabel('Folder path').press('Enter');
  await dialog.getByLabel('File name').fill(name);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
}

async function openFrom(app: RunningApp, folder: string, name: string): Promise<void> {
  await app.answerDialog(join(folder, name));
  await app.page.keyboard.press('Control+o');
  if (app.hasNativeDialogs) return;
  const dialog = app.page.getByRole('dialog', { name: 'Open a pipeline' });
  await dialog.getByLabel('Folder path').fill(folder);
  await dialog.getByLabel('Folder path').press('Enter');
  await dialog.getByLabel('File name').fill(name);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
}

async function beginEmpty(page: Page): Promise<CanvasPage> {
  await page.getByRole('button', { name: 'Build your own' }).click();
  const canvas = new CanvasPage(page);
  await expect(canvas.nodes).toHaveCount(0);
  return canvas;
}

test('a pipeline is saved, changed, opened again as it was, and what was not saved is recovered', async ({
  journey,
}) => {
  const app = await journey.start({ size: { width: 1600, height: 1000 } });
  const canvas = await beginEmpty(app.page);
  await canvas.dragPart('datagen', { x: 160, y: 90 });
  await canvas.dragPart('topic', { x: 560, y: 90 });
  await canvas.drawWire('datagen', 'topic');
  await saveTo(app, journey.home, 'mine.pipeline.json');
  const path = join(journey.home, 'mine.pipeline.json');
  await expect.poll(() => existsSync(path)).toBe(true);
  const saved = readFileSync(path, 'utf8');
  expect(JSON.parse(saved)).toMatchObject({
    penstock: 1,
    nodes: [{ kind: 'datagen' }, { kind: 'topic' }],
    edges: [{ from: 'datagen', to: 'topic' }],
  });

  // Saved twice, it is the same bytes.
  await app.page.keyboard.press('Control+s');
  await canvas.dragPart('filter', { x: 160, y: 370 });
  await expect(canvas.nodes).toHaveCount(3);
  expect(readFileSync(path, 'utf8')).toBe(saved);

  await openFrom(app, journey.home, 'mine.pipeline.json');
  await expect(canvas.nodes).toHaveCount(2);
  await expect(canvas.wires).toHaveCount(1);
  await app.close();

  const again = await journey.start();
  await expect(again.page.getByText(/Recovered the unsaved changes/u)).toBeVisible();
  await expect(new CanvasPage(again.page).nodes).toHaveCount(3);
});

test('what was not saved survives a kill', async ({ journey }) => {
  const app = await journey.start({ size: { width: 1600, height: 1000 } });
  const canvas = await beginEmpty(app.page);
  await canvas.dragPart('topic', { x: 400, y: 90 });
  await expect(canvas.node('topic')).toBeFocused();
  await app.page.keyboard.press('F2');
  await app.page.keyboard.type('not_saved_yet');
  await app.page.keyboard.press('Enter');
  await expect(canvas.node('topic')).toContainText('not_saved_yet');
  await expect.poll(() => isKept(journey.home, 'not_saved_yet')).toBe(true);
  await app.crash();

  const again = await journey.start();
  await expect(again.page.getByText(/Recovered the unsaved changes/u)).toBeVisible();
  await expect(new CanvasPage(again.page).node('topic')).toContainText('not_saved_yet');
});

test('broken source keeps the canvas, and mended source changes it', async ({ journey }) => {
  const { page } = await journey.start({ size: { width: 1600, height: 1000 } });
  const canvas = await beginEmpty(page);
  await canvas.dragPart('topic', { x: 400, y: 90 });
  await page.getByRole('tab', { name: 'Source' }).click();
  const editor = page.locator('.monaco-editor').first();
  await editor.click();
  await page.keyboard.press('Control+Home');
  await expect(editor).toContainText('"penstock"');
  await page.keyboard.type('?');
  await expect(page.getByRole('tab', { name: /Problems/u })).toContainText(/\d/u);
  await expect(canvas.node('topic')).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(canvas.node('topic')).toBeVisible();
});

test('the sample is exported as Connect and as topic commands', async ({ journey }) => {
  const { page } = await journey.start();
  const canvas = new CanvasPage(page);
  await expect(canvas.node('widgets')).toBeVisible();
  const folder = join(journey.home, 'exported');
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.locator('pre')).toContainText('connector.class');
  await dialog.getByLabel('Write into folder').fill(folder);
  await dialog.getByRole('button', { name: 'Write files' }).click();
  // The files come one after another, each in one piece.
  const hasSink = () => exported(folder).some((text) => text.includes('FileStreamSinkConnector'));
  await expect.poll(hasSink).toBe(true);
});

function exported(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Whether a copy with this word lies anywhere in the home. */
function isKept(home: string, word: string): boolean {
  return readdirSync(home, { recursive: true, withFileTypes: true }).some(
    (entry) =>
      entry.isFile() &&
      entry.name.endsWith('.json') &&
      readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(word),
  );
}
