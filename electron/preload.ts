/** Passes one port from the main process to the page. It exposes nothing: no function, no object, no channel by name. */

import { ipcRenderer } from 'electron';

/** As `renderer/bridge` says them. */
const PORT_WANTED_MESSAGE = 'penstock:port-wanted';
const PORT_MESSAGE = 'penstock:port';
const READY = 'penstock:page-ready';

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source === window && event.data === PORT_WANTED_MESSAGE) ipcRenderer.send(READY);
});

ipcRenderer.on(PORT_MESSAGE, (event) => {
  window.postMessage(PORT_MESSAGE, window.location.origin, [...event.ports]);
});
