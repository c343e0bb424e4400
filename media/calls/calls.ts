import {
  type CallAsk,
  type MediaAnswer,
  type MediaAskData,
  mediaAsks,
} from '@parley/contracts/media-link.ts';
import type { MediaPlan } from '@parley/core/call/media-plan.ts';
import type { Logger } from 'pino';
import type { Tells } from '../link/tells.ts';
import { Refused } from '../refusal.ts';
import type { Seat } from '../workers/seat.ts';
import { iceServersFor, type TurnServers } from './ice-servers.ts';
import { Room } from './room.ts';
import { listenToLegs, tellScores } from './watch.ts';

/** Where calls sit: the workers, as far as a call is concerned. */
export type Seats = {
  /** The seat with the fewest calls, or null while no worker is alive. */
  readonly take: (callId: string) => Seat | null;
};

export type CallsParts = {
  readonly seats: Seats;
  readonly tells: Tells;
  readonly turn: TurnServers | null;
  readonly log: Logger;
};

/** A call that nobody has asked about for so long, and in which no page has a path, is nobody's. */
const FORGOTTEN_MS = 10 * 60_000;

/** How many ended calls are remembered, so that an old plan that comes late does not open them again. */
const ENDED_KEPT = 5_000;

type AnswerTo = (raw: unknown, via: string) => Promise<unknown>;

/** Every call on this node, and what servers may ask about them. */
export class Calls {
  readonly #rooms = new Map<string, Room>();
  /** The version at which a call was released. */
  readonly #ended = new Map<string, number>();
  readonly #parts: CallsParts;
  readonly #answers: Readonly<Record<CallAsk, AnswerTo>>;

  constructor(parts: CallsParts) {
    this.#parts = parts;
    this.#answers = {
      match: answerTo('match', ({ plan }) => this.#match(plan)),
      release: answerTo('release', ({ callId }) => this.#release(callId)),
      join: this.#onLeg('join', (room, data) => room.join(data)),
      capabilities: this.#onLeg('capabilities', (room, data) => room.capabilities(data)),
      connect: this.#onLeg('connect', (room, data) => room.connect(data)),
      'restart-ice': this.#onLeg('restart-ice', (room, data) => room.restartIce(data)),
      produce: this.#onLeg('produce', (room, data) => room.produce(data)),
      'close-producer': this.#onLeg('close-producer', (room, data) => room.closeProducer(data)),
      consuming: this.#onLeg('consuming', (room, data) => room.consuming(data)),
      shown: this.#onLeg('shown', (room, data) => room.shown(data)),
      counts: answerTo('counts', ({ callId }) => this.#room(callId).counts()),
    };
  }

  /** Answers what the server `via` asks; throws `Refused`, or a `ZodError` where the data are wrong. */
  answer(ask: CallAsk, raw: unknown, via: string): Promise<unknown> {
    return this.#answers[ask](raw, via);
  }

  get count(): number {
    return this.#rooms.size;
  }

  /** Moves the calls of a worker that died to others; those that find none wait for the next worker. */
  reseat(): void {
    for (const room of this.#rooms.values()) {
      if (room.seat === null || room.seat.router.closed) {
        room.moveTo(this.#parts.seats.take(room.plan.callId));
      }
    }
  }

  /** Looks after paths, scores, unheard facts and forgotten calls; called every 2 s. */
  async observe(): Promise<void> {
    this.#parts.tells.repeat();
    const before = performance.now() - FORGOTTEN_MS;
    for (const [callId, room] of this.#rooms) {
      tellScores(room);
      room.letFlow();
      const hasPath = [...room.legs.values()].some((leg) => leg.path !== null);
      if (!hasPath && room.touchedAt < before) this.#drop(callId, room);
    }
    await Promise.all([...this.#rooms.values()].map((room) => listenToLegs(room)));
  }

  close(): void {
    for (const room of this.#rooms.values()) room.close();
    this.#rooms.clear();
  }

  async #match(plan: MediaPlan): Promise<MediaAnswer<'match'>> {
    const { callId } = plan;
    const endedAt = this.#ended.get(callId);
    if (endedAt !== undefined && plan.version <= endedAt) throw new Refused('stale');
    const room = this.#rooms.get(callId) ?? this.#open(plan);
    room.touchedAt = performance.now();
    return await room.match(plan);
  }

  #open(plan: MediaPlan): Room {
    const { callId } = plan;
    const { seats, tells, turn, log } = this.#parts;
    const seat = seats.take(callId);
    if (seat === null) throw new Refused('full');
    const room = new Room(plan, {
      seat,
      tells,
      iceServersFor: (legId) => iceServersFor(turn, legId, Date.now()),
      log: log.child({ callId }),
    });
    this.#rooms.set(callId, room);
    return room;
  }

  async #release(callId: string): Promise<Record<string, never>> {
    const room = this.#rooms.get(callId);
    if (room === undefined) return {};
    this.#drop(callId, room);
    this.#ended.set(callId, room.plan.version);
    const oldest = this.#ended.keys().next().value;
    if (this.#ended.size > ENDED_KEPT && oldest !== undefined) this.#ended.delete(oldest);
    return {};
  }

  #drop(callId: string, room: Room): void {
    room.close();
    room.seat?.calls.delete(callId);
    this.#rooms.delete(callId);
    this.#parts.tells.forget(callId);
  }

  #room(callId: string): Room {
    const room = this.#rooms.get(callId);
    if (room === undefined) throw new Refused('no-such-call');
    return room;
  }

  #onLeg<Ask extends AskOnLeg>(
    ask: Ask,
    carryOut: (room: Room, data: MediaAskData<Ask>) => Promise<MediaAnswer<Ask>>,
  ): AnswerTo {
    return answerTo(ask, (data, via) => {
      const { callId, legId } = data as MediaAskData<AskOnLeg>;
      const room = this.#room(callId);
      room.touchedAt = performance.now();
      const leg = room.legs.get(legId);
      if (leg !== undefined) leg.via = via;
      return carryOut(room, data);
    });
  }
}

type AskOnLeg = Exclude<CallAsk, 'match' | 'release' | 'counts'>;

function answerTo<Ask extends CallAsk>(
  ask: Ask,
  carryOut: (data: MediaAskData<Ask>, via: string) => Promise<MediaAnswer<Ask>>,
): AnswerTo {
  return async (raw, via) => {
    const data = mediaAsks[ask].data.parse(raw) as MediaAskData<Ask>;
    return await carryOut(data, via);
  };
}
