/** The map in ARCHITECTURE.md, drawn from the table of layers; `npm run catalogue` keeps it. */

import { layers, type Layer } from './layers.ts';

export const mapDocument = 'ARCHITECTURE.md';

const begin = '<!-- map: written from scripts/layers.ts by `npm run catalogue` -->';
const end = '<!-- /map -->';

/** The document with the map of the layers that `isPresent` knows. */
export function withMap(document: string, isPresent: (folder: string) => boolean): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${mapDocument} has no place for the map.`);
  const present = layers.filter(({ folder }) => isPresent(folder));
  const rows = present.map((layer) => row(layer, isPresent));
  const table = ['| folder | what it is | may import |', '|---|---|---|', ...rows].join('\n');
  return `${document.slice(0, from)}${begin}\n${table}\n${document.slice(to)}`;
}

function row({ folder, about, imports }: Layer, isPresent: (folder: string) => boolean): string {
  return `| \`${folder}\` | ${about} | ${shortly(folder, imports.filter(isPresent)) || 'nothing'} |`;
}

/** `engine/log engine/base` seen from the engine is `log base`. */
function shortly(folder: string, imports: readonly string[]): string {
  const home = `${folder.split('/')[0]}/`;
  if (imports.includes('engine')) return 'all of the engine';
  if (imports.includes('renderer')) return 'all of the renderer, engine/contract';
  return imports.map((other) => other.replace(home, '')).join(' ');
}
