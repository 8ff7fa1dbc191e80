/** A command: one request, one reply. The host checks the arguments against the schema before it acts. */

import type { z } from 'zod';

export interface CommandKind<Name extends string = string, Args = unknown, Reply = unknown> {
  readonly name: Name;
  /** One plain sentence. */
  readonly description: string;
  readonly args: z.ZodType<Args>;
  /** Carries the type of the reply; holds nothing. */
  readonly reply: { readonly type?: Reply };
}

export function defineCommand<const Name extends string, Args, Reply>(
  command: CommandKind<Name, Args, Reply>,
): CommandKind<Name, Args, Reply> {
  return command;
}

/** Names the type of a reply in a declaration. */
export function reply<Reply>(): { readonly type?: Reply } {
  return {};
}
