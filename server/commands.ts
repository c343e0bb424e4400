import type { CommandAnswer, CommandData, CommandName } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import { type CommandContext, type Executors, NOT_ALLOWED } from './command-context.ts';

/** Every operation of the registry with the one that carries it out. */
export type AllExecutors = Executors<CommandName>;

/** Answers a page that asks whether anybody is there. */
export const lineCommands: Executors<'probe'> = {
  probe: async ({ who }) => (can(who, 'test-line') ? { ok: true, data: {} } : NOT_ALLOWED),
};

/** Carries one command out by its name; `data` has passed the registry's schema. */
export function runCommand<Name extends CommandName>(
  executors: AllExecutors,
  { name, data }: { readonly name: Name; readonly data: unknown },
  context: CommandContext,
): Promise<CommandAnswer> {
  return executors[name](context, data as CommandData<Name>);
}
