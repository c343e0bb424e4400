import type { LegHas, LegJoined, MediaParameters } from '@parley/contracts/media.ts';
import type { MediaAnswer, MediaAskData } from '@parley/contracts/media-link.ts';
import type { MediaPlan, PlannedLeg } from '@parley/core/call/media-plan.ts';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Tells } from '../link/tells.ts';
import { Refused } from '../refusal.ts';
import { openTransport } from '../workers/open-transport.ts';
import type { Seat } from '../workers/seat.ts';
import { countFlows, countForwarded } from './counts.ts';
import { isHeard, mediaKindOf, slotOf } from './edges.ts';
import { layerFor } from './layers.ts';
import { Leg } from './leg.ts';
import { given, LegPath, transportOffer } from './leg-path.ts';
import { openSending, orBad } from './sending.ts';
import { settle } from './settle.ts';
import { unlessClosed } from './unless-closed.ts';

/** What a call needs from its node. */
export type RoomParts = {
  readonly seat: Seat | null;
  readonly tells: Tells;
  readonly iceServersFor: (legId: string) => MediaParameters[];
  readonly log: Logger;
};

/** The answer to what is only done. */
type Nothing = Record<string, never>;

/** Names a leg, and the tab and the server that speak for it. */
export type OnLeg = { readonly legId: string; readonly tabId: string };

const INCOMING_BITS_PER_S = 3_000_000;

/** One call on this node: keeps the worker as the newest plan says. */
export class Room {
  readonly log: Logger;
  readonly legs = new Map<string, Leg>();
  plan: MediaPlan;
  seat: Seat | null;
  touchedAt = performance.now();
  readonly #parts: RoomParts;

  constructor(plan: MediaPlan, parts: RoomParts) {
    this.plan = { ...plan, legs: [], flows: [], version: -1 };
    this.seat = parts.seat;
    this.log = parts.log;
    this.#parts = parts;
  }

  async match(plan: MediaPlan): Promise<MediaAnswer<'match'>> {
    if (plan.version < this.plan.version) throw new Refused('stale');
    if (plan.version > this.plan.version) this.#adopt(plan);
    await settle(this);
    return { version: this.plan.version };
  }

  /** Takes a newer plan over at once; whoever asks after it is judged by it. */
  #adopt(plan: MediaPlan): void {
    const isMoved = plan.epoch !== this.plan.epoch && this.plan.version >= 0;
    this.plan = plan;
    if (isMoved) this.#voidPaths();
    const planned = new Set(plan.legs.map((leg) => leg.legId));
    for (const leg of this.legs.values()) {
      if (planned.has(leg.id)) continue;
      leg.dropPath();
      this.legs.delete(leg.id);
    }
    for (const leg of plan.legs) this.#adoptLeg(leg);
  }

  #adoptLeg(planned: PlannedLeg): void {
    const leg = this.legs.get(planned.legId);
    if (leg === undefined) {
      this.legs.set(planned.legId, new Leg(planned, this.#parts.tells));
      return;
    }
    if (leg.tabId !== planned.tabId) {
      if (leg.path !== null) {
        leg.hint(this.plan.callId, { type: 'transports-closed', because: 'taken' });
      }
      leg.moveTo(planned.tabId);
    }
    leg.maySend = planned.maySend;
    for (const { source, producer } of leg.path?.sending.values() ?? []) {
      if (!leg.maySend.includes(source)) producer.close();
    }
  }

  async join(asked: MediaAskData<'join'>): Promise<LegJoined> {
    const leg = this.#ownLeg(asked);
    const isLatest = leg.beginJoin();
    const seat = this.#seated();
    const [send, receive] = await Promise.all([openTransport(seat), openTransport(seat)]);
    if (!isLatest()) {
      send.close();
      receive.close();
      throw new Refused('stale');
    }
    const path = new LegPath({ send, receive }, () => this.reportPath(leg));
    path.capabilities = asked.rtpCapabilities === null ? null : given(asked.rtpCapabilities);
    receive.on('dtlsstatechange', () => this.letFlow());
    leg.path = path;
    const limited = send.setMaxIncomingBitrate(INCOMING_BITS_PER_S);
    const { dtlsParameters } = asked;
    const proven = dtlsParameters === undefined ? null : path.prove(given(dtlsParameters));
    await Promise.all([
      settle(this),
      unlessClosed(send, limited),
      proven === null ? null : orBad(unlessClosed(send, proven)),
    ]);
    path.isAnswered = true;
    return {
      epoch: this.plan.epoch,
      routerRtpCapabilities: { ...this.#seated().router.rtpCapabilities },
      send: transportOffer(send),
      receive: transportOffer(receive),
      iceServers: this.#parts.iceServersFor(leg.id),
      revision: path.revision,
      consumers: path.offers(),
      isProven: proven !== null,
    };
  }

  /** Page and node compare what they have: nothing that was lost between them stays lost. */
  async capabilities(asked: MediaAskData<'capabilities'>): Promise<LegHas> {
    const path = this.#ownPath(asked);
    path.taken(asked.consumerIds);
    if (path.capabilities === null) await this.#firstOffers(path, given(asked.rtpCapabilities));
    // A page that asks again may have missed hints: what flows is told once more.
    path.toldFlows = '';
    await settle(this);
    const forwarded = await countForwarded(path);
    return {
      ...path.revised,
      consumers: path.offers(),
      forwarded,
      sending: path.sources(),
      picture: path.picture,
    };
  }

  /** All of them come with the answer: the page sets them up in one go. */
  async #firstOffers(path: LegPath, capabilities: types.RtpCapabilities): Promise<void> {
    path.capabilities = capabilities;
    path.isAnswered = false;
    try {
      await settle(this);
    } finally {
      path.isAnswered = true;
    }
  }

  async connect(asked: MediaAskData<'connect'>): Promise<Nothing> {
    const path = this.#ownPath(asked);
    await orBad(path.connect(asked.transportId, given(asked.dtlsParameters)));
    return {};
  }

  async restartIce(asked: MediaAskData<'restart-ice'>): Promise<MediaAnswer<'restart-ice'>> {
    const transport = this.#ownPath(asked).transport(asked.transportId);
    return { iceParameters: await orBad(transport.restartIce()) };
  }

  async produce(asked: MediaAskData<'produce'>): Promise<MediaAnswer<'produce'>> {
    const { source } = asked;
    const leg = this.#ownLeg(asked);
    const path = this.#ownPath(asked);
    const { transportId = path.send.id } = asked;
    if (transportId !== path.send.id) throw new Refused('no-such-transport');
    const isAllowed = () => leg.path === path && leg.maySend.includes(source);
    if (!isAllowed()) throw new Refused('not-allowed');
    const slot = slotOf(source);
    // First, because a browser may reuse the names of what it no longer sends.
    path.sending.get(slot)?.producer.close();
    // A picture is let in once somebody can get it.
    const isOpen = slot === 'audio' && isHeard(this.plan, { from: leg.id, kind: slot });
    const sending = await openSending(path.send, {
      source,
      kind: mediaKindOf(slot),
      rtpParameters: given(asked.rtpParameters),
      isOpen,
    });
    // The call may have changed while the worker was at it.
    if (!isAllowed()) {
      sending.producer.close();
      throw new Refused('not-allowed');
    }
    path.sending.get(slot)?.producer.close();
    path.sending.set(slot, sending);
    sending.producer.observer.once('close', () => {
      if (path.sending.get(slot) === sending) path.sending.delete(slot);
    });
    await settle(this);
    return { producerId: sending.producer.id, picture: path.picture };
  }

  async closeProducer(asked: MediaAskData<'close-producer'>): Promise<Nothing> {
    const sending = this.#ownPath(asked).sending.get(slotOf(asked.source));
    if (sending?.source === asked.source) sending.producer.close();
    await settle(this);
    return {};
  }

  async consuming(asked: MediaAskData<'consuming'>): Promise<Nothing> {
    this.#ownPath(asked).taken(asked.consumerIds);
    await settle(this);
    return {};
  }

  async shown(asked: MediaAskData<'shown'>): Promise<Nothing> {
    const receiving = this.#ownPath(asked).receiving.get(asked.consumerId);
    if (receiving === undefined) throw new Refused('no-such-consumer');
    const { layers } = receiving;
    await layers.want(layerFor(asked.size, layers.count));
    return {};
  }

  counts(): Promise<MediaAnswer<'counts'>> {
    return countFlows(this.legs);
  }

  /** A path stands: pictures begin to flow. What was once refused by the worker is tried again. */
  letFlow(): void {
    settle(this).catch((error: unknown) => {
      this.log.warn({ err: error }, 'what a path was to get waits for the next change');
    });
  }

  reportPath(leg: Leg): void {
    leg.reportPath({ callId: this.plan.callId, epoch: this.plan.epoch });
  }

  /** The worker died: the call goes on with another, and every page joins again. */
  moveTo(seat: Seat | null): void {
    this.seat = seat;
    this.#voidPaths();
  }

  /** Ends all that the call has here. */
  close(): void {
    for (const leg of this.legs.values()) leg.dropPath();
    this.legs.clear();
  }

  #voidPaths(): void {
    const { callId, epoch } = this.plan;
    for (const leg of this.legs.values()) {
      if (leg.path === null) continue;
      leg.reportLost({ callId, epoch });
      leg.dropPath();
      leg.hint(callId, { type: 'transports-closed', because: 'node' });
    }
  }

  #seated(): Seat {
    if (this.seat === null) throw new Refused('full');
    return this.seat;
  }

  #ownLeg({ legId, tabId }: OnLeg): Leg {
    const leg = this.legs.get(legId);
    if (leg === undefined) throw new Refused('no-such-leg');
    if (leg.tabId !== tabId) throw new Refused('not-owner');
    return leg;
  }

  #ownPath(asked: OnLeg): LegPath {
    const { path } = this.#ownLeg(asked);
    if (path === null) throw new Refused('no-such-transport');
    return path;
  }
}
