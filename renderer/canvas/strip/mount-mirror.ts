/** Keeps a hidden table up to date with what a strip shows, twice a second at most. */

import { type MirrorRow, mirrorRows } from './strip-words.ts';
import type { StripSource } from './mount-strip.ts';
import { watchModel } from './watch-model.ts';

/** Words change more seldom than numbers: they are laid out, and nobody listens to them all the time. */
const WORDS_MS = 4000;

export function mountMirror(body: HTMLTableSectionElement, source: StripSource): () => void {
  const { live } = source.workspace;
  const node = body.closest('.react-flow__node');
  let wordsAt = -Infinity;
  const models = watchModel(source, showAll);
  function show(withWords: boolean): void {
    const rows = mirrorRows(live, models.model());
    while (body.rows.length > rows.length) body.deleteRow(-1);
    for (const [index, row] of rows.entries()) {
      const element = body.rows[index] ?? body.insertRow();
      showNumbers(element, row);
      if (withWords) showWords(element, row);
    }
  }
  function showAll(): void {
    wordsAt = performance.now();
    show(true);
  }
  showAll();
  const stop = live.mirror(() => {
    if (performance.now() - wordsAt >= WORDS_MS) showAll();
    else show(false);
  });
  // Who comes to listen hears how things stand now.
  node?.addEventListener('focusin', showAll);
  return () => {
    stop();
    node?.removeEventListener('focusin', showAll);
    models.close();
  };
}

/** Touches only what differs. */
function showNumbers(element: HTMLTableRowElement, row: MirrorRow): void {
  for (const name of Object.keys(element.dataset)) {
    if (!Object.hasOwn(row.data, name)) delete element.dataset[name];
  }
  for (const [name, value] of Object.entries(row.data)) {
    if (element.dataset[name] !== value) element.dataset[name] = value;
  }
}

function showWords(element: HTMLTableRowElement, row: MirrorRow): void {
  for (const [index, text] of row.cells.entries()) {
    const cell = element.cells[index] ?? element.insertCell();
    if (cell.textContent !== text) cell.textContent = text;
  }
}
