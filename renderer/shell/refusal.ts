/** Says on the page that something was refused, and what to try. */

import { CommandRefused } from '../../engine/contract/transport/transport.ts';
import { notify } from '../design/toast.tsx';

export function tellRefusal(title: string, error: unknown): void {
  notify({ title, description: refusalText(error), tone: 'danger' });
}

/** What happened and what to try, in that order. */
export function refusalText(error: unknown): string {
  if (error instanceof CommandRefused) {
    return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  }
  return error instanceof Error ? error.message : String(error);
}
