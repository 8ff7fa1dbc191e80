/** Electron's entry. The page's scheme must be known before the app is ready, so this part is loaded at once, the rest after it. */

import { app, protocol } from 'electron';
import { PAGE_SCHEME } from './page-url.ts';

// A launcher that loads this late has named the scheme on its command line instead (`--standard-schemes` and its like).
if (!app.isReady()) {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

void import('./main.ts');
