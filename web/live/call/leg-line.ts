import type {
  CommandAnswer,
  CommandData,
  CommandName,
  CommandResult,
} from '@parley/contracts/socket.ts';
import type { Connection } from '../connection.ts';

/** Which leg of which call. */
export type LegId = { readonly callId: string; readonly legId: string };

type OfLeg = {
  [Name in CommandName]: CommandData<Name> extends LegId ? Name : never;
}[CommandName];

/** Sends commands about one leg; the leg's ids are filled in. */
export type LegLine = <Name extends OfLeg>(
  name: Name,
  data: Omit<CommandData<Name>, keyof LegId>,
) => Promise<CommandAnswer<CommandResult<Name>>>;

/** The line of one leg over the page's connection. */
export function legLine(connection: Connection, { callId, legId }: LegId): LegLine {
  return (name, data) =>
    connection.send(name, { ...data, callId, legId } as CommandData<typeof name>);
}
