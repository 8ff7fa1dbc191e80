/** Names and ids for new nodes: what was wished for, with a number behind it where that is taken. */

import { NODE_ID_PATTERN } from '../../../engine/contract/project/pipeline-file.ts';

const ID_LENGTH_MAX = 80;

/** Readers are called by the first of these that is free. */
const PEOPLE = [
  'Sally',
  'Fred',
  'Rick',
  'Mia',
  'Noor',
  'Juan',
  'Aiko',
  'Emil',
  'Zoe',
  'Omar',
  'Lena',
  'Kofi',
] as const;

/** `widgets`, or `widgets-2`, `widgets-3`, … when it is taken. A number that is there already is counted on. */
export function uniqueName(wished: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wished)) return wished;
  const stem = wished.replace(/-\d+$/u, '') || wished;
  for (let count = 2; ; count++) {
    const candidate = `${stem}-${count}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** A free id that reads like the name: `Only red` becomes `only-red`. */
export function uniqueId(name: string, isTaken: (id: string) => boolean): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/gu, '-')
    .replaceAll(/^[^A-Za-z0-9]+|-+$/gu, '')
    .slice(0, ID_LENGTH_MAX);
  const wished = NODE_ID_PATTERN.test(slug) ? slug : 'node';
  return uniqueName(wished, isTaken);
}

export function readerName(isTaken: (name: string) => boolean): string {
  return PEOPLE.find((person) => !isTaken(person)) ?? uniqueName(PEOPLE[0], isTaken);
}
