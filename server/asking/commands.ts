import type { Hint } from '@parley/contracts/socket.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes } from '../changes/changes.ts';
import type { Executors } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { HintTarget } from '../delivery-port.ts';
import { callbackCommands } from './callback.ts';
import { customerRequestCommands } from './customer-requests.ts';
import { feedbackCommands } from './feedback.ts';
import { inCallCommands } from './in-call.ts';
import { videoRequestCommands } from './video-request.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => Millis;
  readonly random: () => string;
  readonly hint: (to: HintTarget, hint: Hint) => void;
};

type Names =
  | keyof ReturnType<typeof videoRequestCommands>
  | keyof ReturnType<typeof callbackCommands>
  | keyof ReturnType<typeof customerRequestCommands>
  | keyof ReturnType<typeof feedbackCommands>
  | keyof ReturnType<typeof inCallCommands>;

/** What one side asks of the other. */
export function askingExecutors(parts: Parts): Executors<Names> {
  return {
    ...videoRequestCommands(parts),
    ...callbackCommands(parts),
    ...customerRequestCommands(parts),
    ...feedbackCommands(parts),
    ...inCallCommands(parts),
  };
}
