/** Holds a failure to the part of the page in which it happened, says so, and offers to try again. */

import { RefreshCw, TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

export interface ErrorBoundaryProps {
  title: string;
  retryLabel: string;
  /** What to do instead of showing this part again, such as closing it. */
  onRetry?: () => void;
  children: ReactNode;
}

interface State {
  readonly error: unknown;
  readonly hasFailed: boolean;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: undefined, hasFailed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, hasFailed: true };
  }

  private readonly retry = (): void => {
    this.setState({ error: undefined, hasFailed: false });
    this.props.onRetry?.();
  };

  override render(): ReactNode {
    const { error, hasFailed } = this.state;
    if (!hasFailed) return this.props.children;
    return (
      <EmptyState
        icon={TriangleAlert}
        title={this.props.title}
        actions={
          <Button size="small" icon={RefreshCw} onClick={this.retry}>
            {this.props.retryLabel}
          </Button>
        }
      >
        {error instanceof Error ? error.message : String(error)}
      </EmptyState>
    );
  }
}
