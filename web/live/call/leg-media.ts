import type { ConsumerOffer, LegJoined, MediaHint } from '@parley/contracts/media.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { PLAYER } from '@parley/core/flows.ts';
import type { Device } from 'mediasoup-client/types';
import { createEmitter } from '../emitter.ts';
import { createStore } from '../store.ts';
import type { Joined } from './call-options.ts';
import type { LegLine } from './leg-line.ts';
import { LegPath } from './leg-path.ts';
import { capabilitiesOf, deviceAtHand, deviceFor } from './media-device.ts';
import type { Received } from './receiving.ts';

/** Refusals that say that this page's transports are no more. */
const VOID: readonly string[] = ['tab-is-not-owner', 'no-such-leg', 'call-ended', 'media-refused'];

const RESYNC_MS = 1_000;

const MUSIC_LATER_MS = 100;

/** The media of one leg in this page, over all the paths it goes through. */
export class LegMedia {
  readonly path = createStore<LegPath | null>(null);
  readonly received = createStore<readonly Received[]>([]);
  readonly closedByNode = createEmitter<'taken' | 'node'>();
  readonly #line: LegLine;
  /** The first path's, if it came with the call. */
  #joined: Joined | null;
  #renewing: Promise<unknown> = Promise.resolve();
  #turns = 0;
  #missedHints = false;
  /** What was offered while this page's first transports were being made: meant for them, unless it just reloaded. */
  #early: readonly ConsumerOffer[] = [];
  #closed = false;

  constructor(line: LegLine, joined: Joined | null = null) {
    this.#line = line;
    this.#joined = joined;
  }

  /** Asks for new transports in place of those there are, one time after the other. */
  renew(before: () => Promise<string | null>): Promise<string | null> {
    const next = this.#renewing.then(async () => (await before()) ?? this.#join());
    this.#renewing = next;
    return next;
  }

  async #join(): Promise<string | null> {
    if (this.#closed) return 'closed';
    this.#turns += 1;
    this.#missedHints = false;
    this.#early = [];
    const given = this.#joined;
    this.#joined = null;
    const atHand = given === null ? deviceAtHand() : given.device;
    const answer = await (given === null ? this.#askToJoin(atHand) : this.#accept(given));
    if (!answer.ok) {
      this.#turns -= 1;
      return answer.code;
    }
    const device = await deviceFor(answer.data.routerRtpCapabilities);
    this.#turns -= 1;
    if (this.#closed) return 'closed';
    const path = new LegPath(device, answer.data, this.#line);
    this.path.get()?.close();
    path.received.subscribe(() => this.received.set(path.received.get()));
    this.received.set([]);
    this.path.set(path);
    const consumers = [...answer.data.consumers, ...this.#early];
    const music = consumers.filter((offer) => offer.from === PLAYER);
    void path.take(consumers.filter((offer) => offer.from !== PLAYER));
    // Setting up what is received and what is sent compete for the same moment: music may begin a little later.
    setTimeout(() => void path.take(music), MUSIC_LATER_MS);
    if (device !== atHand || this.#missedHints) void this.resync();
    return null;
  }

  #askToJoin(atHand: Device | null): Promise<CommandAnswer<LegJoined>> {
    return this.#line('media-join', { rtpCapabilities: capabilitiesOf(atHand) });
  }

  #accept({ join, hints }: Joined): CommandAnswer<LegJoined> {
    for (const hint of hints ?? []) this.hint(hint);
    this.#missedHints ||= hints === null;
    return { ok: true, data: join };
  }

  /** Hints are not kept: after some may have been missed, everything is asked for. */
  async resync(): Promise<void> {
    const path = this.path.get();
    if (path === null || this.isJoining) return;
    const device = deviceAtHand();
    const rtpCapabilities = capabilitiesOf(device);
    if (rtpCapabilities === null) return;
    const answer = await this.#line('media-capabilities', { rtpCapabilities });
    if (this.path.get() !== path) return;
    if (answer.ok) await path.retake(answer.data.consumers);
    else if (VOID.includes(answer.code)) this.closedByNode.emit('node');
    // A server that is just coming up does not know its media nodes yet; what flows goes on meanwhile.
    else setTimeout(() => void this.resync(), RESYNC_MS);
  }

  /** New transports are being asked for and set up. */
  get isJoining(): boolean {
    return this.#turns > 0;
  }

  restartIce(): Promise<string | null> {
    return this.path.get()?.restartIce() ?? Promise.resolve('closed');
  }

  hint(hint: MediaHint): void {
    const path = this.path.get();
    switch (hint.type) {
      case 'consumer-offered':
        if (this.#turns === 0) {
          void path?.take([hint.consumer]);
          return;
        }
        // It may be meant for the transports that are just being made, or for those they replace.
        this.#missedHints = true;
        if (path === null) this.#early = [...this.#early, hint.consumer];
        return;
      case 'consumer-closed':
        this.#early = this.#early.filter((one) => one.consumerId !== hint.consumerId);
        path?.withdraw(hint.consumerId);
        return;
      case 'transports-closed':
        // While new transports are asked for, the end of the old ones is no news.
        if (hint.because === 'taken' || this.#turns === 0) this.closedByNode.emit(hint.because);
        return;
      // What flows is known from the call itself, which every screen shows alike.
      case 'flows':
      case 'score':
    }
  }

  /** Lets the path go; another may be made later. */
  leave(): void {
    this.path.get()?.close();
    this.path.set(null);
    this.received.set([]);
  }

  close(): void {
    this.#closed = true;
    this.leave();
  }
}
