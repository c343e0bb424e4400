import type { RefusalCode } from '@parley/contracts/socket.ts';
import type { WrapUpWords } from '@parley/core/conversation/events.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { kept } from '../../live/kept.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { Toasts } from '../work/toasts.ts';
import { type AboutCall, cardsAfter, isSilent, SILENT, type WrapUpCard } from './cards.ts';
import { wrapUpWords } from './wrap-up-words.ts';

/** What the agent has to say about calls that are over. */
export type WrapUps = {
  readonly cards: Store<readonly WrapUpCard[]>;
  readonly write: (callId: string, said: WrapUpWords) => void;
  /** Saves code and note; the agent is free when it was the last of theirs. */
  readonly finish: (callId: string) => Promise<void>;
  /** Opens a card for a call of earlier, with what was said about it. */
  readonly open: (about: AboutCall, said: WrapUpWords) => void;
  readonly drop: (callId: string) => void;
  /** The call whose wrap-up waits for a room to be left (B11). */
  readonly heldByRoom: Store<string | null>;
  readonly stayInRoom: () => void;
  readonly close: () => void;
};

type Parts = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly toasts: Toasts;
};

/** A card opens by itself when a call ends, and keeps what is typed until it is saved. */
export function openWrapUps({ connection, desk, toasts }: Parts): WrapUps {
  const cards = createStore<readonly WrapUpCard[]>([]);
  const heldByRoom = createStore<string | null>(null);
  const look = (): void => {
    const { wrapUps } = desk.state.get().view;
    cards.update((now) => cardsAfter(now, wrapUps, (callId) => draft(callId).read() ?? SILENT));
  };
  const change = (callId: string, part: Partial<WrapUpCard>): void =>
    cards.update((now) =>
      now.map((card) => (card.callId === callId ? { ...card, ...part } : card)),
    );
  const drop = (callId: string): void => {
    draft(callId).write(null);
    cards.update((now) => now.filter((card) => card.callId !== callId));
  };
  const stop = desk.state.subscribe(look);
  look();
  return {
    cards,
    drop,
    heldByRoom,
    stayInRoom: () => heldByRoom.set(null),
    write(callId, said) {
      draft(callId).write(isSilent(said) ? null : said);
      change(callId, { said });
    },
    async finish(callId) {
      const card = cards.get().find((one) => one.callId === callId);
      if (card === undefined || card.isSaving) return;
      change(callId, { isSaving: true });
      const { conversationId, said } = card;
      const { code, note } = said;
      const about = { conversationId, callId };
      const words = { code, note: note.trim() };
      const answer = await connection.send('finish-wrap-up', { ...about, ...words });
      if (answer.ok) {
        drop(callId);
        return;
      }
      change(callId, { isSaving: false });
      look();
      if (answer.code === 'in-room') heldByRoom.set(callId);
      else toasts.show({ icon: 'warning', tone: 'stop', text: refusalInWords(answer.code) });
    },
    open(about, said) {
      if (cards.get().some((card) => card.callId === about.callId)) return;
      const typed = draft(about.callId).read() ?? said;
      cards.update((now) => [...now, { ...about, until: null, said: typed, isSaving: false }]);
    },
    close: stop,
  };
}

function draft(callId: string): ReturnType<typeof kept<WrapUpWords>> {
  return kept('sessionStorage', `parley-wrap-up:${callId}`, isSaid);
}

function isSaid(value: unknown): value is WrapUpWords {
  const said = value as Partial<WrapUpWords> | null;
  const hasCode = said?.code === null || typeof said?.code === 'string';
  return hasCode && typeof said?.note === 'string';
}

function refusalInWords(code: RefusalCode): string {
  return code === 'in-call' ? wrapUpWords.refused.inCall : wrapUpWords.refused.failed;
}
