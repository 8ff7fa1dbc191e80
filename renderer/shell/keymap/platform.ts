/** Whether this is a Mac, where Command does what Ctrl does elsewhere. */

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/u.test(navigator.platform);
}
