/** Where the page begins: connects to its host and shows the shell. */

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './design/tokens.css';
import './design/base.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import type { Transport } from '../engine/contract/transport/transport.ts';
import { connectPage } from './bridge/connect-page.ts';
import { applyTheme } from './design/theme.ts';
import { App } from './shell/app.tsx';
import { createShell } from './shell/shell.ts';
import { createWorkspace } from './state/workspace.ts';

// The content security policy allows no `eval`; without this zod would try it once.
z.config({ jitless: true });
applyTheme('system');

/** `?rehearse=60x6` shows a made-up cluster, for measuring; else the page talks to its host. */
async function openTransport(): Promise<Transport> {
  const wish = new URLSearchParams(location.search).get('rehearse');
  if (wish === null) return connectPage();
  const { rehearse } = await import('./rehearsal/rehearse.ts');
  return rehearse(wish);
}

const root = document.getElementById('root');
if (root) {
  const workspace = createWorkspace(await openTransport());
  createRoot(root).render(<App shell={createShell(workspace)} />);
}
