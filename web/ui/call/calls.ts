import type { Hint } from '@parley/contracts/socket.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { VideoRequest } from '@parley/core/conversation/asking.ts';
import { type CallSession, openCall } from '../../live/call/call-session.ts';
import type { BegunCall } from '../../live/call/first-call.ts';
import { ownCall, resumeCall } from '../../live/call/own-call.ts';
import { type Started, type StartOptions, startCall } from '../../live/call/start-call.ts';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { createStore, derive, type Store } from '../../live/store.ts';
import { findObstacle, outcomeOf } from './video-answer.ts';

/** Why a call could not be started. */
export type StartRefusal = Extract<Started, { ok: false }>['code'];

/** A customer's call as this frame shows it. */
export type CallsState =
  | { readonly at: 'none' }
  | { readonly at: 'asking'; readonly kind: CallKind }
  | {
      readonly at: 'refused';
      readonly kind: CallKind;
      readonly code: StartRefusal;
      /** Whether trying again can help. */
      readonly canTryAgain: boolean;
      /** Who asked for the call; null where the customer did. */
      readonly askedBy: string | null;
    }
  | { readonly at: 'live'; readonly session: CallSession }
  | {
      readonly at: 'elsewhere';
      readonly callId: string;
      readonly legId: string;
      readonly kind: CallKind;
      /** It goes on in a video room, on a page of its own. */
      readonly isInRoom: boolean;
    };

/** What of it is to be seen: a card over the panel, a line beside the chat, or a call with or without pictures. */
export type CallShown = 'nothing' | 'card' | 'line' | 'audio' | 'picture';

/** Tones that somebody in the call has just sent. */
export type Tones = { readonly legId: string; readonly digits: string };

/** What an agent asks the customer to do in the call (M20). */
export type Asked = Extract<Hint, { type: 'asked' }>;

const CUSTOMER = { role: 'customer' } as const;

/** The calls of one conversation in this frame: at most one at a time, taken up again after a reload by itself. */
export class Calls {
  readonly state = createStore<CallsState>({ at: 'none' });
  readonly shown: Store<CallShown> = derive(this.state, shownOf);
  readonly devices: Devices;
  /** What an agent sends on the dialpad now; the next tones take its place. */
  readonly tones = createStore<Tones | null>(null);
  /** What an agent asks for and the customer has not answered. */
  readonly asked = createStore<Asked | null>(null);
  readonly #leavesRoomsAlone: boolean;
  readonly #connection: Connection;
  readonly #conversation: ConversationSession;
  readonly #unwatch: readonly (() => void)[];
  /** Legs the customer has left: what is still said of them is not taken up again. */
  readonly #left = new Set<string>();

  constructor(around: {
    readonly connection: Connection;
    readonly conversation: ConversationSession;
    readonly devices: Devices;
    /** A call in a video room belongs to the room's page, also while that loads anew. */
    readonly leavesRoomsAlone?: boolean;
  }) {
    this.devices = around.devices;
    this.#leavesRoomsAlone = around.leavesRoomsAlone ?? false;
    this.#connection = around.connection;
    this.#conversation = around.conversation;
    this.#unwatch = [
      around.conversation.call.subscribe(this.#look),
      around.connection.onHint((hint) => {
        if (hint.type === 'digits') this.tones.set({ legId: hint.legId, digits: hint.digits });
        if (hint.type === 'asked') this.asked.set(hint);
      }),
    ];
    this.#look();
  }

  /** Asks for a call; to be called in the click, for the browser to let a screen be picked. */
  readonly start = (kind: CallKind, begun?: BegunCall): void => {
    if (this.#isBusy()) return;
    this.#begin({ kind, ...(begun === undefined ? {} : { begun }) }, null);
  };

  /** The customer agrees to the video call that an agent asks for: what it needs is looked at first (E7). */
  readonly acceptVideo = async ({ id: requestId, agentName }: VideoRequest): Promise<void> => {
    if (this.#isBusy()) return;
    this.state.set({ at: 'asking', kind: 'video' });
    const obstacle = await findObstacle(this.devices);
    const { conversationId } = this.#conversation;
    const said = { conversationId, requestId, outcome: outcomeOf(obstacle) };
    const answer = await this.#connection.send('answer-video-request', said);
    const code = answer.ok ? obstacle : answer.code;
    if (code === null) return this.#begin({ kind: 'video', requestId }, agentName);
    this.devices.coolDown();
    this.#refuse('video', { code, canTryAgain: false, askedBy: agentName });
  };

  /** What was refused, once more. */
  readonly again = (): void => {
    if (this.state.get().at === 'refused') this.#again();
  };

  /** Says whether the customer agrees to what an agent asks for, and carries it out only then (M20). */
  readonly answerAsked = async (session: CallSession, agreed: boolean): Promise<void> => {
    const asked = this.asked.get();
    if (asked === null) return;
    this.asked.set(null);
    const { callId, askId, what } = asked;
    const { legId } = session;
    // In the click itself: a browser may ask for the camera.
    if (agreed) void carryOut(session, what);
    await this.#connection.send('answer-in-call', { callId, legId, askId, agreed });
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
    const { connection, devices, conversation } = this.#around();
    const { call } = conversation;
    const session = openCall({ connection, devices, call, callId, legId, kind });
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

  #again: () => void = () => undefined;

  #isBusy(): boolean {
    const { at } = this.state.get();
    return at === 'live' || at === 'asking' || at === 'elsewhere';
  }

  #begin(asked: Pick<StartOptions, 'kind' | 'begun' | 'requestId'>, askedBy: string | null): void {
    const { kind, requestId } = asked;
    this.state.set({ at: 'asking', kind });
    void startCall({ ...this.#around(), ...asked }).then((started) => {
      if (started.ok) return this.#live(started.session);
      const once = requestId === undefined ? { kind } : { kind, requestId };
      this.#again = () => this.#begin(once, askedBy);
      this.#refuse(kind, { code: started.code, canTryAgain: true, askedBy });
    });
  }

  #refuse(
    kind: CallKind,
    why: Pick<Extract<CallsState, { at: 'refused' }>, 'code' | 'canTryAgain' | 'askedBy'>,
  ): void {
    this.state.set({ at: 'refused', kind, ...why });
  }

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
    const isInRoom = this.#leavesRoomsAlone && this.#conversation.call.get()?.room != null;
    if (own.where === 'elsewhere' || isInRoom) {
      const { callId, legId, kind } = own;
      this.state.set({ at: 'elsewhere', callId, legId, kind, isInRoom });
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
    const isInRoom = this.#leavesRoomsAlone && session.state.get().call?.room != null;
    session.close();
    this.state.set({ at: 'elsewhere', callId, legId, kind, isInRoom });
  }
}

function carryOut(session: CallSession, what: Asked['what']): Promise<unknown> {
  switch (what) {
    case 'mute':
      return session.mute();
    case 'turn-camera-on':
      return session.turnCameraOn();
    case 'flip-camera':
      return session.flipCamera();
  }
}

function shownOf(state: CallsState): CallShown {
  switch (state.at) {
    case 'none':
      return 'nothing';
    case 'live':
      return state.session.kind === 'audio' ? 'audio' : 'picture';
    case 'elsewhere':
      return state.isInRoom ? 'line' : 'card';
    case 'asking':
    case 'refused':
      return 'card';
  }
}
