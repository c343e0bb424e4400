import type { Hint } from '@parley/contracts/socket.ts';
import type { Call, LinkCause } from '@parley/core/call/call.ts';
import { createEmitter } from '../emitter.ts';
import { createStore, type OwnedStore, type Store } from '../store.ts';
import { watchNetwork } from '../wake.ts';
import type { CallOptions } from './call-options.ts';
import { type CallParts, type CallState, composeState, NOTHING_KEPT } from './call-state.ts';
import { Elements } from './elements.ts';
import { type LegLine, legLine } from './leg-line.ts';
import { LegMedia } from './leg-media.ts';
import { LegReports } from './leg-reports.ts';
import { PAGE_DEVICES } from './media-device.ts';
import { type Levels, Monitor } from './monitor.ts';
import type { Verdict } from './quality.ts';
import type { Reading } from './reading.ts';
import { type Chosen, chooseAll, isLacking, isSoundDue, NOTHING_CHOSEN } from './receiving.ts';
import { type Begins, type SwitchedOff, wantedOf } from './reconcile.ts';
import { createGapMeter } from './recovery/gap.ts';
import type { Seen } from './recovery/path-watch.ts';
import type { OverBecause } from './recovery/policy.ts';
import { Recovery } from './recovery/recovery.ts';
import { type OwnPicture, Sender, type SendTrouble } from './sender.ts';

/** When to offer again what the node has refused. */
const PRODUCE_AGAIN_MS = 1_000;

/** How soon a living line answers while the media may be gone. */
const LINE_ANSWERS_MS = 500;

const UNHEARD: Verdict = { level: 'poor', because: 'no-packets' };

type Intent = CallParts['intent'];

/** One's own leg in this page: joins what is wanted, what is sent, what is received and how the path does. */
export class LegInPage {
  readonly line: LegLine;
  readonly elements: Elements;
  /** The call is over for this page. */
  readonly gone = createEmitter<null>();
  readonly #options: CallOptions;
  readonly #media: LegMedia;
  readonly #sender: Sender;
  readonly #recovery: Recovery;
  readonly #monitor: Monitor;
  readonly #reports: LegReports;
  readonly #gaps: ReturnType<typeof createGapMeter>;
  readonly #chosen = createStore<Chosen>(NOTHING_CHOSEN);
  readonly #state: OwnedStore<CallState>;
  readonly #stops: (() => void)[];
  #call: Call | null;
  #intent: Intent = 'idle';
  #take = false;
  #wasConnected = false;
  #epoch = 0;
  #off: SwitchedOff = { microphone: false, picture: false };
  #pictureWhenOff: string | null = null;
  #kept = NOTHING_KEPT;

  constructor(options: CallOptions) {
    const { connection, devices, callId } = options;
    this.#options = options;
    this.line = legLine(connection, options);
    this.#call = this.#callNow();
    this.#media = new LegMedia(this.line, PAGE_DEVICES, options.joined);
    this.#sender = new Sender(devices, (trouble) => this.#sendTrouble(trouble));
    this.#reports = new LegReports(this.line, options.kind);
    this.#gaps = createGapMeter(callId, ({ gapMs, cause }) => {
      this.#keep({ gap: { ms: gapMs, at: Date.now() } });
      this.#reports.gap(gapMs, cause);
    });
    this.elements = new Elements({
      devices,
      shown: (consumerId, size) => void this.line('media-shown', { consumerId, size }),
    });
    this.#recovery = new Recovery({
      restartIce: () => this.#media.restartIce(),
      renew: () => this.#media.renew(() => (this.#take ? this.#takeLeg() : null)),
      checkLine: () => connection.check(LINE_ANSWERS_MS),
      isIdle: () => this.#media.path.get()?.state.get() === 'new',
      gaveUp: (because) => this.#gaveUp(because),
    });
    this.#monitor = new Monitor({
      stats: () => this.#media.path.get()?.stats() ?? Promise.resolve([]),
      soundIsDue: () => isSoundDue(this.#call, options.legId),
      isLacking: () => isLacking(this.#media.received.get(), this.#call, options.legId),
      missed: (ask) => void this.#media.missed(ask),
      others: () => this.#kept.quality.others,
      isMending: () => this.#isMending(),
      saw: (seen, reading) => this.#saw(seen, reading),
      judged: (own) => {
        this.#keep({ quality: { ...this.#kept.quality, own } });
        this.#reports.quality(own);
      },
    });
    if (options.screen !== undefined) this.#sender.setScreen(options.screen);
    this.#state = createStore(this.#compose());
    const changed = (): void => this.#show();
    this.#stops = [
      options.call.subscribe(() => this.#callChanged()),
      devices.state.subscribe(changed),
      this.#media.path.subscribe(() => this.#pathChanged()),
      this.#media.received.subscribe(() => this.#choose()),
      this.#media.closedByNode.on((because) => {
        this.#recovery.see({ type: because === 'taken' ? 'taken' : 'path-void' });
      }),
      this.#recovery.state.subscribe(() => this.#recoveryChanged()),
      this.#sender.picture.subscribe(changed),
      this.elements.playing.subscribe(changed),
      connection.onHint((hint) => this.#hinted(hint)),
      watchNetwork(() => this.#recovery.see({ type: 'network-changed' })),
      connection.onReopened(() => void this.#media.resync()),
    ];
  }

  get state(): Store<CallState> {
    return this.#state;
  }

  get levels(): Store<Levels> {
    return this.#monitor.levels;
  }

  /** What is played of all that is received. */
  get chosen(): Store<Chosen> {
    return this.#chosen;
  }

  get ownPicture(): Store<OwnPicture> {
    return this.#sender.picture;
  }

  arm(): void {
    if (this.#intent !== 'idle') return;
    this.#intent = 'armed';
    this.#sender.receiveFirst();
    this.#begin();
  }

  join({ take }: { readonly take: boolean }): void {
    if (this.#intent === 'closed') return;
    const fresh = this.#intent === 'idle' || this.#recovery.state.get().name === 'over';
    this.#intent = 'joined';
    this.#take = take;
    if (take) this.#gaps.takeOver(Date.now());
    if (fresh || take) this.#begin();
    else this.#match();
    this.#show();
  }

  /** The person is done: media goes at once, whatever becomes of the command. */
  finish(): void {
    this.#intent = 'closed';
    this.#release();
  }

  close(): void {
    this.finish();
    for (const stop of this.#stops) stop();
  }

  failed(failed: string | null): void {
    this.#keep({ failed });
  }

  setScreen(track: MediaStreamTrack | null): void {
    this.#sender.setScreen(track);
  }

  switchOff(part: Partial<SwitchedOff>): void {
    this.#off = { ...this.#off, ...part };
    if (part.picture === true) this.#pictureWhenOff = this.#ownLeg()?.picture.source ?? null;
    this.#match();
  }

  #begin(): void {
    this.#monitor.start();
    this.#recovery.begin();
    this.#match();
  }

  #release(): void {
    this.#gaps.forget();
    this.#reports.close();
    this.#monitor.stop();
    this.#sender.close();
    this.#media.close();
    this.#show();
  }

  async #takeLeg(): Promise<string | null> {
    const answer = await this.line('take-leg', {});
    if (!answer.ok) return answer.code;
    this.#take = false;
    return null;
  }

  #callNow(): Call | null {
    const call = this.#options.call.get();
    return call?.id === this.#options.callId ? call : null;
  }

  #ownLeg(): Call['legs'][number] | undefined {
    return this.#call?.legs.find((leg) => leg.id === this.#options.legId);
  }

  #callChanged(): void {
    const before = this.#ownLeg();
    const call = this.#callNow();
    if (call === null || call === this.#call) return;
    this.#know(call);
    const leg = this.#ownLeg();
    if (call.phase.name === 'ended' || (before !== undefined && leg === undefined)) {
      this.#recovery.see({ type: 'ended' });
      this.#over();
      return;
    }
    this.#clearSwitches(leg);
    const { tabId } = this.#options.connection;
    if (before?.tabId === tabId && leg?.tabId !== tabId) this.#recovery.see({ type: 'taken' });
    // Answered here while another tab was the ready one: the leg has just become this tab's.
    if (before?.tabId !== tabId && leg?.tabId === tabId && this.#wasTaken()) this.#begin();
    const path = this.#media.path.get();
    if (call.mediaEpoch > this.#epoch) this.#moved(call.mediaEpoch);
    if (path !== null && call.mediaEpoch > path.epoch) this.#recovery.see({ type: 'path-void' });
    this.#match();
    this.#choose();
  }

  #know(call: Call): void {
    // What failed before the call was known could not be told.
    if (this.#call === null) this.#sender.retry();
    this.#call = call;
  }

  #wasTaken(): boolean {
    const recovery = this.#recovery.state.get();
    return this.#intent === 'joined' && recovery.name === 'over' && recovery.because === 'taken';
  }

  #over(): void {
    this.#release();
    for (const stop of this.#stops) stop();
    this.gone.emit(null);
  }

  /** What was switched off here is forgotten once the stored call says the same, or something newer. */
  #clearSwitches(leg: Call['legs'][number] | undefined): void {
    const microphone = this.#off.microphone && leg?.microphone !== 'muted';
    const picture = this.#off.picture && leg?.picture.source === this.#pictureWhenOff;
    this.#off = { microphone, picture };
  }

  #match(): void {
    const { legId } = this.#options;
    const isOver = this.#recovery.state.get().name === 'over';
    if (!isOver && (this.#intent === 'armed' || this.#intent === 'joined')) {
      const armed = this.#intent === 'armed';
      const begins = this.#begins();
      this.#sender.want(wantedOf(this.#call, legId, { armed, off: this.#off, begins }));
      if (!armed) this.#reports.devices(this.#options.devices.state.get(), this.#ownLeg());
    }
    this.#show();
  }

  #begins(): Begins {
    const { joined, beginsWithCamera = false, devices } = this.#options;
    const isSure = joined !== undefined && beginsWithCamera && devices.isAtHand('camera');
    return isSure ? 'camera' : 'none';
  }

  #pathChanged(): void {
    const path = this.#media.path.get();
    if (path !== null && path.epoch > this.#epoch) this.#moved(path.epoch);
    this.#monitor.reset();
    this.#sender.use(path);
    path?.state.subscribe(() => {
      if (this.#media.path.get() !== path) return;
      const now = path.state.get();
      if (now === 'connected') this.#recovery.see({ type: 'flowing' });
      if (now === 'lost') this.#recovery.see({ type: 'path-lost' });
    });
    path?.broken.on(() => {
      const isRenewing = this.#recovery.state.get().name === 'renewing';
      this.#recovery.see({ type: isRenewing ? 'path-lost' : 'path-void' });
    });
    path?.refused.on(({ code }) => {
      this.#recovery.see({ type: 'step-refused', code });
      // The node may not have heard yet of what the page heard first.
      setTimeout(() => this.#match(), PRODUCE_AGAIN_MS);
    });
  }

  #recoveryChanged(): void {
    const { name } = this.#recovery.state.get();
    if (name === 'well') this.#wasConnected = true;
    else if (name !== 'over' && this.#wasConnected) this.#broke('network');
    this.#show();
  }

  /** The call is carried by another node, or by the same one started anew. */
  #moved(epoch: number): void {
    if (this.#epoch > 0) this.#broke('media-node');
    this.#epoch = epoch;
  }

  #broke(cause: LinkCause): void {
    if (this.#wasConnected) this.#gaps.broke(cause, Date.now());
  }

  #gaveUp(because: OverBecause): void {
    this.#gaps.forget();
    this.#media.leave();
    this.#sender.use(null);
    this.#monitor.stop();
    this.#sender.close();
    if (because === 'refused' || because === 'too-late') this.#keep({ failed: because });
    if (because === 'ended') this.gone.emit(null);
  }

  #saw(seen: Seen, reading: Reading): void {
    const heard = isSoundDue(this.#call, this.#options.legId) ? seen.soundCame : seen.alive;
    if (heard) this.#gaps.heard(seen.soundCame ? reading.audio.lastPacketAt : reading.at);
    this.#hearOthers(seen);
    // The same break may have taken the line to the server, and mending needs it.
    if (seen.isLate) this.#options.connection.check(LINE_ANSWERS_MS);
    // While new transports are asked for, life on the old ones means nothing.
    if (this.#media.isJoining) return;
    if (seen.alive) this.#recovery.see({ type: 'flowing' });
    else if (seen.fellSilent) this.#recovery.see({ type: 'silence' });
  }

  /** Our path stands, yet nothing comes: then it is the other side's that is gone. */
  #hearOthers({ alive, fellSilent, soundCame }: Seen): void {
    const { own, others } = this.#kept.quality;
    if (alive && fellSilent) this.#keep({ quality: { own, others: UNHEARD } });
    if (soundCame && others === UNHEARD) this.#keep({ quality: { own, others: null } });
  }

  #isMending(): boolean {
    return this.#wasConnected && this.#recovery.state.get().name !== 'well';
  }

  #choose(): void {
    const call = this.#call;
    const { legId } = this.#options;
    const before = this.#chosen.get();
    this.#chosen.set(chooseAll(this.#media.received.get(), { call, legId, before }));
    this.#show();
  }

  #sendTrouble(trouble: SendTrouble): void {
    const source = this.#ownLeg()?.picture.source;
    // The truth follows what can be sent: nobody shall wait for a picture that does not come.
    if (trouble === 'no-camera' && source === 'camera') void this.line('turn-camera-off', {});
    if (trouble === 'no-screen' && source === 'screen') void this.line('stop-sharing', {});
  }

  #hinted(hint: Hint): void {
    if (!('callId' in hint) || hint.callId !== this.#options.callId) return;
    if (hint.type === 'media' && hint.legId === this.#options.legId) this.#media.hint(hint.media);
    if (hint.type === 'quality' && hint.legId !== this.#options.legId) {
      const others = { level: hint.level, because: hint.because } as Verdict;
      this.#keep({ quality: { ...this.#kept.quality, others } });
    }
  }

  #keep(part: Partial<CallParts['kept']>): void {
    this.#kept = { ...this.#kept, ...part };
    this.#show();
  }

  #show(): void {
    // Nothing to show while the parts are still being put together.
    if (this.#state === undefined) return;
    if (this.#intent === 'joined') {
      this.#reports.sound({ playing: !this.elements.playing.get().blocked });
      this.#reports.devices(this.#options.devices.state.get(), this.#ownLeg());
    }
    this.#state.set(this.#compose());
  }

  #compose(): CallState {
    const { devices, connection, legId } = this.#options;
    return composeState({
      call: this.#call,
      legId,
      intent: this.#intent,
      recovery: this.#recovery.state.get(),
      wasConnected: this.#wasConnected,
      switchedOff: this.#off,
      chosen: this.#chosen.get(),
      playing: this.elements.playing.get(),
      ownPicture: this.#sender.picture.get(),
      devices: devices.state.get(),
      facing: devices.facing(),
      localTime: connection.localTime,
      kept: this.#kept,
    });
  }
}
