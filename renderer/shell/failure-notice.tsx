/** Turns the failure of what is inside into a notice. */

import { Component, type ReactNode } from 'react';
import { notify } from '../design/toast.tsx';
import { words } from './words.ts';

interface FailureNoticeProps {
  onFailure: () => void;
  children: ReactNode;
}

export class FailureNotice extends Component<FailureNoticeProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    notify({
      title: words.failed.part,
      description: error instanceof Error ? error.message : String(error),
      tone: 'danger',
      action: { label: words.failed.reload, run: () => window.location.reload() },
    });
    this.props.onFailure();
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
