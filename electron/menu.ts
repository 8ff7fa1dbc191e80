/** The native menu. What concerns the document is done in the page, which knows its own shortcuts. */

import type { MenuItemConstructorOptions } from 'electron';

const KAFKA_DOCUMENTATION = 'https://kafka.apache.org/documentation/';

export function appMenu(isMac: boolean, open: (url: string) => void): MenuItemConstructorOptions[] {
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: 'File', submenu: [{ role: isMac ? 'close' : 'quit' }] },
    { label: 'Edit', submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }] },
    {
      label: 'View',
      submenu: [{ role: 'reload' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }],
    },
    { role: 'windowMenu' },
    {
      label: 'Help',
      submenu: [{ label: 'Apache Kafka documentation', click: () => open(KAFKA_DOCUMENTATION) }],
    },
  ];
}
