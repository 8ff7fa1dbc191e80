/** Starts the product as a person would: the web host with a Chromium, or the window in Electron, each with a home of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  chromium,
  _electron as electron,
  type ElectronApplication,
  type Page,
} from 'playwright';
import { killPenstock, spawnPenstock } from './penstock-process.ts';

export interface RunningApp {
  readonly page: Page;
  /** Answers the next dialog of the system with this path. Does nothing where the page has dialogs of its own. */
  answerDialog(path: string): Promise<void>;
  readonly hasNativeDialogs: boolean;
  /** Ends it as a power cut would. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export interface AppOptions {
  /** Where it keeps its state, its data and its documents. */
  readonly home: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: 'light' | 'dark';
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const defaultSize = { width: 1280, height: 800 };

export async function startInChromium(options: AppOptions): Promise<RunningApp> {
  const host = await spawnPenstock(options.home);
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      args: ['--no-sandbox'],
      ...(process.env['PENSTOCK_CHROMIUM']
        ? { executablePath: process.env['PENSTOCK_CHROMIUM'] }
        : {}),
    });
    const page = await browser.newPage({
      viewport: options.size ?? defaultSize,
      colorScheme: options.theme ?? 'dark',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto(host.uiUrl);
    return {
      page,
      hasNativeDialogs: false,
      answerDialog: () => Promise.resolve(),
      async crash() {
        await killPenstock(host.child, 'SIGKILL');
        await browser?.close();
      },
      async close() {
        await browser?.close();
        await killPenstock(host.child);
      },
    };
  } catch (error) {
    await browser?.close();
    await killPenstock(host.child);
    throw error;
  }
}

export async function startInElectron(options: AppOptions): Promise<RunningApp> {
  const display = await provideDisplay();
  let app: ElectronApplication | undefined;
  try {
    app = await electron.launch({
      executablePath: join(root, 'e2e', 'app', 'early-electron.sh'),
      args: ['--no-sandbox', root],
      env: {
        ...(process.env as Record<string, string>),
        PENSTOCK_HOME: options.home,
        PENSTOCK_PORT: '0',
        DISPLAY: display.name,
      },
    });
    const page = await app.firstWindow();
    const { width, height } = options.size ?? defaultSize;
    await app.evaluate(
      ({ BrowserWindow, nativeTheme }, wanted) => {
        nativeTheme.themeSource = wanted.theme;
        BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height);
      },
      { width, height, theme: options.theme ?? 'dark' },
    );
    return runningElectron(app, page, display);
  } catch (error) {
    await app?.close();
    display.close();
    throw error;
  }
}

function runningElectron(app: ElectronApplication, page: Page, display: Display): RunningApp {
  return {
    page,
    hasNativeDialogs: true,
    answerDialog: (path) =>
      app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
      }, path),
    async crash() {
      const ended = new Promise((resolve) => app.process().once('exit', resolve));
      app.process().kill('SIGKILL');
      await ended;
      display.close();
    },
    async close() {
      await app.close();
      display.close();
    },
  };
}

interface Display {
  readonly name: string;
  close(): void;
}

/** The display that is there, else a virtual one. */
async function provideDisplay(): Promise<Display> {
  const present = process.env['DISPLAY'];
  if (present !== undefined || process.platform !== 'linux' || !existsSync('/usr/bin/Xvfb')) {
    return { name: present ?? '', close: () => undefined };
  }
  const child = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1200x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await firstLine(child);
  return { name: `:${number}`, close: () => void child.kill() };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout) createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The virtual display ended with ${code}.`)));
  });
}
