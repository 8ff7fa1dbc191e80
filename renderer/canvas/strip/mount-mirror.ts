/** Keeps a hidden table up to date with what a strip shows, twice a second at most. */

import { type MirrorRow, mirrorRows } from './strip-words.ts';
import type { StripSource } from './mount-strip.ts';
import { watchModel } from './watch-model.ts';

export function mountMirror(body: HTMLTableSectionElement, source: StripSource): () => void {
  const { live } = source.workspace;
  const models = watchModel(source, show);
  function show(): void {
    const rows = mirrorRows(live, models.model());
    while (body.rows.length > rows.length) body.deleteRow(-1);
    for (const [index, row] of rows.entries()) showRow(body.rows[index] ?? body.insertRow(), row);
  }
  show();
  const stop = live.mirror(show);
  return () => {
    stop();
    models.close();
  };
}

/** Touches only what differs, so that nothing is laid out or read aloud for nothing. */
function showRow(element: HTMLTableRowElement, row: MirrorRow): void {
  for (const [index, text] of row.cells.entries()) {
    const cell = element.cells[index] ?? element.insertCell();
    if (cell.textContent !== text) cell.textContent = text;
  }
  for (const name of Object.keys(element.dataset)) {
    if (!Object.hasOwn(row.data, name)) delete element.dataset[name];
  }
  for (const [name, value] of Object.entries(row.data)) {
    if (element.dataset[name] !== value) element.dataset[name] = value;
  }
}
