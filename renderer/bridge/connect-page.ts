/** Picks what carries the contract: the port of Electron's preload, else a WebSocket to the host that served the page. */

import type { PageEnd } from '../../engine/contract/transport/channel.ts';
import { pageTransport } from '../../engine/contract/transport/page-transport.ts';
import type { Transport } from '../../engine/contract/transport/transport.ts';
import { messagePortEnd, PORT_MESSAGE, PORT_WANTED_MESSAGE } from './message-port-end.ts';
import { takeToken } from './page-token.ts';
import { browserSockets, contractUrl, webSocketEnd } from './web-socket-end.ts';

/** The scheme under which Electron serves the page. */
const ELECTRON_SCHEME = 'app:';

export function connectPage(): Transport {
  const isElectron = window.location.protocol === ELECTRON_SCHEME;
  return pageTransport(isElectron ? portFromPreload() : socketToOrigin());
}

/** The preload may run before the page listens: so the page says when it does. */
function portFromPreload(): PageEnd {
  const { end, take } = messagePortEnd();
  window.addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
    const [port] = ports;
    if (source === window && data === PORT_MESSAGE && port) take(port);
  });
  window.postMessage(PORT_WANTED_MESSAGE, window.location.origin);
  return end;
}

function socketToOrigin(): PageEnd {
  const token = takeToken(window);
  return webSocketEnd(contractUrl(window.location.href, token), browserSockets);
}
