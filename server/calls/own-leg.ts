import type { CommandName } from '@parley/contracts/socket.ts';
import { commands } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { Call, Leg } from '@parley/core/call/call.ts';
import { type CommandContext, NOT_ALLOWED } from '../command-context.ts';

/** A command about a leg, and whose it is. */
export type OnLeg = { readonly callId: string; readonly legId: string };

/** Decides about a leg of whoever asks; anybody else's is refused. */
export function decideOnOwnLeg<Answer extends { readonly ok: boolean }>(
  call: Call | null,
  asked: {
    readonly context: CommandContext;
    readonly name: CommandName;
    readonly legId: string;
  },
  decide: (leg: Leg) => Answer,
): Answer | Refused {
  const leg = call?.legs.find((one) => one.id === asked.legId);
  if (leg === undefined) {
    return call?.phase.name === 'ended' ? { ok: false, code: 'call-ended' } : NOT_ALLOWED;
  }
  const { action } = commands[asked.name];
  return can(asked.context.who, action, { personId: leg.personId }) ? decide(leg) : NOT_ALLOWED;
}

type Refused = { readonly ok: false; readonly code: 'call-ended' | 'not-allowed' };
