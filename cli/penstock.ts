/** Finds the subcommand, and turns errors into one line and an exit code. */

import { EngineError } from '../engine/base/errors.ts';
import { exportCommand } from './commands/export.ts';
import { run } from './commands/run.ts';
import { serve } from './commands/serve.ts';
import { start } from './commands/start.ts';
import { validate } from './commands/validate.ts';
import type { CliCommand } from './define-command.ts';

const commands: readonly CliCommand[] = [start, serve, run, validate, exportCommand];

/** Exit codes: 0 done, 1 failed, 2 wrong words on the command line. */
export async function penstock([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    console.error(`penstock: there is no command "${name}". See penstock --help.`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    console.error(`penstock: ${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}`);
    return error.code === 'USAGE' ? 2 : 1;
  }
}

function overview(): string {
  const rows = commands.map(
    ({ name, positional, about }) => `  ${`${name} ${positional}`.padEnd(14)}  ${about}`,
  );
  return [
    'Usage: penstock COMMAND [options]',
    '',
    ...rows,
    '',
    'penstock COMMAND --help tells more.',
  ].join('\n');
}
