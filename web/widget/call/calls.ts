import type { CallKind } from '@parley/core/call/call.ts';
import { type CallSession, openCall } from '../../live/call/call-session.ts';
import type { BegunCall } from '../../live/call/first-call.ts';
import { ownCall, resumeCall } from '../../live/call/own-call.ts';
import { type Started, startCall } from '../../live/call/start-call.ts';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { createStore, derive, type Store } from '../../live/store.ts';

/** Why a call could not be started. */
export type StartRefusal = Extract<Started, { ok: false }>['code'];

/** A customer's call as this frame shows it. */
export type CallsState =
  | { readonly at: 'none' }
  | { readonly at: 'asking'; readonly kind: CallKind }
  | { readonly at: 'refused'; readonly kind: CallKind; readonly code: StartRefusal }
  | { readonly at: 'live'; readonly session: CallSession }
  | {
      readonly at: 'elsewhere';
      readonly callId: string;
      readonly legId: string;
      readonly kind: CallKind;
    };

/** What of it is to be seen: a card over the panel, or a call with or without pictures. */
export type CallShown = 'nothing' | 'card' | 'audio' | 'picture';

/** Tones that somebody in the call has just sent. */
export type Tones = { readonly legId: string; readonly digits: string };

const CUSTOMER = { role: 'customer' } as const;

/** The calls of one conversation in this frame: at most one at a time, taken up again after a reload by itself. */
export class Calls {
  readonly state = createStore<CallsState>({ at: 'none' });
  readonly shown: Store<CallShown> = derive(this.state, shownOf);
  readonly devices: Devices;
  /** What an agent sends on the dialpad now; the next tones take its place. */
  readonly tones = createStore<Tones | null>(null);
  readonly #connection: Connection;
  readonly #conversation: ConversationSession;
  readonly #unwatch: readonly (() => void)[];
  /** Legs the customer has left: what is still said of them is not taken up again. */
  readonly #left = new Set<string>();

  constructor(around: {
    readonly connection: Connection;
    readonly conversation: ConversationSession;
    readonly devices: Devices;
  }) {
    this.devices = around.devices;
    this.#connection = around.connection;
    this.#conversation = around.conversation;
    this.#unwatch = [
      around.conversation.call.subscribe(this.#look),
      around.connection.onHint((hint) => {
        if (hint.type === 'digits') this.tones.set({ legId: hint.legId, digits: hint.digits });
      }),
    ];
    this.#look();
  }

  /** Asks for a call; to be called in the click, for the browser to let a screen be picked. */
  readonly start = (kind: CallKind, begun?: BegunCall): void => {
    const { at } = this.state.get();
    if (at === 'live' || at === 'asking' || at === 'elsewhere') return;
    this.state.set({ at: 'asking', kind });
    const asked = begun === undefined ? { kind } : { kind, begun };
    void startCall({ ...this.#around(), ...asked }).then((started) => {
      if (started.ok) this.#live(started.session);
      else this.state.set({ at: 'refused', kind, code: started.code });
    });
  };

  /** Shows a call that was asked for and joined outside. */
  readonly adopt = (session: CallSession): void => this.#live(session);

  readonly dismiss = (): void => {
    if (this.state.get().at === 'refused') this.state.set({ at: 'none' });
  };

  /** Brings the call from another tab into this one. */
  readonly moveHere = (): void => {
    const now = this.state.get();
    if (now.at !== 'elsewhere') return;
    const { callId, legId, kind } = now;
    const session = openCall({
      connection: this.#connection,
      devices: this.devices,
      call: this.#conversation.call,
      callId,
      legId,
      kind,
    });
    session.join({ take: true });
    this.#live(session);
  };

  readonly end = async (session: CallSession): Promise<void> => {
    this.#left.add(session.legId);
    const answer = await session.end();
    if (answer.ok || answer.code === 'call-ended') return;
    this.#left.delete(session.legId);
    this.#look();
  };

  readonly close = (): void => {
    for (const stop of this.#unwatch) stop();
    const now = this.state.get();
    if (now.at === 'live') now.session.close();
    this.devices.close();
  };

  #around() {
    return {
      connection: this.#connection,
      devices: this.devices,
      conversation: this.#conversation,
    };
  }

  /** Is there a call of ours that this page should carry? */
  readonly #look = (): void => {
    const now = this.state.get();
    if (now.at === 'live') return;
    const own = ownCall(this.#conversation.call.get(), CUSTOMER, this.#connection.tabId);
    // It is the one that is being asked for: its answer brings its media, and a screen that was picked belongs to it.
    if (now.at === 'asking' && own.where === 'here') return;
    if (own.where === 'none' || this.#left.has(own.legId)) {
      if (now.at === 'elsewhere') this.state.set({ at: 'none' });
      return;
    }
    if (own.where === 'elsewhere') {
      const { callId, legId, kind } = own;
      this.state.set({ at: 'elsewhere', callId, legId, kind });
      return;
    }
    const session = resumeCall({ ...this.#around(), who: CUSTOMER });
    if (session !== null) this.#live(session);
  };

  #live(session: CallSession): void {
    const now = this.state.get();
    if (now.at === 'live' && now.session === session) return;
    this.state.set({ at: 'live', session });
    const unwatch = session.state.subscribe(() => {
      const { stage } = session.state.get();
      if (stage !== 'ended' && stage !== 'elsewhere') return;
      // Before closing, which changes the stage once more.
      unwatch();
      this.#over(session, stage);
    });
  }

  #over(session: CallSession, stage: 'ended' | 'elsewhere'): void {
    if (stage === 'ended') {
      this.state.set({ at: 'none' });
      return;
    }
    const { callId, legId, kind } = session;
    session.close();
    this.state.set({ at: 'elsewhere', callId, legId, kind });
  }
}

function shownOf(state: CallsState): CallShown {
  switch (state.at) {
    case 'none':
      return 'nothing';
    case 'live':
      return state.session.kind === 'audio' ? 'audio' : 'picture';
    case 'asking':
    case 'refused':
    case 'elsewhere':
      return 'card';
  }
}
