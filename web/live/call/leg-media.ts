import type { LegHas, LegJoined, MediaHint } from '@parley/contracts/media.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { createEmitter } from '../emitter.ts';
import { createStore } from '../store.ts';
import type { Joined } from './call-options.ts';
import type { LegLine } from './leg-line.ts';
import { LegPath } from './leg-path.ts';
import { capabilitiesOf, type MediaDevices, toldOf } from './media-device.ts';
import type { OfferChange } from './offers.ts';
import type { Received } from './receiving.ts';
import type { Ask } from './recovery/missing.ts';

/** Refusals that say that this page's transports are no more. */
const VOID: readonly string[] = ['tab-is-not-owner', 'no-such-leg', 'call-ended', 'media-refused'];

const RESYNC_MS = 1_000;

/** More changes than this are not told of a path before the page knows it. */
const EARLY_KEPT = 64;

/** So many packets more show that the node does send what does not arrive here. */
const SURELY_SENT = 20;

/** The media of one leg in this page, over all the paths it goes through. */
export class LegMedia {
  readonly path = createStore<LegPath | null>(null);
  readonly received = createStore<readonly Received[]>([]);
  readonly closedByNode = createEmitter<'taken' | 'node'>();
  readonly #line: LegLine;
  /** The first path's, if it came with the call. */
  #joined: Joined | null;
  #renewing: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #turns = 0;
  /** Something may have been missed: the node is asked once there is a path. */
  #mustAsk = false;
  #asking = false;
  /** What was told of a path that this page does not know yet. */
  #early: readonly OfferChange[] = [];
  /** What the node had sent to the page of each sound when it was last asked. */
  #forwarded: LegHas['forwarded'] = {};
  #closed = false;
  readonly #devices: MediaDevices;

  constructor(line: LegLine, devices: MediaDevices, joined: Joined | null = null) {
    this.#line = line;
    this.#devices = devices;
    this.#joined = joined;
  }

  /**
   * Asks for new transports in place of those there are, one time after the other. Where nothing is under way it
   * asks within this very call: while a call begins to ring, the screen is about to be drawn.
   */
  renew(before: () => Promise<string | null> | null): Promise<string | null> {
    const turn = async (): Promise<string | null> => {
      const first = before();
      const code = first === null ? null : await first;
      return code ?? this.#join();
    };
    this.#waiting += 1;
    const next = (this.#waiting === 1 ? turn() : this.#renewing.then(turn)).finally(() => {
      this.#waiting -= 1;
    });
    this.#renewing = next;
    return next;
  }

  async #join(): Promise<string | null> {
    if (this.#closed) return 'closed';
    this.#turns += 1;
    this.#mustAsk = false;
    const code = await this.#makePath();
    this.#turns -= 1;
    if (code === null && this.#mustAsk) void this.resync();
    return code;
  }

  async #makePath(): Promise<string | null> {
    try {
      return await this.#askForPath();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // The call code did not load, or the browser could not do it now: another attempt may.
      return 'try-again';
    }
  }

  async #askForPath(): Promise<string | null> {
    const given = this.#joined;
    this.#joined = null;
    const atHand = given === null ? this.#devices.atHand() : given.device;
    const proof = given === null ? this.#devices.proof() : given.proof;
    const told = toldOf(atHand, proof);
    const answer = await (given === null ? this.#line('media-join', told) : this.#accept(given));
    if (!answer.ok) return answer.code;
    const device = await this.#devices.fitting(answer.data.routerRtpCapabilities);
    if (this.#closed) return 'closed';
    const path = new LegPath({ device, proof, isFirst: given !== null }, answer.data, this.#line);
    this.path.get()?.close();
    path.received.subscribe(() => {
      if (this.path.get() === path) this.received.set(path.received.get());
    });
    this.received.set([]);
    this.#forwarded = {};
    this.path.set(path);
    const early = this.#early.filter((one) => one.transportId === path.transportId);
    this.#early = [];
    for (const change of early) path.change(change);
    this.#mustAsk ||= device !== atHand || path.isBehind;
    return null;
  }

  #accept({ join, hints }: Joined): CommandAnswer<LegJoined> {
    for (const hint of hints ?? []) this.hint(hint);
    this.#mustAsk ||= hints === null;
    return { ok: true, data: join };
  }

  /** Hints are not kept: where some may have been missed, page and node compare what they have. */
  async resync(): Promise<void> {
    this.#mustAsk = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#mustAsk && this.path.get() !== null && !this.isJoining) await this.#compare();
    this.#asking = false;
  }

  async #compare(): Promise<void> {
    const path = this.path.get();
    const rtpCapabilities = capabilitiesOf(this.#devices.atHand());
    this.#mustAsk = false;
    if (path === null || rtpCapabilities === null) return;
    const { consumerIds, taken } = path;
    const answer = await this.#line('media-capabilities', { rtpCapabilities, consumerIds });
    if (this.path.get() !== path) return;
    if (!answer.ok) {
      if (VOID.includes(answer.code)) this.closedByNode.emit('node');
      // A server that is just coming up does not know its media nodes yet; what flows goes on meanwhile.
      else setTimeout(() => void this.resync(), RESYNC_MS);
      return;
    }
    if (answer.data.transportId !== path.transportId) {
      this.closedByNode.emit('node');
      return;
    }
    this.#forwarded = answer.data.forwarded;
    path.compare(answer.data, taken);
  }

  /** Something due does not come. If the node goes on sending sound all the same, only another path helps. */
  async missed({ turn, isSilent }: Ask): Promise<void> {
    const path = this.path.get();
    const before = this.#forwarded;
    await this.resync();
    if (turn === 1 || !isSilent || path === null || this.path.get() !== path) return;
    const isSent = Object.entries(this.#forwarded).some(
      ([consumerId, count]) => count - (before[consumerId] ?? count) >= SURELY_SENT,
    );
    if (isSent) this.closedByNode.emit('node');
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
      case 'consumer-closed':
        if (hint.transportId === path?.transportId) this.#change(path, hint);
        // It may be meant for the transports that are just being made.
        else this.#early = [...this.#early, hint].slice(-EARLY_KEPT);
        return;
      case 'picture-wanted':
        if (hint.transportId === path?.transportId) path.pictureWanted(hint.picture);
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

  #change(path: LegPath, change: OfferChange): void {
    path.change(change);
    if (path.isBehind) void this.resync();
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
