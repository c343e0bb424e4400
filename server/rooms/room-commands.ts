import type { CallStarted } from '@parley/contracts/media.ts';
import type { RoomLink } from '@parley/contracts/rooms.ts';
import type { CommandAnswer, CommandData } from '@parley/contracts/socket.ts';
import { leavingEnds } from '@parley/core/call/room-call.ts';
import { isOpen, linkOpens } from '@parley/core/conversation/room-rules.ts';
import type { Millis } from '@parley/core/time.ts';
import { joinSoon } from '../calls/start-call.ts';
import type { Decided } from '../changes/changes.ts';
import {
  type Draft,
  type DraftOutcome,
  draftOf,
  withCall,
  withConversation,
} from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import {
  allowed,
  andThen,
  type CommandContext,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import { aboutRoom, linkAnswer, readRoom, runningRoom, servesChat } from './agent-rooms.ts';
import { decideEntering, type Entered } from './enter.ts';
import type { JoinParts } from './join.ts';
import type { LinkKeys, LinkWords } from './link-keys.ts';
import { dropLink, makeLink } from './links.ts';
import { whyNoVideo } from './one-video.ts';
import { type NewRoom, withRoom } from './room-conversation.ts';
import { type RoomSettings, roomSettings } from './room-settings.ts';

export type RoomCommandParts = JoinParts & { readonly keys: LinkKeys };

type Names = 'switch-to-video' | 'read-room-link' | 'enter-room' | 'leave-room' | 'rejoin-room';

/** Rooms as agents open, enter and leave them, and as their customers come back. */
export function roomCommands(parts: RoomCommandParts): Executors<Names> {
  const { changes } = parts;
  return {
    'switch-to-video': (context, { conversationId }) =>
      switchToVideo(parts, context, conversationId),
    'read-room-link': async ({ who }, { conversationId }) => {
      const known = await readRoom(parts, who, conversationId);
      if (known === null) return NOT_ALLOWED;
      const { room, words } = known;
      if (room === null || words === null) return { ok: false, code: 'no-room' };
      return { ok: true, data: linkAnswer(parts.keys, room.id, words) };
    },
    'enter-room': (context, { conversationId, roomId }) => {
      const agents = [personOf(context.who)];
      const target = { conversationId, agents, engaged: true, ...onceOnly(context) };
      return changes.change(target, (loaded, now) =>
        runningRoom(context.who, loaded, () =>
          aboutRoom(loaded, roomId, () => enter(loaded, context, now)),
        ),
      );
    },
    'leave-room': (context, { conversationId, roomId }) =>
      changes.change({ conversationId, engaged: true, ...onceOnly(context) }, (loaded, now) =>
        runningRoom(context.who, loaded, () =>
          aboutRoom(loaded, roomId, () => leave(loaded, personOf(context.who), now)),
        ),
      ),
    'rejoin-room': (context, asked) => rejoin(parts, context, asked),
  };
}

function enter(
  loaded: Loaded,
  { who, name: agentName }: CommandContext,
  now: Millis,
): Decided<object> {
  const agentId = personOf(who);
  const agent = loaded.agents.get(agentId);
  const obstacle = agent === undefined ? null : whyNoVideo(agent, loaded.conversation.id);
  if (obstacle !== null) return { ok: false, code: obstacle };
  const input = { type: 'enter-room', agentId, agentName } as const;
  return decidedFrom(withConversation(draftOf(loaded), input, now), {});
}

/** Whoever leaves hangs up, and then is not in it any more (K6). */
function leave(loaded: Loaded, agentId: string, now: Millis): Decided<object> {
  const left = andThen(hungUp(draftOf(loaded), agentId, now), (next) =>
    withConversation(next, { type: 'leave-room', agentId }, now),
  );
  return decidedFrom(left, {});
}

/** One End drops a colleague who is asked, the next one the line. */
function hungUp(draft: Draft, agentId: string, now: Millis): DraftOutcome {
  const end = leavingEnds(draft.call, agentId);
  if (end === null) return { ok: true, draft };
  return andThen(withCall(draft, end, now), (next) => hungUp(next, agentId, now));
}

/** Makes the room with its link and posts it; while a link lives it is posted once more (B10). */
async function switchToVideo(
  parts: RoomCommandParts,
  context: CommandContext,
  conversationId: string,
): Promise<CommandAnswer<RoomLink>> {
  const { database, changes, keys, now, random } = parts;
  const known = await readRoom(parts, context.who, conversationId);
  if (known === null) return NOT_ALLOWED;
  const settings = await roomSettings(database);
  const living =
    known.room !== null && known.words !== null && linkOpens(known.room, now())
      ? { id: known.room.id, words: known.words }
      : null;
  const room = living ?? (await newLink(parts, { conversationId, settings, context }));
  const messageId = `invite_${random()}`;
  const url = keys.urlOf(room.words);
  const target = { conversationId, agents: [personOf(context.who)], ...onceOnly(context) };
  const answer = await changes.change(target, (loaded, at) =>
    runningRoom(context.who, loaded, () =>
      invite(loaded, { context, settings, roomId: room.id, messageId, url, now: at }),
    ),
  );
  const isUsed = answer.ok && answer.data.roomId === room.id;
  if (living === null && !isUsed) await dropLink(database, room.id);
  if (!answer.ok) return answer;
  return isUsed
    ? { ok: true, data: linkAnswer(keys, room.id, room.words) }
    : livingLink(parts, context, conversationId);
}

/** The answer to a press that was carried out before. */
async function livingLink(
  parts: RoomCommandParts,
  { who }: CommandContext,
  conversationId: string,
): Promise<CommandAnswer<RoomLink>> {
  const known = await readRoom(parts, who, conversationId);
  if (known?.room == null || known.words === null) return { ok: false, code: 'try-again' };
  return { ok: true, data: linkAnswer(parts.keys, known.room.id, known.words) };
}

async function newLink(
  { database, keys, now, random }: RoomCommandParts,
  about: {
    readonly conversationId: string;
    readonly settings: RoomSettings;
    readonly context: CommandContext;
  },
): Promise<{ readonly id: string; readonly words: LinkWords }> {
  const { conversationId, settings, context } = about;
  const id = `room_${random()}`;
  const at = now();
  const making = { keys, codeLength: settings.codeLength, now: at };
  const agentId = personOf(context.who);
  const until = at + settings.roomMs;
  const link = { kind: 'room', id, agentId, conversationId, until } as const;
  return { id, words: await makeLink(database, making, link) };
}

type Inviting = {
  readonly context: CommandContext;
  readonly settings: RoomSettings;
  readonly roomId: string;
  readonly messageId: string;
  readonly url: string;
  readonly now: Millis;
};

function invite(loaded: Loaded, inviting: Inviting): Decided<{ roomId: string }> {
  const { context, roomId, now } = inviting;
  const { conversation, call } = loaded;
  if (!servesChat(conversation, context.who)) return { ok: false, code: 'not-yours' };
  const { room } = conversation;
  if (call !== null && (room === null || call.value.room?.id !== room.id)) {
    return { ok: false, code: 'in-call' };
  }
  const agent = loaded.agents.get(personOf(context.who));
  const obstacle = agent === undefined ? null : whyNoVideo(agent, conversation.id);
  if (obstacle !== null) return { ok: false, code: obstacle };
  const draft = draftOf(loaded);
  if (room !== null && room.id === roomId && isOpen(room)) {
    return { ok: true, draft: posted(draft, inviting), answer: { roomId } };
  }
  const opened = withRoom(draft, roomFor(inviting), now);
  return decidedFrom(
    andThen(opened, (next) => ({ ok: true, draft: posted(next, inviting) })),
    { roomId },
  );
}

function roomFor({ context, settings, roomId, now }: Inviting): NewRoom {
  const until = now + settings.roomMs;
  return {
    ...{ id: roomId, way: 'chat', origin: 'escalation-room', firstVideo: 'agent-only' },
    camera: 'front',
    ...{ agentId: personOf(context.who), agentName: context.name },
    ...{ isRecorded: settings.recordByDefault, reference: null, codeUntil: until, until },
  };
}

/** The marked message with the link (T4). */
function posted(draft: Draft, { context, roomId, messageId, url }: Inviting): Draft {
  const author = { role: 'agent', id: personOf(context.who), name: context.name } as const;
  const fact = { type: 'video-invited', messageId, author, roomId, url } as const;
  return { ...draft, facts: [...draft.facts, fact] };
}

/** Back into the room while it is open (L8): the customer has proved themselves before. */
async function rejoin(
  parts: RoomCommandParts,
  context: CommandContext,
  asked: CommandData<'rejoin-room'>,
): Promise<CommandAnswer<CallStarted>> {
  const { conversationId, roomId, camera, rtpCapabilities = null } = asked;
  const { changes, random } = parts;
  const ids: Entered = { callId: `call_${random()}`, legId: `leg_${random()}` };
  const target = { conversationId, wantNode: { notBoot: null }, ...onceOnly(context) };
  const { tabId, name } = context;
  const who = { name, tabId, camera, media: null, bySecret: true, move: true } as const;
  const answer = await changes.change(target, (loaded, now) =>
    allowed(context.who, { action: 'enter-own-room', thing: { conversationId } }, () =>
      aboutRoom(loaded, roomId, () => decideEntering(loaded, { roomId, ids, ...who, now })),
    ),
  );
  if (!answer.ok) return answer;
  if (!answer.data.isIn) return { ok: false, code: 'already-in-call' };
  const { callId, legId } = answer.data;
  const join = await joinSoon(parts, context, { callId, legId, rtpCapabilities });
  return { ok: true, data: { callId, legId, join } };
}
