import type { CommandAnswer, CommandData, CommandResult } from '@parley/contracts/socket.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { DeskView, OfferCard } from '@parley/core/presence/desk-view.ts';
import { type CallSession, openCall } from '../../live/call/call-session.ts';
import { ownCall } from '../../live/call/own-call.ts';
import type { OwnedStore } from '../../live/store.ts';
import { withOneEnd } from './one-end.ts';
import type { CallParts, Sessions } from './sessions.ts';

/** A leg of the agent's and where it belongs. */
type Place = {
  readonly callId: string;
  readonly legId: string;
  readonly kind: CallKind;
  readonly conversationId: string;
};

type Answered = CommandAnswer<CommandResult<'answer-offer'>>;

/** Keeps one session for each call that rings or runs in this tab, and lets go of every other. */
export class CallKeeper {
  readonly #parts: CallParts;
  readonly #sessions: OwnedStore<Sessions>;
  /** Calls this tab answered or took; its other sessions are only armed. */
  readonly #joined = new Set<string>();
  /** Answered here, not yet seen in the desk's own list: call id → conversation id. */
  readonly #answering = new Map<string, string>();
  readonly #watched = new Map<string, () => void>();
  readonly #stopDesk: () => void;

  constructor(parts: CallParts, sessions: OwnedStore<Sessions>) {
    this.#parts = parts;
    this.#sessions = sessions;
    this.#stopDesk = parts.desk.state.subscribe(this.#look);
    document.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  async answer(offer: OfferCard): Promise<Answered> {
    const { desk } = this.#parts;
    const place = placeOf(offer);
    if (place === null) return desk.answer(offer.offerId);
    this.#answering.set(place.callId, place.conversationId);
    const asked = desk.answer(offer.offerId);
    this.#join(place, false);
    const answered = await asked;
    if (!answered.ok) {
      this.#answering.delete(place.callId);
      this.#letGo(place.callId);
    }
    this.#look();
    return answered;
  }

  async dial(whom: CommandData<'dial'>): Promise<CommandAnswer<CommandResult<'dial'>>> {
    const dialled = await this.#parts.connection.send('dial', whom);
    if (!dialled.ok) return dialled;
    const { callId, conversationId } = dialled.data;
    this.#answering.set(callId, conversationId);
    this.#join({ ...dialled.data, kind: whom.kind }, false);
    this.#look();
    return dialled;
  }

  moveHere(conversationId: string): void {
    const own = this.#own(conversationId);
    if (own.where !== 'none') this.#join({ ...own, conversationId }, true);
  }

  close(): void {
    this.#stopDesk();
    document.removeEventListener('visibilitychange', this.#look);
    for (const stop of this.#watched.values()) stop();
    for (const session of this.#sessions.get().values()) session.close();
    this.#sessions.set(new Map());
  }

  readonly #look = (): void => {
    const { loaded, view } = this.#parts.desk.state.get();
    if (!loaded) return;
    this.#watchCalls(view);
    this.#armOffers(view);
    this.#resumeOwn(view);
    this.#dropOthers(view);
  };

  #own(conversationId: string): ReturnType<typeof ownCall> {
    const { connection, desk, personId } = this.#parts;
    const call = desk.conversation(conversationId).call.get();
    return ownCall(call, { role: 'agent', personId }, connection.tabId);
  }

  /** Its media are asked for before anybody rings, shows or says anything. */
  #open(
    { conversationId, callId, legId, kind }: Place,
    begin: (session: CallSession) => void,
  ): void {
    const { connection, desk, devices } = this.#parts;
    const { call } = desk.conversation(conversationId);
    const session = withOneEnd(openCall({ connection, devices, call, callId, legId, kind }));
    begin(session);
    this.#sessions.update((all) => new Map(all).set(callId, session));
  }

  #join(place: Place, take: boolean): void {
    const open = this.#sessions.get().get(place.callId);
    this.#joined.add(place.callId);
    if (open === undefined) this.#open(place, (session) => session.join({ take }));
    else open.join({ take });
  }

  #letGo(callId: string): void {
    this.#sessions.get().get(callId)?.close();
    this.#joined.delete(callId);
    this.#sessions.update((all) => new Map([...all].filter(([id]) => id !== callId)));
  }

  #watchCalls(view: DeskView): void {
    const wanted = new Set(view.calls.map((call) => call.conversationId));
    for (const id of wanted) {
      if (this.#watched.has(id)) continue;
      this.#watched.set(id, this.#parts.desk.conversation(id).call.subscribe(this.#look));
    }
    for (const [id, stop] of this.#watched) {
      if (wanted.has(id)) continue;
      stop();
      this.#watched.delete(id);
    }
  }

  #armOffers(view: DeskView): void {
    for (const offer of view.offers) {
      const place = placeOf(offer);
      if (place === null || this.#sessions.get().has(place.callId)) continue;
      this.#open(place, (session) => session.arm());
    }
  }

  #resumeOwn(view: DeskView): void {
    for (const { callId, conversationId } of view.calls) {
      const own = this.#own(conversationId);
      // A call that went from this tab to one that is gone now is not carried here any more.
      if (this.#joined.has(callId) && !this.#isElsewhere(callId)) continue;
      if (own.where === 'here') this.#join({ ...own, conversationId }, false);
      // Only the page that is looked at takes a call whose page is gone: two must not fight for it.
      const looked = document.visibilityState === 'visible';
      if (own.where === 'lost' && looked) this.#join({ ...own, conversationId }, true);
    }
  }

  #isElsewhere(callId: string): boolean {
    return this.#sessions.get().get(callId)?.state.get().stage === 'elsewhere';
  }

  #dropOthers(view: DeskView): void {
    const ringing = new Set(view.offers.map((offer) => offer.callId));
    const running = new Set(view.calls.map((call) => call.callId));
    for (const [callId, conversationId] of this.#answering) {
      const call = this.#parts.desk.conversation(conversationId).call.get();
      const isOver = call?.id === callId && call.phase.name === 'ended';
      if (running.has(callId) || isOver) this.#answering.delete(callId);
    }
    for (const callId of this.#sessions.get().keys()) {
      const mine = running.has(callId) && this.#joined.has(callId);
      if (!mine && !ringing.has(callId) && !this.#answering.has(callId)) this.#letGo(callId);
    }
  }
}

/** The leg an offer readies; a chat has none. */
function placeOf({ callId, legId, kind, conversationId }: OfferCard): Place | null {
  if (callId === null || legId === null || kind === null) return null;
  return { callId, legId, kind, conversationId };
}
