/** The answer of an operation that may be refused. */

export interface Refusal {
  readonly ok: false;
  /** One sentence for the person who asked. */
  readonly reason: string;
}

export type Outcome = { readonly ok: true } | Refusal;

export const done: Outcome = { ok: true };

export function refused(reason: string): Refusal {
  return { ok: false, reason };
}
