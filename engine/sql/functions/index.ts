/** Written by `npm run catalogue` from the files of this folder. */

import { abs } from './abs.ts';
import { arrayContains } from './array-contains.ts';
import { arrayLength } from './array-length.ts';
import { ceil } from './ceil.ts';
import { coalesce } from './coalesce.ts';
import { concat } from './concat.ts';
import { floor } from './floor.ts';
import { greatest } from './greatest.ts';
import { ifnull } from './ifnull.ts';
import { instr } from './instr.ts';
import { lcase } from './lcase.ts';
import { least } from './least.ts';
import { len } from './len.ts';
import { nullif } from './nullif.ts';
import { power } from './power.ts';
import { replace } from './replace.ts';
import { round } from './round.ts';
import { sign } from './sign.ts';
import { sqrt } from './sqrt.ts';
import { substring } from './substring.ts';
import { trim } from './trim.ts';
import { ucase } from './ucase.ts';

export {
  abs,
  arrayContains,
  arrayLength,
  ceil,
  coalesce,
  concat,
  floor,
  greatest,
  ifnull,
  instr,
  lcase,
  least,
  len,
  nullif,
  power,
  replace,
  round,
  sign,
  sqrt,
  substring,
  trim,
  ucase,
};

export const functions = [
  abs,
  arrayContains,
  arrayLength,
  ceil,
  coalesce,
  concat,
  floor,
  greatest,
  ifnull,
  instr,
  lcase,
  least,
  len,
  nullif,
  power,
  replace,
  round,
  sign,
  sqrt,
  substring,
  trim,
  ucase,
] as const;
