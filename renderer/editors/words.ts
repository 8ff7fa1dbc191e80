/** Every sentence of the editors, in one place, so that another language can stand beside it. */

export const words = {
  source: 'Pipeline as JSON',
  broken: 'The text cannot be read. The canvas shows the last version that could be.',
  revert: 'Go back to that version',
  goTo: (line: number, column: number) => `Line ${line}, column ${column}`,
  hint: 'Changes here appear on the canvas, and the other way round.',
} as const;
