/** The canvas as a hand and an eye use it: drag a part, draw a wire, read a strip. */

import type { Locator, Page } from '@playwright/test';

export interface StripRow {
  readonly partition: number;
  readonly end: number;
  readonly leader: number | null;
}

export interface ReaderRow {
  readonly partition: number;
  readonly position: number;
  readonly lag: number;
}

export class CanvasPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get surface(): Locator {
    return this.page.getByRole('region', { name: 'Pipeline canvas' });
  }

  node(id: string): Locator {
    return this.page.getByTestId(`node-${id}`);
  }

  get nodes(): Locator {
    return this.surface.locator('.react-flow__node');
  }

  get wires(): Locator {
    return this.surface.locator('.react-flow__edge');
  }

  wire(from: string, to: string): Locator {
    return this.page.getByTestId(`wire-${from}-${to}`);
  }

  /** Drags a part of the palette to a place on the canvas, in pixels from its top left corner. */
  async dragPart(kind: string, at: { x: number; y: number }): Promise<void> {
    await this.page.getByTestId(`part-${kind}`).dragTo(this.surface, { targetPosition: at });
  }

  /** Draws a wire from the one handle to the other, as a hand does. */
  async drawWire(from: string, to: string): Promise<void> {
    const source = this.node(from).locator('.react-flow__handle.source');
    const target = this.node(to).locator('.react-flow__handle.target');
    await this.pull(source, await middleOf(target));
  }

  /** Takes something up, moves it in steps, and lets it go. */
  async pull(grip: Locator, to: { x: number; y: number }): Promise<void> {
    const from = await middleOf(grip);
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 6, from.y + 6);
    await mouse.move(to.x, to.y, { steps: 10 });
    await mouse.up();
  }

  /** What the strip of a topic says, by partition. */
  async strip(nodeId: string): Promise<StripRow[]> {
    const rows = await this.rows(nodeId);
    return rows
      .filter((row) => row['partition'] !== undefined)
      .map((row) => ({
        partition: Number(row['partition']),
        end: Number(row['end']),
        leader: row['leader'] ? Number(row['leader']) : null,
      }));
  }

  /** Where a reader stands, by partition. */
  async reader(nodeId: string, name: string): Promise<ReaderRow[]> {
    const rows = await this.rows(nodeId);
    return rows
      .filter((row) => row['consumer'] === name)
      .map((row) => ({
        partition: Number(row['onPartition']),
        position: Number(row['position']),
        lag: Number(row['lag']),
      }));
  }

  async endOffsets(nodeId: string): Promise<number> {
    const rows = await this.strip(nodeId);
    return rows.reduce((sum, { end }) => sum + end, 0);
  }

  async positions(nodeId: string, name: string): Promise<number> {
    const rows = await this.reader(nodeId, name);
    return rows.reduce((sum, { position }) => sum + position, 0);
  }

  private rows(nodeId: string): Promise<Record<string, string | undefined>[]> {
    return this.page
      .getByTestId(`strip-${nodeId}`)
      .locator('tr')
      .evaluateAll((rows) =>
        rows.map((row) => Object.fromEntries(Object.entries((row as HTMLElement).dataset))),
      );
  }
}

export async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
