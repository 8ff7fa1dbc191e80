/** Why a coordinator did not carry out a command. */

import type { LogError } from './coordinator-log.ts';

export type Refusal =
  | { readonly kind: 'loading' }
  /** This broker does not, or no longer, lead the partition. */
  | { readonly kind: 'not-coordinator' }
  /** Written, but not replicated in time; it may still come to be. */
  | { readonly kind: 'timed-out' }
  /** The log did not take it; nothing changed. */
  | { readonly kind: 'log'; readonly error: LogError };

export const LOADING: Refusal = { kind: 'loading' };
export const NOT_COORDINATOR: Refusal = { kind: 'not-coordinator' };
export const TIMED_OUT: Refusal = { kind: 'timed-out' };
