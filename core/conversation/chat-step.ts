import { type Outcome, refuse } from '../outcome.ts';
import { whyPassed } from '../passed-offer.ts';
import type { Millis } from '../time.ts';
import type { Chat } from './chat.ts';
import type { ConversationFact } from './events.ts';
import type { ChatInput, ConversationEffect } from './inputs.ts';
import type { Room } from './room.ts';
import { keepsAgent } from './room-rules.ts';

/** What the steps of the chat look at and move, of a conversation. */
type Served = {
  readonly kind: 'customer' | 'internal';
  readonly queueId: string;
  readonly chat: Chat;
  readonly room: Room | null;
};

/** What became of an input: who serves the chat now, what is told of it, and what follows. */
export type ChatOutcome = Outcome<
  {
    readonly served: Served;
    readonly facts: readonly ConversationFact[];
    readonly effects: readonly ConversationEffect[];
  },
  'no-customer' | 'not-waiting' | 'offer-closed' | 'not-yours' | 'in-room' | 'in-call'
>;

type Input<Type extends ChatInput['type']> = Extract<ChatInput, { type: Type }>;

/** Moves the chat: into line, to an agent, on to the next one, and to its end. */
export function stepChat(served: Served, input: ChatInput, now: Millis): ChatOutcome {
  switch (input.type) {
    case 'seek-agent':
      return seekAgent(served, now);
    case 'offer':
      return offer(served, input);
    case 'accept':
      return accept(served, input, now);
    case 'decline':
    case 'rang-out':
    case 'agent-gone':
      return pass(served, input, now);
    case 'assign':
      return assign(served, input, now);
    case 'release':
      return release(served, input, now);
    case 'complete':
      return complete(served, input, now);
    case 'move-to-queue':
      return moveToQueue(served, input);
  }
}

function done(
  served: Served,
  facts: readonly ConversationFact[],
  effects: readonly ConversationEffect[] = [],
): ChatOutcome {
  return { ok: true, served, facts, effects };
}

/** No queue serves what colleagues say to each other. */
function seekAgent(served: Served, now: Millis): ChatOutcome {
  if (served.kind === 'internal') return refuse('no-customer');
  const { state } = served.chat;
  if (state !== 'none' && state !== 'completed') return done(served, []);
  return done(
    { ...served, chat: { state: 'waiting', since: now, passedBy: [] } },
    [{ type: 'chat-queued' }],
    [{ type: 'seek-agent' }],
  );
}

function offer(served: Served, input: Input<'offer'>): ChatOutcome {
  const { chat } = served;
  if (chat.state !== 'waiting') return refuse('not-waiting');
  const { offerId, agentId, until } = input;
  return done({ ...served, chat: { ...chat, state: 'offered', offerId, agentId, until } }, []);
}

function accept(served: Served, input: Input<'accept'>, now: Millis): ChatOutcome {
  const { chat } = served;
  if (chat.state !== 'offered' || chat.agentId !== input.agentId) return refuse('offer-closed');
  return done(...assigned(served, input, now));
}

function assigned(
  served: Served,
  to: { readonly agentId: string; readonly agentName: string },
  now: Millis,
): [Served, ConversationFact[]] {
  const { agentId, agentName } = to;
  return [
    { ...served, chat: { state: 'assigned', since: now, agentId, agentName } },
    [{ type: 'chat-assigned', agentId, agentName }],
  ];
}

function pass(
  served: Served,
  input: Input<'decline' | 'rang-out' | 'agent-gone'>,
  now: Millis,
): ChatOutcome {
  const { chat } = served;
  if (chat.state !== 'offered') return refuse('offer-closed');
  const mine =
    input.type === 'rang-out' ? input.offerId === chat.offerId : input.agentId === chat.agentId;
  if (!mine) return refuse('offer-closed');
  const because = whyPassed(input.type, chat.until, now);
  const passedBy = [...chat.passedBy, { agentId: chat.agentId, at: now }];
  return done(
    { ...served, chat: { state: 'waiting', since: chat.since, passedBy } },
    [],
    [{ type: 'free-agent', agentId: chat.agentId, because }, { type: 'seek-agent' }],
  );
}

function assign(served: Served, input: Input<'assign'>, now: Millis): ChatOutcome {
  const { chat } = served;
  if (served.kind === 'internal') return refuse('no-customer');
  if (chat.state === 'assigned' && chat.agentId === input.agentId) return done(served, []);
  const [next, facts] = assigned(served, input, now);
  return done(next, facts, leavers(chat, input.agentId));
}

function leavers(chat: Chat, exceptId: string): ConversationEffect[] {
  if (chat.state !== 'assigned' && chat.state !== 'offered') return [];
  if (chat.agentId === exceptId && chat.state === 'assigned') return [];
  const because = chat.state === 'offered' ? 'withdrawn' : 'released';
  return [{ type: 'free-agent', agentId: chat.agentId, because }];
}

function release(served: Served, input: Input<'release'>, now: Millis): ChatOutcome {
  const { chat } = served;
  if (chat.state !== 'assigned' || chat.agentId !== input.agentId) return refuse('not-yours');
  const { agentId, because } = input;
  return done(
    { ...served, chat: { state: 'waiting', since: now, passedBy: [{ agentId, at: now }] } },
    [{ type: 'chat-released', agentId, because }],
    [{ type: 'free-agent', agentId, because: 'released' }, { type: 'seek-agent' }],
  );
}

/** Whoever handed the call on keeps nothing; nobody is rung for the chat alone. */
function moveToQueue(served: Served, { agentId, queueId }: Input<'move-to-queue'>): ChatOutcome {
  const { chat } = served;
  if (chat.state !== 'assigned' || chat.agentId !== agentId) {
    return done({ ...served, queueId }, []);
  }
  return done(
    { ...served, queueId, chat: { state: 'none' } },
    [{ type: 'chat-released', agentId, because: 'transferred' }],
    [{ type: 'free-agent', agentId, because: 'released' }],
  );
}

function complete(served: Served, input: Input<'complete'>, now: Millis): ChatOutcome {
  const { chat } = served;
  if (chat.state !== 'assigned' || chat.agentId !== input.agentId) return refuse('not-yours');
  if (input.inRoom || keepsAgent(served.room, input.agentId)) return refuse('in-room');
  if (input.callIsLive) return refuse('in-call');
  const by = { role: 'agent', id: input.agentId, name: input.agentName } as const;
  return done(
    { ...served, chat: { state: 'completed', at: now } },
    [{ type: 'conversation-completed', by }],
    [{ type: 'free-agent', agentId: input.agentId, because: 'completed' }],
  );
}
