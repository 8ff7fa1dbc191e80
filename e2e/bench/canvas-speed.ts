/** How smoothly the canvas paints: 60 topics of 6 partitions, all of them changing 30 times a second, in a real browser. */

import { type Browser, chromium, type Page } from 'playwright';
import { provideChromium } from '../../scripts/testing/chromium.ts';
import { spawnServe } from '../clients/penstock-serve.ts';
import { barFigure, type Figure } from './figure.ts';

/** Topics, partitions, records a second in each partition: `renderer/rehearsal` makes them up. */
const stage = '60x6@30';
const framesAtLeast = 55;
const settleMs = 3000;
const measureMs = 10_000;
const size = { width: 1600, height: 900 };

export async function measureCanvas(): Promise<Figure[]> {
  const found = await provideChromium();
  if (found.kind === 'none') {
    return [{ name: 'canvas, frames a second', measured: `skipped: ${found.reason}`, bar: '' }];
  }
  const serve = await spawnServe(['--ui', '--ui-port', '0']);
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: found.executable, args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: size });
    const address = new URL(serve.uiUrl ?? '');
    address.searchParams.set('rehearse', stage);
    await page.goto(address.href);
    return await figuresOf(page);
  } finally {
    await browser?.close();
    await serve.stop();
  }
}

async function figuresOf(page: Page): Promise<Figure[]> {
  await page.getByTestId('node-topic-59').waitFor();
  await page.waitForTimeout(settleMs);
  const whole = await measure(page);
  await page.getByTitle('Zoom to 100 %').click();
  await page.waitForTimeout(settleMs);
  const close = await measure(page);
  return [
    barFigure({
      name: '60 topics × 6 partitions at 30 Hz, all in sight',
      value: whole.framesPerSecond,
      unit: 'frames/s',
      atLeast: framesAtLeast,
    }),
    barFigure({ name: '  main thread', value: whole.busyMs, unit: 'ms/s' }),
    barFigure({
      name: '60 topics × 6 partitions at 30 Hz, at 100 %',
      value: close.framesPerSecond,
      unit: 'frames/s',
      atLeast: framesAtLeast,
    }),
    barFigure({ name: '  main thread', value: close.busyMs, unit: 'ms/s' }),
  ];
}

interface Smoothness {
  readonly framesPerSecond: number;
  /** Processor time of the page's main thread, by the browser's own metrics. */
  readonly busyMs: number;
}

async function measure(page: Page): Promise<Smoothness> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busySeconds = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const before = await busySeconds();
  const framesPerSecond = await page.evaluate(countFrames, measureMs);
  const after = await busySeconds();
  await devtools.detach();
  return { framesPerSecond, busyMs: ((after - before) / measureMs) * 1_000_000 };
}

/** Runs in the page. */
function countFrames(durationMs: number): Promise<number> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let frames = 0;
    function frame(now: number): void {
      frames++;
      if (now - startedAt < durationMs) requestAnimationFrame(frame);
      else resolve((frames * 1000) / (now - startedAt));
    }
    requestAnimationFrame(frame);
  });
}
