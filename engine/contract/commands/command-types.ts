/** The types of all commands, by name. */

import type { CommandKind } from './define-command.ts';
import type { commands } from './index.ts';

type AnyCommand = (typeof commands)[number];

export type CommandName = AnyCommand['name'];
export type Commands = {
  [Command in AnyCommand as Command['name']]: Command extends CommandKind<
    string,
    infer Args,
    infer Reply
  >
    ? { args: Args; reply: Reply }
    : never;
};
