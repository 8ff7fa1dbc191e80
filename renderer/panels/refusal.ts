/** Says on the page that a command was refused, and what to try. */

import { CommandRefused } from '../../engine/contract/transport/transport.ts';
import { notify } from '../design/toast.tsx';

export function tellRefusal(title: string, error: unknown): void {
  const isRefused = error instanceof CommandRefused;
  const hint = isRefused && error.hint !== undefined ? ` ${error.hint}` : '';
  const text = error instanceof Error ? error.message : String(error);
  notify({ title, description: `${text}${hint}`, tone: 'danger' });
}
