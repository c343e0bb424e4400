import type { MediaResult } from '@parley/contracts/rooms.ts';
import type { Call, DeviceState, FirstVideo, Leg } from '@parley/core/call/call.ts';
import { startCall } from '@parley/core/call/start.ts';
import type { Room } from '@parley/core/conversation/room.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Decided } from '../changes/changes.ts';
import {
  type Draft,
  type DraftOutcome,
  draftOf,
  withCall,
  withConversation,
  withNewCall,
} from '../changes/draft.ts';
import type { Loaded, Placement } from '../changes/loaded.ts';
import { andThen, decidedFrom } from '../command-context.ts';

/** The customer's own leg in the room's call. */
export type Entered = { readonly callId: string; readonly legId: string };

/** How somebody goes in. */
export type Entering = {
  readonly roomId: string;
  /** For a call that begins with it. */
  readonly ids: Entered;
  /** What they call themselves; null as they are called already. */
  readonly name: string | null;
  readonly tabId: string;
  readonly camera: boolean;
  /** What the browser said of its devices; null when the page reports it itself. */
  readonly media: MediaResult | null;
  /** Whether they brought the link's secret. */
  readonly bySecret: boolean;
  /** Takes the place of another device that is in the room. */
  readonly move: boolean;
  readonly now: Millis;
};

/** In, or another device is and stays there. */
export type EnterAnswer = ({ readonly isIn: true } & Entered) | { readonly isIn: false };

/** Goes into a room: into the call that waits or runs there, or into a new one that waits for its agent. */
export function decideEntering(loaded: Loaded, entering: Entering): Decided<EnterAnswer> {
  const { room } = loaded.conversation;
  if (room === null || room.id !== entering.roomId || !isOpen(room)) {
    return { ok: false, code: 'room-closed' };
  }
  const call = loaded.call?.value ?? null;
  if (call !== null) return comeBack(loaded, call, entering);
  if (room.until <= entering.now) return { ok: false, code: 'room-closed' };
  if (loaded.node === null) return { ok: false, code: 'media-not-ready' };
  const draft = withRoomCall(draftOf(loaded), { room, node: loaded.node, entering });
  return decidedFrom(draft, { isIn: true, ...entering.ids });
}

/** Pressed twice it is one call; the same goes for the page that comes back after a crash. */
function comeBack(loaded: Loaded, call: Call, entering: Entering): Decided<EnterAnswer> {
  const { roomId, tabId, move, now } = entering;
  if (call.room?.id !== roomId) return { ok: false, code: 'in-call' };
  const leg = call.legs.find((one) => one.role === 'customer');
  if (leg === undefined) return { ok: false, code: 'in-call' };
  const draft = draftOf(loaded);
  const answer = { isIn: true, callId: call.id, legId: leg.id } as const;
  if (leg.tabId === tabId) return { ok: true, draft, answer };
  if (isHeld(leg) && !move) return { ok: true, draft, answer: { isIn: false } };
  return decidedFrom(withCall(draft, { type: 'take-leg', legId: leg.id, tabId }, now), answer);
}

/** Whether a page that is there has this leg. */
export function isHeld({ tabId, link }: Leg): boolean {
  return tabId !== null && link.state !== 'interrupted';
}

type Beginning = {
  readonly room: Room;
  readonly node: Placement;
  readonly entering: Entering;
};

/** A call in a room, for the room's agent alone. */
export function withRoomCall(draft: Draft, { room, node, entering }: Beginning): DraftOutcome {
  const { conversation } = draft;
  const { ids, name, tabId, camera, media, bySecret, now } = entering;
  const { callId, legId } = ids;
  const { id: personId, name: knownAs } = conversation.customer;
  const started = startCall(
    {
      ...{ callId, conversationId: conversation.id, kind: 'video', origin: room.origin },
      firstVideo: firstVideoFor(room, camera),
      queueId: conversation.queueId,
      ...{ preferredAgentId: room.agentId, boundToAgentId: room.agentId },
      room: { id: room.id, bySecret },
      customer: { legId, personId, name: name ?? knownAs },
    },
    now,
  );
  const begun = withNewCall(draft, started, node);
  const named =
    name === null
      ? ({ ok: true, draft: begun } as const)
      : withConversation(begun, { type: 'name-customer', name }, now);
  // The page that asks is the page that speaks: its leg is its own from the start.
  const taken = andThen(named, (next) => withCall(next, { type: 'take-leg', legId, tabId }, now));
  return devicesIn(media).reduce(
    (outcome, { device, state }) =>
      andThen(outcome, (next) =>
        withCall(next, { type: 'device-reported', legId, device, state }, now),
      ),
    taken,
  );
}

/** The agent is seen as the room says; whether the customer is, the customer chooses (K1). */
function firstVideoFor({ firstVideo }: Room, camera: boolean): FirstVideo {
  if (firstVideo === 'none') return 'none';
  return camera ? 'both' : 'agent-only';
}

type DeviceWord = {
  readonly device: 'microphone' | 'camera';
  readonly state: DeviceState;
};

function devicesIn(media: MediaResult | null): readonly DeviceWord[] {
  switch (media) {
    case null:
      return [];
    case 'success':
      return [
        { device: 'microphone', state: 'allowed' },
        { device: 'camera', state: 'allowed' },
      ];
    case 'microphone-only':
      return [{ device: 'microphone', state: 'allowed' }];
    case 'no-devices':
      return [
        { device: 'microphone', state: 'no-device' },
        { device: 'camera', state: 'no-device' },
      ];
    case 'denied':
      return [
        { device: 'microphone', state: 'denied' },
        { device: 'camera', state: 'denied' },
      ];
  }
}
