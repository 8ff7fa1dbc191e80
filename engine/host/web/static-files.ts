/** The built page as HTTP answers: only files below its directory, with headers that keep the page to itself. */

import type { Disk } from '../../base/ports/disk.ts';

export interface StaticAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
};

/** `connect` is what the page may open besides its own origin. */
export function contentSecurityPolicy(connect: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    `connect-src 'self' ${connect}`.trim(),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function staticFile(
  disk: Disk,
  directory: string,
  options: { urlPath: string; connect: string },
): StaticAnswer {
  const headers = {
    'content-security-policy': contentSecurityPolicy(options.connect),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
  const parts = safeParts(options.urlPath);
  const path = parts && disk.join(directory, ...(parts.length === 0 ? ['index.html'] : parts));
  if (!path || !disk.exists(path) || disk.isDirectory(path)) {
    return {
      status: 404,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
      body: Buffer.from('Not found.\n'),
    };
  }
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const isNamedByContent = options.urlPath.startsWith('/assets/');
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'cache-control': isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    body: disk.readFile(path),
  };
}

/** The parts of a decoded path; undefined when it tries to leave the directory. */
function safeParts(urlPath: string): string[] | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  const parts = decoded.split('/').filter((part) => part !== '');
  const isUnsafe = parts.some((part) => part === '..' || part === '.' || /[\\:\0]/.test(part));
  return isUnsafe ? undefined : parts;
}
