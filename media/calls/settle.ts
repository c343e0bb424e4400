import type { ConsumerOffer } from '@parley/contracts/media.ts';
import type { MediaPlan } from '@parley/core/call/media-plan.ts';
import { PLAYER } from '@parley/core/flows.ts';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Seat } from '../workers/seat.ts';
import { EDGE_KINDS, type EdgeKind, hasEdge, isHeard } from './edges.ts';
import { FirstPicture } from './first-picture.ts';
import type { Leg } from './leg.ts';
import type { LegPath, Receiving, Sending } from './leg-path.ts';
import { FIRST_LAYER, PictureLayers } from './picture-layers.ts';
import { unlessClosed } from './unless-closed.ts';

/** One call on this node. */
export type RoomNow = {
  readonly plan: MediaPlan;
  readonly legs: ReadonlyMap<string, Leg>;
  /** Null while no worker is alive. */
  readonly seat: Seat | null;
  readonly log: Logger;
};

/**
 * Makes the worker do what the plan says, and tells pages what changed for them. Everything is asked of
 * the worker before the first wait, in the order of the plans, so a later plan may settle at the same time.
 */
export async function settle(room: RoomNow): Promise<void> {
  const flowing = applyFlows(room);
  tellPictures(room);
  await Promise.all([...flowing, openConsumers(room)]);
  tellFlows(room);
}

/** Producers first: a request for a key frame passes only through one that is let in. */
function applyFlows(room: RoomNow): Promise<unknown>[] {
  const legs = [...room.legs.values()];
  return [
    ...legs.flatMap((leg) => letIn(room, leg)),
    ...legs.flatMap((leg) =>
      [...(leg.path?.receiving.values() ?? [])].flatMap((one) => applyFlow(room, leg, one)),
    ),
  ];
}

/** Stops what nobody is to get where it comes in: the second lock behind the paused consumers. */
function letIn(room: RoomNow, leg: Leg): Promise<unknown>[] {
  return [...(leg.path?.sending ?? [])].flatMap(([kind, sending]) => {
    const isWanted =
      isHeard(room.plan, { from: leg.id, kind }) && (sending.isOpen || isAwaited(room, sending));
    if (isWanted === sending.isOpen) return [];
    sending.isOpen = isWanted;
    const { producer } = sending;
    return [unlessClosed(producer, isWanted ? producer.resume() : producer.pause())];
  });
}

/**
 * A picture is let in once somebody can get it: a producer asks for a key frame when it opens, and one that
 * comes to nobody keeps the next from being asked for (see `FirstPicture`).
 */
function isAwaited(room: RoomNow, { source, producer }: Sending): boolean {
  if (source === 'microphone') return true;
  return [...room.legs.values()].some(({ path }) =>
    [...(path?.receiving.values() ?? [])].some(
      (one) => one.offer.producerId === producer.id && path !== null && canFlow(path, one),
    ),
  );
}

/** The page has set up its side; for a picture its path must stand too, or the first key frame is lost. */
function canFlow(path: LegPath, { isTaken, kind }: Receiving): boolean {
  return isTaken && (kind === 'audio' || path.receive.dtlsState === 'connected');
}

function applyFlow(room: RoomNow, leg: Leg, receiving: Receiving): Promise<unknown>[] {
  const { kind, consumer, offer } = receiving;
  const edge = { from: offer.from, to: leg.id, kind };
  const isWanted =
    hasEdge(room.plan, edge) &&
    (receiving.isFlowing || (leg.path !== null && canFlow(leg.path, receiving)));
  if (isWanted === receiving.isFlowing) return [];
  receiving.isFlowing = isWanted;
  if (!isWanted) {
    receiving.firstPicture?.stop();
    if (offer.from === PLAYER) room.seat?.player.unlisten(kind, consumer.id);
    return [unlessClosed(consumer, consumer.pause())];
  }
  const asked: Promise<unknown>[] = [unlessClosed(consumer, consumer.resume())];
  if (receiving.firstPicture !== null) asked.push(receiving.firstPicture.begin());
  if (offer.from === PLAYER) room.seat?.player.listen(kind, consumer.id);
  return asked;
}

/** Something that can be received: what a leg sends in one slot, or the player. */
type Source = {
  readonly from: string;
  readonly kind: EdgeKind;
  readonly source: ConsumerOffer['source'];
  readonly producer: types.Producer;
};

/** Makes what is missing: paused, for every ordered pair, whatever flows now, so that a switch needs no set-up. */
async function openConsumers(room: RoomNow): Promise<void> {
  const opening: Promise<void>[] = [];
  for (const leg of room.legs.values()) {
    const { path } = leg;
    if (path === null || path.capabilities === null) continue;
    for (const source of sourcesFor(room, leg)) {
      const { id } = source.producer;
      if (path.awaited.has(id)) continue;
      const awaited = openConsumer({ room, leg, path }, source);
      path.awaited.set(id, awaited);
      // The next settling tries again; whoever waits now hears of it.
      awaited.catch(() => path.awaited.delete(id));
    }
    opening.push(...path.awaited.values());
  }
  await Promise.all(opening);
}

function sourcesFor(room: RoomNow, leg: Leg): Source[] {
  const found: Source[] = [];
  for (const other of room.legs.values()) {
    if (other === leg) continue;
    for (const [kind, { source, producer }] of other.path?.sending ?? []) {
      found.push({ from: other.id, kind, source, producer });
    }
  }
  return [...found, ...playedTo(room, leg)];
}

function playedTo(room: RoomNow, leg: Leg): Source[] {
  const { seat, plan } = room;
  if (seat === null) return [];
  const kinds = EDGE_KINDS.filter((kind) => hasEdge(plan, { from: PLAYER, to: leg.id, kind }));
  for (const kind of kinds) leg.isPlayedTo.add(kind);
  return [...leg.isPlayedTo].map((kind) => ({
    from: PLAYER,
    kind,
    source: 'player',
    producer: seat.player[kind],
  }));
}

type Receiver = { readonly room: RoomNow; readonly leg: Leg; readonly path: LegPath };

async function openConsumer({ room, leg, path }: Receiver, source: Source): Promise<void> {
  const { producer, kind, from } = source;
  const rtpCapabilities = path.capabilities;
  if (rtpCapabilities === null || room.seat === null) return;
  if (!room.seat.router.canConsume({ producerId: producer.id, rtpCapabilities })) {
    room.log.warn({ from, to: leg.id, kind }, 'a page cannot receive what another sends');
    return;
  }
  const consumer = await openPaused(path, { producer, rtpCapabilities });
  if (consumer === null || consumer.closed) return;
  const offer: ConsumerOffer = {
    consumerId: consumer.id,
    producerId: producer.id,
    from,
    kind: consumer.kind,
    source: source.source,
    rtpParameters: consumer.rtpParameters,
  };
  path.receiving.set(consumer.id, {
    offer,
    kind,
    consumer,
    layers: new PictureLayers(consumer, producer.rtpParameters.encodings?.length ?? 1),
    firstPicture:
      kind === 'picture' && from !== PLAYER
        ? new FirstPicture({ consumer, producer, sayAgain: () => tellPictureOf(room, from) })
        : null,
    isTaken: false,
    isFlowing: false,
  });
  path.revision += 1;
  consumer.observer.once('close', () => {
    path.receiving.delete(consumer.id);
    path.revision += 1;
    if (from === PLAYER) room.seat?.player.unlisten(kind, consumer.id);
    if (path.isClosed || !path.isAnswered) return;
    const closed = { ...path.revised, consumerId: consumer.id };
    leg.hint(room.plan.callId, { type: 'consumer-closed', ...closed });
  });
  if (path.isAnswered) {
    const offered = { ...path.revised, consumer: offer };
    leg.hint(room.plan.callId, { type: 'consumer-offered', ...offered });
  }
}

async function openPaused(
  path: LegPath,
  { producer, rtpCapabilities }: Wanted,
): Promise<types.Consumer | null> {
  const layers = producer.type === 'simulcast' ? { preferredLayers: FIRST_LAYER } : {};
  const wish = { producerId: producer.id, rtpCapabilities, paused: true, ...layers };
  try {
    return await path.receive.consume(wish);
  } catch (error) {
    // Either side may go while the worker is at it; nothing is missing then.
    if (path.isClosed || producer.closed) return null;
    throw error;
  }
}

type Wanted = {
  readonly producer: types.Producer;
  readonly rtpCapabilities: types.RtpCapabilities;
};

/** A page encodes its picture only while somebody can get it. */
function tellPictures(room: RoomNow): void {
  for (const leg of room.legs.values()) {
    const { path } = leg;
    const isWanted = path?.sending.get('picture')?.isOpen ?? false;
    if (path === null || path.picture.isWanted === isWanted) continue;
    path.picture = { turn: path.picture.turn + 1, isWanted };
    tellPictureOf(room, leg.id);
  }
}

function tellPictureOf({ legs, plan }: RoomNow, legId: string): void {
  const leg = legs.get(legId);
  if (leg === undefined || leg.path === null) return;
  const { receive, picture } = leg.path;
  leg.hint(plan.callId, { type: 'picture-wanted', transportId: receive.id, picture });
}

function tellFlows(room: RoomNow): void {
  for (const leg of room.legs.values()) {
    const { path } = leg;
    if (path === null || !path.isAnswered) continue;
    const flowing = path.flowing();
    const told = flowing.join(' ');
    if (told === path.toldFlows) continue;
    path.toldFlows = told;
    leg.hint(room.plan.callId, { type: 'flows', flowing });
  }
}
