import type { Lobby } from '@parley/contracts/rooms.ts';
import { prefetchCall } from '../../live/call/prefetch.ts';
import { type CallSupport, isInAppBrowser, supportsCalls } from '../../live/devices/support.ts';
import { createStore } from '../../live/store.ts';
import { openTabId } from '../../live/tab-id.ts';
import { lateCode } from '../../ui/late-code.tsx';
import type { OpenRoom } from '../call/open-room.ts';
import type { roomCode } from '../call/room-code.ts';
import { type KeptRoom, type Link, type Proof, roomMemory } from '../link/link.ts';
import { joinRoom, lookAtRoom } from '../link/rooms-api.ts';
import { LobbyDevices } from '../lobby/lobby-devices.ts';
import { type DeadLink, deadLinkOf, type JoinProblem, problemOf, retryMs } from './outcome.ts';

/** Where the guest is. */
export type Stage =
  | { readonly at: 'unsupported'; readonly why: Exclude<CallSupport, 'yes'> }
  | { readonly at: 'in-app' }
  | { readonly at: 'looking' }
  | { readonly at: 'unreachable'; readonly because: 'unreachable' | 'too-many' }
  | { readonly at: 'dead'; readonly why: DeadLink }
  | {
      readonly at: 'lobby';
      readonly lobby: Lobby;
      readonly problem: JoinProblem | null;
      readonly isJoining: boolean;
    }
  /** Another device is in the room: nothing was changed there yet. */
  | { readonly at: 'taken'; readonly lobby: Lobby; readonly isJoining: boolean }
  | { readonly at: 'in'; readonly room: OpenRoom; readonly code: typeof roomCode };

/** How often a lobby is looked at again, so that it dies with its link. */
const LOOK_AGAIN_MS = 10_000;

/** Loads all that a call needs; null when the network does not give it. */
const loadRoomCode = lateCode(async () => {
  const { roomCode: code } = await import('../call/room-code.ts');
  return code;
});

/** A guest's visit, from the link into the room. */
export class Visit {
  readonly stage = createStore<Stage>({ at: 'looking' });
  readonly name = createStore('');
  readonly link: Link;
  readonly media: LobbyDevices;
  readonly #memory: ReturnType<typeof roomMemory>;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: Link) {
    const memory = roomMemory(link.code);
    const before = memory.read();
    this.#memory = memory;
    this.link = { code: link.code, secret: link.secret ?? before?.secret ?? null };
    this.media = new LobbyDevices();
    this.name.set(before?.name ?? '');
    this.#keep({ proof: before?.proof ?? null });
    window.addEventListener('online', () => {
      if (this.stage.get().at === 'unreachable') this.lookNow();
    });
    this.#begin(before?.proof ?? null, { isOpenedAnew: link.secret !== null });
  }

  /** The link as it was sent, for another browser. */
  get address(): string {
    const { code, secret } = this.link;
    return `${location.origin}/r/${code}${secret === null ? '' : `#${secret}`}`;
  }

  /** The guest wants to go on inside the app all the same. */
  readonly stayInApp = (): void => this.lookNow();

  readonly setName = (name: string): void => {
    this.name.set(name);
    this.#keep({});
  };

  /** Asks what the link opens. */
  readonly lookNow = (): void => {
    clearTimeout(this.#timer);
    void this.#look();
  };

  /** Join was pressed; call it in the tap itself. */
  readonly join = async (how: { readonly move: boolean }): Promise<void> => {
    const { stage } = this;
    const now = stage.get();
    if ((now.at !== 'lobby' && now.at !== 'taken') || now.isJoining) return;
    if (this.name.get().trim() === '') return this.#refuse(now.lobby, 'name');
    stage.set({ ...now, isJoining: true });
    const [media, code, tabId] = await Promise.all([
      this.media.ready(),
      loadRoomCode(),
      openTabId(),
    ]);
    if (media === 'denied' || media === 'no-devices') {
      return this.#refuse(now.lobby, 'microphone');
    }
    if (code === null) return this.#codeLost(now.lobby);
    const wanted = code.wantedAfter(media);
    const answer = await joinRoom(this.link, {
      name: this.name.get().trim(),
      tabId,
      media,
      camera: media === 'success' && this.media.wantsCamera.get(),
      move: how.move,
      rtpCapabilities: code.capabilitiesOf(wanted.device),
    });
    if (!answer.ok) return this.#refused(now.lobby, answer.code);
    const { roomId, conversationId, token, call } = answer.value;
    const proof = { roomId, conversationId, token };
    this.#keep({ proof });
    this.#enter(code, new code.OpenRoom({ proof, tabId, media: this.media }));
    const entered = stage.get();
    if (entered.at === 'in') entered.room.begin({ ...wanted, started: call });
  };

  readonly backToLobby = (): void => {
    const now = this.stage.get();
    if (now.at === 'taken') this.#lobby(now.lobby);
  };

  #begin(proof: Proof | null, how: { readonly isOpenedAnew: boolean }): void {
    const support = supportsCalls();
    const isFramed = window.parent !== window;
    if (support !== 'yes') this.stage.set({ at: 'unsupported', why: support });
    else if (proof !== null) void this.#resume(proof, how);
    else if (isInAppBrowser() && !isFramed) this.stage.set({ at: 'in-app' });
    else this.lookNow();
  }

  async #look(): Promise<void> {
    const before = this.stage.get();
    if (before.at === 'in' || before.at === 'taken') return;
    const answer = await lookAtRoom(this.link);
    const now = this.stage.get();
    if (now.at === 'in' || now.at === 'taken' || (now.at === 'lobby' && now.isJoining)) return;
    if (answer.ok) {
      this.#tries = 0;
      return this.#lobby(answer.value);
    }
    const dead = deadLinkOf(answer.code);
    if (dead !== null) return this.#die(dead);
    // A lobby that is open stays so over a moment without network.
    if (now.at !== 'lobby') {
      const because = answer.code === 'too-many' ? 'too-many' : 'unreachable';
      this.stage.set({ at: 'unreachable', because });
    }
    this.#tries += 1;
    this.#again(retryMs(this.#tries));
  }

  #lobby(lobby: Lobby): void {
    const now = this.stage.get();
    if (now.at !== 'lobby') {
      if (this.name.get() === '') this.name.set(lobby.name);
      void this.media.open({ camera: lobby.firstVideo === 'both', first: lobby.camera });
      void loadRoomCode().then((code) => code?.warmUp());
      prefetchCall();
    }
    const problem = now.at === 'lobby' ? now.problem : null;
    this.stage.set({ at: 'lobby', lobby, problem, isJoining: false });
    this.#again(LOOK_AGAIN_MS);
  }

  #again(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Out of sight nothing is asked; the first look back asks at once.
      if (document.visibilityState === 'visible') return this.lookNow();
      document.addEventListener('visibilitychange', this.lookNow, { once: true });
    }, afterMs);
  }

  #refuse(lobby: Lobby, problem: JoinProblem): void {
    this.stage.set({ at: 'lobby', lobby, problem, isJoining: false });
    this.#again(LOOK_AGAIN_MS);
  }

  /** Told first; whoever presses again gets the page anew, which alone asks for the code again. */
  #codeLost(lobby: Lobby): void {
    const now = this.stage.get();
    this.#keep({});
    if (now.at === 'lobby' && now.problem === 'network') location.reload();
    else this.#refuse(lobby, 'network');
  }

  #refused(lobby: Lobby, code: string): void {
    const dead = deadLinkOf(code);
    if (dead !== null) this.#die(dead);
    else if (code === 'room-in-use') this.stage.set({ at: 'taken', lobby, isJoining: false });
    else this.#refuse(lobby, problemOf(code));
  }

  #die(why: DeadLink): void {
    clearTimeout(this.#timer);
    this.media.letGo();
    this.#keep({ proof: null });
    this.stage.set({ at: 'dead', why });
  }

  /** After a reload the room is entered again by what this tab remembers. */
  async #resume(proof: Proof, { isOpenedAnew }: { readonly isOpenedAnew: boolean }): Promise<void> {
    const [code, tabId] = await Promise.all([loadRoomCode(), openTabId()]);
    if (code === null) {
      this.stage.set({ at: 'unreachable', because: 'unreachable' });
      // Browsers keep the failure of a chunk: only a new page asks again.
      setTimeout(() => location.reload(), retryMs(2));
      return;
    }
    const room = new code.OpenRoom({ proof, tabId, media: this.media });
    this.#enter(code, room);
    if (isOpenedAnew) room.leaveIfOver();
  }

  #enter(code: typeof roomCode, room: OpenRoom): void {
    clearTimeout(this.#timer);
    this.stage.set({ at: 'in', room, code });
    room.onLost(() => {
      room.close();
      this.#keep({ proof: null });
      this.stage.set({ at: 'looking' });
      this.lookNow();
    });
  }

  #keep({ proof = this.#memory.read()?.proof ?? null }: Partial<Pick<KeptRoom, 'proof'>>): void {
    this.#memory.write({ secret: this.link.secret, name: this.name.get(), proof });
  }
}
