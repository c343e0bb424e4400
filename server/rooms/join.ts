import type { MediaParameters } from '@parley/contracts/media.ts';
import type { MediaResult, RoomJoined } from '@parley/contracts/rooms.ts';
import type { RefusalCode } from '@parley/contracts/socket.ts';
import type { CameBy, Room } from '@parley/core/conversation/room.ts';
import { joinSoon } from '../calls/start-call.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import type { DraftOutcome } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import { andThen, type CommandContext, decidedFrom, type Executor } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { issueCustomerToken } from '../entries/customer-tokens.ts';
import { decideEntering, type EnterAnswer, type Entering, withRoomCall } from './enter.ts';
import type { LiveLink } from './find-link.ts';
import { begun, firstQueueOf, roomConversation, withRoom } from './room-conversation.ts';
import { roomSettings } from './room-settings.ts';
import { dropVisit, noteVisit, type Visits, visitName, visitsOf } from './visits.ts';

export type JoinParts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => number;
  readonly random: () => string;
  /** Brings up the media of a leg. */
  readonly join: Executor<'media-join'>;
};

/** Join was pressed in a lobby. */
export type JoinAsked = {
  readonly name: string;
  readonly tabId: string;
  readonly media: MediaResult;
  readonly camera: boolean;
  readonly move: boolean;
  readonly rtpCapabilities: MediaParameters | null;
};

export type JoinAnswer =
  | { readonly ok: true; readonly data: RoomJoined }
  | { readonly ok: false; readonly code: RefusalCode | 'room-in-use' };

type Joining = { readonly link: LiveLink; readonly asked: JoinAsked };

/** Where the guest is now, before they are given their proof. */
type Inside = {
  readonly conversationId: string;
  readonly roomId: string;
  readonly entered: EnterAnswer;
};

type InsideAnswer = { readonly ok: true; readonly inside: Inside } | Refused;

type Refused = { readonly ok: false; readonly code: RefusalCode | 'room-in-use' };

/**
 * Who brings a room's secret goes into the room and its conversation. An invitation opens a conversation for each
 * visit, and so does a code without its secret: whoever guessed it reads nothing of anybody's, and rings.
 */
export async function joinByLink(parts: JoinParts, joining: Joining): Promise<JoinAnswer> {
  const { link } = joining;
  const answer =
    link.kind === 'room' && link.bySecret
      ? await enterOwn(parts, joining, { conversationId: link.conversation.id, roomId: link.id })
      : await visit(parts, joining);
  if (!answer.ok) return answer;
  const { entered } = answer.inside;
  return entered.isIn ? prove(parts, joining, { ...answer.inside, entered }) : IN_USE;
}

const IN_USE = { ok: false, code: 'room-in-use' } as const;

type Where = { readonly conversationId: string; readonly roomId: string };

async function enterOwn(
  parts: JoinParts,
  { link, asked }: Joining,
  { conversationId, roomId }: Where,
): Promise<InsideAnswer> {
  const target = { conversationId, wantNode: { notBoot: null } };
  const entering = enteringOf(parts, { asked, roomId, bySecret: link.bySecret });
  const answer = await parts.changes.change(target, (loaded, now) =>
    decideEntering(loaded, { ...entering, now }),
  );
  if (!answer.ok) return { ok: false, code: answer.code };
  return { ok: true, inside: { conversationId, roomId, entered: answer.data } };
}

function enteringOf(
  { random }: JoinParts,
  { asked, roomId, bySecret }: { asked: JoinAsked; roomId: string; bySecret: boolean },
): Omit<Entering, 'now'> {
  const { name, tabId, camera, media, move } = asked;
  const ids = { callId: `call_${random()}`, legId: `leg_${random()}` };
  return { roomId, ids, name, tabId, camera, media, bySecret, move };
}

/** More than these at once by one link are nobody's guests; by a mere code, hardly anybody's. */
const MOST_GUESTS = 20;
const MOST_BY_CODE = 3;

async function visit(parts: JoinParts, joining: Joining): Promise<InsideAnswer> {
  const { link, asked } = joining;
  const visits = await visitsOf(parts.database, { link, tabId: asked.tabId });
  if (visits.open !== null) return enterOwn(parts, joining, visits.open);
  if (visits.present >= (link.bySecret ? MOST_GUESTS : MOST_BY_CODE)) return IN_USE;
  const planned = await beginVisit(parts, joining, visits);
  if (!planned.ok) return { ok: false, code: planned.code };
  const { tabId, ...inside } = planned.data;
  // Another device asked at the same time, and was first.
  return tabId === asked.tabId ? { ok: true, inside } : enterOwn(parts, joining, inside);
}

type Visited = Inside & { readonly tabId: string };

async function beginVisit(
  parts: JoinParts,
  { link, asked }: Joining,
  { before }: Visits,
): Promise<{ readonly ok: true; readonly data: Visited } | Refused> {
  const { database, changes, now, random } = parts;
  const visitor = { link, tabId: asked.tabId };
  const conversationId = `conv_${random()}`;
  const roomId = `room_${random()}`;
  const [settings, queueId] = await Promise.all([
    roomSettings(database),
    firstQueueOf(database, link.agentId),
  ]);
  const customer = { id: `cust_${random()}`, name: asked.name, verified: null };
  await noteVisit(database, conversationId, { ...visitor, now: now() });
  const target = {
    beginning: roomConversation(
      conversationId,
      { customer, queueId, cameBy: cameByOf(link) },
      now(),
    ),
    agents: [link.agentId],
    wantNode: { notBoot: null },
    command: { personId: `link:${link.id}`, commandId: visitName(visitor, before) },
  };
  const entering = enteringOf(parts, { asked, roomId, bySecret: link.bySecret });
  const answer = await changes.change(target, (loaded, at) => {
    const until = at + settings.roomMs;
    const isRecorded = settings.recordByDefault;
    return decideVisit(loaded, { link, entering: { ...entering, now: at }, until, isRecorded });
  });
  const isNew = answer.ok && answer.data.conversationId === conversationId;
  if (!isNew) await dropVisit(database, conversationId);
  return answer.ok ? answer : { ok: false, code: answer.code };
}

type Visiting = {
  readonly link: LiveLink;
  readonly entering: Entering;
  readonly until: number;
  readonly isRecorded: boolean;
};

function decideVisit(loaded: Loaded, visiting: Visiting): Decided<Visited> {
  const { link, entering, until, isRecorded } = visiting;
  const { roomId, tabId, ids, now } = entering;
  const { node } = loaded;
  if (node === null) return { ok: false, code: 'media-not-ready' };
  const { agentId, agentName } = link;
  const opened = withRoom(
    begun(loaded),
    {
      ...{ id: roomId, way: link.kind === 'room' ? link.room.way : 'invitation' },
      ...{ origin: 'link-room', firstVideo: 'agent-only', agentId, agentName, isRecorded },
      ...(link.kind === 'room' ? ofRoom(link.room) : { reference: null, camera: 'front' }),
      ...{ codeUntil: until, until },
    },
    now,
  );
  const entered = andThen(opened, (draft): DraftOutcome => {
    const { room } = draft.conversation;
    if (room === null) throw new Error('a room was opened and is not there');
    return withRoomCall(draft, { room, node, entering });
  });
  const conversationId = loaded.conversation.id;
  return decidedFrom(entered, { conversationId, roomId, tabId, entered: { isIn: true, ...ids } });
}

function cameByOf(link: LiveLink): CameBy {
  return link.kind === 'room'
    ? { way: link.room.way, reference: link.room.reference }
    : { way: 'invitation', reference: null };
}

function ofRoom({ reference, camera }: Room): Pick<Room, 'reference' | 'camera'> {
  return { reference, camera };
}

/** A proof of their own for this device, and the media of their leg if it is quick. */
async function prove(
  parts: JoinParts,
  { asked }: Joining,
  inside: Inside & { readonly entered: Extract<EnterAnswer, { isIn: true }> },
): Promise<JoinAnswer> {
  const { conversationId, roomId, entered } = inside;
  const { callId, legId } = entered;
  const { name, tabId, rtpCapabilities } = asked;
  const bearer = await bearerOf(parts.database, conversationId);
  const { personId } = bearer;
  const who = { role: 'customer', personId, conversationId } as const;
  const context: CommandContext = { who, name, tabId, commandId: parts.random() };
  const [token, join] = await Promise.all([
    issueCustomerToken(parts.database, { ...bearer, conversationId, name }, parts.now()),
    joinSoon(parts, context, { callId, legId, rtpCapabilities }),
  ]);
  const call = { callId, legId, join };
  return { ok: true, data: { roomId, conversationId, token, personId, call } };
}

async function bearerOf(
  database: Database,
  conversationId: string,
): Promise<{ readonly personId: string; readonly entryId: string }> {
  const [row] = await database.query<{ personId: string; entryId: string }>({
    name: 'customer_of',
    text: `SELECT customer_id AS "personId", entry_id AS "entryId" FROM conversations WHERE id = $1`,
    values: [conversationId],
  });
  if (row === undefined) throw new Error('a conversation was entered and is not there');
  return row;
}
