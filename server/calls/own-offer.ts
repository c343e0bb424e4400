import { type CommandName, commands } from '@parley/contracts/socket.ts';
import { ringOf } from '@parley/core/call/people.ts';
import type { Millis } from '@parley/core/time.ts';
import type { ChangeAnswer, Changes, Decided } from '../changes/changes.ts';
import type { Loaded } from '../changes/loaded.ts';
import {
  allowed,
  type CommandContext,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';

const CLOSED = { ok: false, code: 'offer-closed' } as const;

type Asked = {
  readonly context: CommandContext;
  readonly offerId: string;
  readonly name?: CommandName;
  /** Agents whom the decision needs beside the one who is rung. */
  readonly agents?: readonly string[];
};

/** Decides about an open offer to whoever asks. */
export function decideOnOffer<Answer>(
  changes: Changes,
  { context, offerId, name = 'answer-offer', agents = [] }: Asked,
  decide: (loaded: Loaded, now: Millis) => Decided<Answer>,
): Promise<ChangeAnswer<Answer>> {
  const locked = [personOf(context.who), ...agents];
  const target = { offerId, agents: locked, engaged: true, ...onceOnly(context) };
  return changes.change(target, (loaded, now) => {
    if (loaded.offer === null) return NOT_ALLOWED;
    const thing = { agentIds: [loaded.offer.agentId] };
    return allowed(context.who, { action: commands[name].action, thing }, () =>
      isOpen(loaded, offerId) ? decide(loaded, now) : CLOSED,
    );
  });
}

/** An offer is open as long as its contact rings under its id. */
function isOpen({ offer, call, conversation }: Loaded, offerId: string): boolean {
  if (offer?.callId === null) {
    return conversation.chat.state === 'offered' && conversation.chat.offerId === offerId;
  }
  return call !== null && ringOf(call.value)?.offerId === offerId;
}
