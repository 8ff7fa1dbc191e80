/** The `penstock` command. */

import { penstock } from './penstock.ts';

process.exitCode = await penstock(process.argv.slice(2));
