/** The token that lets this page speak to its host: taken from the address once, then kept out of sight. */

const STORAGE_KEY = 'penstock.token';

/** What it needs of the window. */
export interface TokenPlace {
  readonly location: { readonly href: string };
  readonly history: { replaceState(state: unknown, unused: string, url: string): void };
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** Reads `token` from the fragment or the query, takes it off the address bar, and keeps it for reloads of this tab. */
export function takeToken(place: TokenPlace): string | null {
  const url = new URL(place.location.href);
  const fragment = new URLSearchParams(url.hash.slice(1));
  const token = fragment.get('token') ?? url.searchParams.get('token');
  if (token === null) return place.sessionStorage.getItem(STORAGE_KEY);
  place.sessionStorage.setItem(STORAGE_KEY, token);
  fragment.delete('token');
  url.searchParams.delete('token');
  url.hash = fragment.toString();
  place.history.replaceState(null, '', url.href);
  return token;
}
