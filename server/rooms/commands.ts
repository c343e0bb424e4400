import type { roomCommands as registry } from '@parley/contracts/rooms.ts';
import type { CommandName } from '@parley/contracts/socket.ts';
import type { Executors } from '../command-context.ts';
import { cancelCommands } from './cancel-commands.ts';
import { invitationCommands } from './invitation-commands.ts';
import { roomCommands } from './room-commands.ts';
import { type SmsCommandParts, smsCommands } from './sms-commands.ts';

/** Every operation of rooms with the one that carries it out. */
export function roomExecutors(
  parts: SmsCommandParts,
): Executors<Extract<CommandName, keyof typeof registry>> {
  return {
    ...roomCommands(parts),
    ...smsCommands(parts),
    ...cancelCommands(parts),
    ...invitationCommands(parts),
  };
}
