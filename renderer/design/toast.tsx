/** Short notices at the corner: said once, gone by themselves, unless they ask something. */

import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './toast.css';

const manager = Base.createToastManager<object>();

export interface Notice {
  /** The same id replaces what is shown. */
  id?: string;
  title: string;
  /** What to try. */
  description?: string | undefined;
  tone?: 'plain' | 'danger';
  action?: { label: string; run: () => void } | undefined;
  /** Stays until it is closed. */
  stays?: boolean;
}

/** Shows a notice; a failure is read aloud at once, the rest when there is a pause. */
export function notify({ id, title, description, tone = 'plain', action, stays }: Notice): void {
  const noticeId = manager.add({
    ...(id === undefined ? {} : { id }),
    title,
    description,
    type: tone,
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: stays ? 0 : readingTime(`${title} ${description ?? ''}`),
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              manager.close(noticeId);
              action.run();
            },
          },
        }
      : {}),
  });
}

/** At least five seconds; longer for longer sentences. */
function readingTime(text: string): number {
  return Math.max(5000, text.length * 70);
}

export function Toasts({ closeLabel }: { closeLabel: string }): ReactNode {
  return (
    <Base.Provider toastManager={manager} limit={4}>
      <Base.Portal>
        <Base.Viewport className="ps-toasts">
          <ToastList closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList({ closeLabel }: { closeLabel: string }): ReactNode {
  const { toasts } = Base.useToastManager<object>();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className="ps-toast" data-tone={toast.type}>
      {toast.type === 'danger' ? <Icon of={CircleAlert} /> : null}
      <Base.Content className="ps-toast-content">
        <Base.Title className="ps-toast-title" render={<div />} />
        <Base.Description className="ps-toast-description" render={<div />} />
      </Base.Content>
      {toast.actionProps ? (
        <Base.Action className="ps-button" data-tone="plain" data-size="small" />
      ) : null}
      <Base.Close
        className="ps-button"
        data-tone="quiet"
        data-size="small"
        data-icon-only=""
        aria-label={closeLabel}
      >
        <Icon of={X} size={14} />
      </Base.Close>
    </Base.Root>
  ));
}
