/** Where the page lives. */

export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'bundle';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;
