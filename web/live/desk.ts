import type { CommandAnswer, CommandResult } from '@parley/contracts/socket.ts';
import { personStream } from '@parley/contracts/streams.ts';
import type { DeviceState } from '@parley/core/call/call.ts';
import {
  type DeskView,
  EMPTY_DESK,
  foldDesk,
  type PersonEvent,
} from '@parley/core/presence/desk-view.ts';
import type { Channel, MediaProof } from '@parley/core/presence/presence.ts';
import type { Connection } from './connection.ts';
import { type ConversationSession, openConversation } from './conversation.ts';
import { createStore, type Store } from './store.ts';
import { startTicks } from './ticks.ts';

/** How often this page says that it is alive (its lease lasts LEASE_MS). */
const RENEW_MS = 5_000;

/** The desk as a screen shows it. */
export type DeskState = { readonly loaded: boolean; readonly view: DeskView };

/** An agent's desk in this page. */
export type Desk = {
  readonly state: Store<DeskState>;
  /** The start-of-shift click has unlocked the ring sound in this page. */
  readonly setCanRing: (canRing: boolean) => void;
  readonly setMicrophone: (state: DeviceState) => void;
  /** What this page has found out about its path for calls. */
  readonly setMedia: (proof: MediaProof) => void;
  /** Ready, or paused where the agent's settings say so; changes nothing for whoever is at work. */
  readonly startShift: () => Promise<CommandAnswer>;
  readonly goReady: () => Promise<CommandAnswer>;
  readonly pause: (reason: string) => Promise<CommandAnswer>;
  /** Serves these channels again; the pause goes on for the others. */
  readonly comeBack: (channels: readonly Channel[]) => Promise<CommandAnswer>;
  readonly goOffline: () => Promise<CommandAnswer>;
  readonly switchChannel: (channel: Channel, on: boolean) => Promise<CommandAnswer>;
  readonly answer: (offerId: string) => Promise<CommandAnswer<CommandResult<'answer-offer'>>>;
  readonly decline: (offerId: string) => Promise<CommandAnswer>;
  /** The followed conversation; the same one for the same id. */
  readonly conversation: (conversationId: string) => ConversationSession;
  readonly close: () => void;
};

/** Follows an agent's own stream and keeps this page's lease alive, also in the background. */
export function followDesk({
  connection,
  personId,
}: {
  readonly connection: Connection;
  readonly personId: string;
}): Desk {
  const { send } = connection;
  const state = createStore<DeskState>({ loaded: false, view: EMPTY_DESK });
  const conversations = new Map<string, ConversationSession>();
  const lease = keepLease(connection);

  const conversation = (conversationId: string): ConversationSession => {
    const open =
      conversations.get(conversationId) ??
      openConversation({ connection, conversationId, side: 'agent' });
    conversations.set(conversationId, open);
    return open;
  };
  // Given back and assigned anew, it was told nothing meanwhile: it asks from what it knows.
  const askAgain = (conversationId: string): void => conversations.get(conversationId)?.again();

  const following = connection.follow({
    stream: personStream(personId),
    after: 0,
    onEvents: (events) => {
      // The stream's contract: a person's stream carries person events.
      const news = events as readonly PersonEvent[];
      state.update((now) => ({ ...now, view: news.reduce(foldDesk, now.view) }));
      for (const conversationId of new Set(news.flatMap(opened))) askAgain(conversationId);
    },
    onCaughtUp: () => state.update((now) => ({ ...now, loaded: true })),
  });

  return {
    state,
    conversation,
    setCanRing: (canRing) => lease.tell({ canRing }),
    setMicrophone: (microphone) => lease.tell({ microphone }),
    setMedia: (media) => lease.tell({ media }),
    startShift: () => send('start-shift', {}),
    goReady: () => send('go-ready', {}),
    pause: (reason) => send('pause', { reason }),
    comeBack: (channels) => send('come-back', { channels: [...channels] }),
    goOffline: () => send('go-offline', {}),
    switchChannel: (channel, on) => send('switch-channel', { channel, on }),
    answer: (offerId) => send('answer-offer', { offerId }),
    decline: (offerId) => send('decline-offer', { offerId }),
    close: () => {
      lease.stop();
      following.stop();
      for (const open of conversations.values()) open.close();
      conversations.clear();
    },
  };
}

/** The conversation that an event lets the agent read from now on. */
function opened({ data }: PersonEvent): readonly string[] {
  if (data.type === 'conversation-assigned') return [data.conversation.conversationId];
  return data.type === 'call-joined' ? [data.conversationId] : [];
}

type LeaseFacts = {
  readonly canRing: boolean;
  readonly microphone: DeviceState;
  readonly media: MediaProof;
};

function sameFacts(one: LeaseFacts, other: LeaseFacts): boolean {
  return (
    one.canRing === other.canRing &&
    one.microphone === other.microphone &&
    one.media === other.media
  );
}

function keepLease(connection: Connection): {
  readonly tell: (facts: Partial<LeaseFacts>) => void;
  readonly stop: () => void;
} {
  let facts: LeaseFacts = { canRing: false, microphone: 'unknown', media: 'unknown' };
  // While there is no line, renewals are not piled up: the next socket starts with a fresh one.
  const renew = (): void => {
    if (connection.state.get().state === 'online') void connection.send('renew-lease', facts);
  };
  const ticks = startTicks(RENEW_MS, renew);
  const stopListening = connection.state.subscribe(renew);
  renew();
  return {
    tell: (changed) => {
      const next = { ...facts, ...changed };
      if (sameFacts(next, facts)) return;
      facts = next;
      renew();
    },
    stop: () => {
      ticks.stop();
      stopListening();
    },
  };
}
