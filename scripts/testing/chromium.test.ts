/** A system's Chromium is found on the PATH. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { systemChromium } from './chromium.ts';

test('a browser is found in any folder of the PATH, Chromium before others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  const PATH = ['', join(folder, 'absent'), folder].join(delimiter);
  try {
    expect(systemChromium({ PATH }, 'linux')).toBeUndefined();
    writeFileSync(join(folder, 'google-chrome'), '');
    expect(systemChromium({ PATH }, 'linux')).toBe(join(folder, 'google-chrome'));
    writeFileSync(join(folder, 'chromium'), '');
    expect(systemChromium({ PATH }, 'linux')).toBe(join(folder, 'chromium'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a machine without a PATH has none', () => {
  expect(systemChromium({}, 'linux')).toBeUndefined();
});
