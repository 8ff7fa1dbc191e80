/** Copies text and says so. */

import { notify } from './toast.tsx';

export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ id: 'copied', title: said });
  } catch (error) {
    notify({ title: error instanceof Error ? error.message : String(error), tone: 'danger' });
  }
}
