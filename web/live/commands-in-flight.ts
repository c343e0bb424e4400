import type {
  CommandAnswer,
  CommandData,
  CommandName,
  CommandResult,
} from '@parley/contracts/socket.ts';
import { randomId } from './random-id.ts';
import type { CommandFrame, Wire } from './wire.ts';

/** How long a command is tried before its sender is told to try again. */
export const COMMAND_MS = 30_000;

/** How long an answer may take before the line itself is suspected. */
const SUSPICIOUS_MS = 4_000;

/** Sends a command and promises its answer. */
export type Send = <Name extends CommandName>(
  name: Name,
  data: CommandData<Name>,
) => Promise<CommandAnswer<CommandResult<Name>>>;

type Waiting = { readonly frame: CommandFrame; readonly answered: (answer: CommandAnswer) => void };

/** Commands that have no answer yet; each keeps its id, so that a repetition is carried out once. */
export type CommandsInFlight = {
  readonly send: Send;
  /** A socket opened: whatever has no answer goes out again, in its old order. */
  readonly repeat: () => void;
  /** No answer will come any more. */
  readonly giveUp: (code: 'signed-out' | 'try-again') => void;
};

/** Keeps commands until they are answered, over as many sockets as it takes. */
export function keepCommands(
  wire: Wire,
  line: { readonly isOpen: () => boolean; readonly suspect: () => void },
): CommandsInFlight {
  const waiting = new Map<string, Waiting>();
  let refusal: CommandAnswer | null = null;

  const emit = ({ frame, answered }: Waiting): void => wire.command(frame, answered);

  const send = (name: CommandName, data: unknown): Promise<CommandAnswer> =>
    new Promise((resolve) => {
      if (refusal !== null) return resolve(refusal);
      const id = randomId();
      const suspicion = setTimeout(line.suspect, SUSPICIOUS_MS);
      const answered = (answer: CommandAnswer): void => {
        if (!waiting.delete(id)) return;
        clearTimeout(suspicion);
        clearTimeout(deadline);
        resolve(answer);
      };
      const deadline = setTimeout(() => answered({ ok: false, code: 'try-again' }), COMMAND_MS);
      const entry: Waiting = { frame: { id, name, data }, answered };
      waiting.set(id, entry);
      if (line.isOpen()) emit(entry);
    });

  return {
    // The contract types the answer by the command's name; the frame itself carries it untyped.
    send: send as Send,
    repeat: () => {
      for (const entry of waiting.values()) emit(entry);
    },
    giveUp: (code) => {
      refusal = { ok: false, code };
      for (const { answered } of [...waiting.values()]) answered(refusal);
    },
  };
}
