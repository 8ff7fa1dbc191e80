/** The page's own scheme: only built files, a strict policy, and no permission for anything. */

import type { Session } from 'electron';
import type { Disk } from '../engine/base/ports/disk.ts';
import { pageDirectory } from '../engine/host/places.ts';
import { staticFile } from '../engine/host/web/static-files.ts';
import { PAGE_HOST, PAGE_SCHEME } from './page-url.ts';

export function servePage(session: Session, disk: Disk): void {
  session.protocol.handle(PAGE_SCHEME, (request) => {
    const url = new URL(request.url);
    if (url.host !== PAGE_HOST) return new Response('Not found.', { status: 404 });
    const { status, headers, body } = staticFile(disk, pageDirectory, {
      urlPath: url.pathname,
      connect: '',
    });
    return new Response(new Uint8Array(body), { status, headers });
  });
}

/** Copying to the clipboard is the one permission that the page has. */
export function allowPage(session: Session): void {
  const isAllowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(isAllowed(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
}
