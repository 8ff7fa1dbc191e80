/** Where things lie: the built page and the samples beside the program, the installation's own files in the home directory. */

import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The same bundled and from source: both lie two folders below the root. */
export const pageDirectory = fileURLToPath(new URL('../../dist/page/', import.meta.url));
export const samplesDirectory = fileURLToPath(new URL('../../assets/samples/', import.meta.url));

/** `PENSTOCK_HOME` moves all that Penstock keeps, for tests and for more than one installation. */
function home(env: Readonly<Record<string, string | undefined>>): string {
  return env['PENSTOCK_HOME'] ?? join(homedir(), '.penstock');
}

export function stateDirectory(env: Readonly<Record<string, string | undefined>>): string {
  return join(home(env), 'state');
}

export function sandboxDirectory(env: Readonly<Record<string, string | undefined>>): string {
  return join(home(env), 'sandbox');
}

export function documentsDirectory(env: Readonly<Record<string, string | undefined>>): string {
  return env['PENSTOCK_HOME'] === undefined
    ? join(homedir(), 'Penstock')
    : join(home(env), 'documents');
}

/** For clusters that leave nothing behind. */
export function temporaryDirectory(name: string): string {
  return join(tmpdir(), `penstock-${name}`);
}
