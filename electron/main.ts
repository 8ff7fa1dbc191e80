/** Electron's main process: hosts the engine, shows one window, and gives its page one port and nothing else. */

import { app, BrowserWindow, dialog, Menu, nativeTheme, session, shell } from 'electron';
import { systemPorts } from '../engine/base/ports/real/ports.ts';
import { sandboxDirectory } from '../engine/host/places.ts';
import { openHost } from '../engine/host/sandbox.ts';
import { startCluster } from '../engine/host/start-cluster.ts';
import { version } from '../engine/host/version.ts';
import { appMenu } from './menu.ts';
import { nativeDialogs } from './native-dialogs.ts';
import { connectPages } from './page-ports.ts';
import { allowPage, servePage } from './page-scheme.ts';
import { PAGE_URL } from './page-url.ts';
import { openWindow } from './window.ts';

const BROKERS = 3;
const FIRST_PORT = 9092;

if (app.requestSingleInstanceLock()) void main();
else app.quit();

async function main(): Promise<void> {
  await app.whenReady();
  const env = process.env;
  const host = openHost({
    env,
    app: { version: version(), host: 'electron', platform: process.platform },
    dialogs: nativeDialogs(dialog, () => BrowserWindow.getAllWindows()[0]),
  });
  servePage(session.defaultSession, systemPorts.disk);
  allowPage(session.defaultSession);
  nativeTheme.themeSource = host.settings.data.theme;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      appMenu(process.platform === 'darwin', (url) => void shell.openExternal(url)),
    ),
  );
  connectPages((end) => host.connect(end));
  const window = openWindow(PAGE_URL, host.stateDirectory);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  quitInOrder(() => host.close());
  try {
    const dataDirectory = sandboxDirectory(env);
    const cluster = await startCluster(
      {
        brokers: BROKERS,
        host: '127.0.0.1',
        port: Number(env['PENSTOCK_PORT'] ?? FIRST_PORT),
        mayMove: true,
        dataDirectory,
        properties: {},
      },
      host.clusterWatch.listener,
    );
    host.attach(cluster);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    host.events.tell({
      source: 'cluster',
      level: 'problem',
      text: `The cluster could not start: ${message}`,
    });
  }
}

/** The engine stops before the process does. */
function quitInOrder(close: () => Promise<void>): void {
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    void close().finally(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
