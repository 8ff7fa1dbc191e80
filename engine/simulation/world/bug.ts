/** How a bug shows itself: something was thrown that nobody expects. */

/** The rule that it breaks. */
export const BUG = 'no bug shows itself';

export function storyOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
