import type { CommandAnswer, CommandData, CommandResult } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import { NAMELESS } from '@parley/core/conversation/names.ts';
import type { Room } from '@parley/core/conversation/room.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import type { Millis } from '@parley/core/time.ts';
import type { ChangeAnswer, Decided } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import {
  andThen,
  type CommandContext,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import type { Tx } from '../database/database.ts';
import { InTurn } from '../sms/in-turn.ts';
import type { SmsPort } from '../sms/sms-port.ts';
import { aboutRoom, linkAnswer, readRoom, runningRoom, servesChat } from './agent-rooms.ts';
import type { LinkWords } from './link-keys.ts';
import { makeLink, wordsOf } from './links.ts';
import type { RoomCommandParts } from './room-commands.ts';
import {
  begun,
  firstQueueOf,
  type NewRoom,
  roomConversation,
  withRoom,
} from './room-conversation.ts';
import { type RoomSettings, roomSettings } from './room-settings.ts';
import { keepNumber, type SmsNumber, takeNumber } from './sms-numbers.ts';

export type SmsCommandParts = RoomCommandParts & { readonly sms: SmsPort };

type Invited = CommandResult<'invite-by-sms'>;
type Where = { readonly conversationId: string; readonly roomId: string };
type Refused = Extract<CommandAnswer, { ok: false }>;

/** Everything of a transaction is taken back: it is refused, or was carried out before. */
class TakenBack extends Error {
  override readonly name = 'TakenBack';
  readonly because: Refused | { readonly ok: true; readonly data: Where };

  constructor(because: TakenBack['because']) {
    super('a transaction was taken back');
    this.because = because;
  }
}

/** Links that go to a telephone (L2). */
export function smsCommands(parts: SmsCommandParts): Executors<'invite-by-sms' | 'resend-sms'> {
  // NOTE each holds a connection while its room's change takes another: many at once would hold all there are.
  const turn = new InTurn();
  return {
    'invite-by-sms': (context, asked) => turn.run(() => inviteBySms(parts, context, asked)),
    'resend-sms': (context, asked) => turn.run(() => resend(parts, context, asked)),
  };
}

type Sending = {
  readonly context: CommandContext;
  readonly asked: CommandData<'invite-by-sms'>;
  readonly where: Where;
  readonly number: SmsNumber;
  readonly settings: RoomSettings;
};

async function inviteBySms(
  parts: SmsCommandParts,
  context: CommandContext,
  asked: CommandData<'invite-by-sms'>,
): Promise<CommandAnswer<Invited>> {
  const { database, random, sms } = parts;
  if (!can(context.who, 'invite')) return NOT_ALLOWED;
  const read = sms.readNumber(asked.number, asked.country);
  if (!read.ok) return read;
  const sending: Sending = {
    ...{ context, asked, settings: await roomSettings(database) },
    where: {
      conversationId: asked.conversationId ?? `conv_${random()}`,
      roomId: `room_${random()}`,
    },
    number: { to: read.to, country: read.country },
  };
  try {
    return await database.transaction((tx) => send(parts, tx, sending));
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    return error.because.ok ? invitedBefore(parts, sending, error.because.data) : error.because;
  }
}

/** A press that was carried out already: what it made stands, and nothing is sent twice. */
async function invitedBefore(
  parts: SmsCommandParts,
  { asked, settings }: Sending,
  { conversationId, roomId }: Where,
): Promise<CommandAnswer<Invited>> {
  const words = await wordsOf(parts.database, parts.keys, roomId);
  if (words === null) return { ok: false, code: 'try-again' };
  const text = textFor(parts, { words, settings, reference: asked.reference });
  return { ok: true, data: { conversationId, ...linkAnswer(parts.keys, roomId, words), text } };
}

/**
 * NOTE the room is stored by a transaction of its own inside this one: nothing is sent for a room that is not there,
 * and the worst that a crash between the two leaves is a room whose SMS can be sent again.
 */
async function send(
  parts: SmsCommandParts,
  tx: Tx,
  sending: Sending,
): Promise<CommandAnswer<Invited>> {
  const { keys, now } = parts;
  const { context, asked, where, number, settings } = sending;
  const { conversationId, roomId } = where;
  const at = now();
  const agentId = personOf(context.who);
  const until = at + settings.smsRoomMs;
  const making = { keys, codeLength: settings.codeLength, now: at };
  const link = { kind: 'room', id: roomId, agentId, conversationId, until } as const;
  const words = await makeLink(tx, making, link);
  const text = textFor(parts, { words, settings, reference: asked.reference });
  await keepNumber(tx, { roomId, number, now: at });
  await queueOrTakeBack(parts, tx, { ...where, ...number, agentId, text, until });
  const stored = await storeRoom(parts, sending, until);
  if (!stored.ok || stored.data.roomId !== roomId) throw new TakenBack(stored);
  return { ok: true, data: { conversationId, ...linkAnswer(keys, roomId, words), text } };
}

function textFor(
  { sms, keys }: SmsCommandParts,
  about: {
    readonly words: LinkWords;
    readonly settings: RoomSettings;
    readonly reference: string | null;
  },
): string {
  const { words, settings, reference } = about;
  return sms.textFor({ business: settings.businessName, url: keys.urlOf(words), reference });
}

async function queueOrTakeBack(
  { sms, now }: SmsCommandParts,
  tx: Tx,
  wanted: Parameters<SmsPort['queueSms']>[1],
): Promise<void> {
  const queued = await sms.queueSms(tx, wanted, now());
  if (queued.ok) return;
  const { ok, code, ...facts } = queued;
  throw new TakenBack({ ok, code, facts });
}

async function storeRoom(
  { database, changes, now, random }: SmsCommandParts,
  sending: Sending,
  until: Millis,
): Promise<ChangeAnswer<Where>> {
  const { context, asked, where } = sending;
  const agentId = personOf(context.who);
  const once = { agents: [agentId], ...onceOnly(context) };
  if (asked.conversationId !== null) {
    const { conversationId } = asked;
    return changes.change({ conversationId, ...once }, (loaded, at) =>
      runningRoom(context.who, loaded, () =>
        servesChat(loaded.conversation, context.who)
          ? opened(loaded, { sending, until, now: at })
          : { ok: false, code: 'not-yours' },
      ),
    );
  }
  const queueId = await firstQueueOf(database, agentId);
  const customer = { id: `cust_${random()}`, name: asked.name || NAMELESS.guest, verified: null };
  const cameBy = { way: 'sms', reference: asked.reference } as const;
  const beginning = roomConversation(where.conversationId, { customer, queueId, cameBy }, now());
  return changes.change({ beginning, ...once }, (loaded, at) =>
    opened(loaded, { sending, until, now: at }),
  );
}

type Opening = { readonly sending: Sending; readonly until: Millis; readonly now: Millis };

/** Who invites serves the chat from the start. */
function opened(loaded: Loaded, { sending, until, now }: Opening): Decided<Where> {
  const { context, asked, where, settings } = sending;
  const agent = { agentId: personOf(context.who), agentName: context.name };
  const assigned = loaded.isNew
    ? withConversation(begun(loaded), { type: 'assign', ...agent }, now)
    : ({ ok: true, draft: draftOf(loaded) } as const);
  const room: NewRoom = {
    ...{ id: where.roomId, way: 'sms', origin: 'link-room', firstVideo: 'both', ...agent },
    ...{ isRecorded: settings.recordByDefault, reference: asked.reference, camera: asked.camera },
    ...{ codeUntil: until, until },
  };
  return decidedFrom(
    andThen(assigned, (draft) => withRoom(draft, room, now)),
    where,
  );
}

/** The same SMS again, not sooner than the cool-down. */
async function resend(
  parts: SmsCommandParts,
  context: CommandContext,
  where: Where,
): Promise<CommandAnswer> {
  const known = await readRoom(parts, context.who, where.conversationId);
  if (known === null) return NOT_ALLOWED;
  const { room, words } = known;
  if (room?.id !== where.roomId || words === null) return { ok: false, code: 'no-room' };
  if (!isOpen(room)) return { ok: false, code: 'room-closed' };
  try {
    await parts.database.transaction((tx) => sendAgain(parts, tx, { context, where, room, words }));
    return { ok: true, data: {} };
  } catch (error) {
    if (!(error instanceof TakenBack) || error.because.ok) throw error;
    return error.because;
  }
}

type Resending = {
  readonly context: CommandContext;
  readonly where: Where;
  readonly room: Room;
  readonly words: LinkWords;
};

async function sendAgain(
  parts: SmsCommandParts,
  tx: Tx,
  { context, where, room, words }: Resending,
): Promise<void> {
  const number = await takeNumber(tx, where.roomId, parts.now());
  if (number === null) throw new TakenBack({ ok: false, code: 'no-room' });
  if ('waitMs' in number) throw new TakenBack({ ok: false, code: 'too-soon', facts: number });
  const settings = await roomSettings(tx);
  const text = textFor(parts, { words, settings, reference: room.reference });
  const agentId = personOf(context.who);
  await queueOrTakeBack(parts, tx, { ...where, ...number, agentId, text, until: room.until });
  const { conversationId, roomId } = where;
  const queued = await parts.changes.change({ conversationId }, (loaded, now) =>
    aboutRoom(loaded, roomId, () => {
      const input = { type: 'delivery-reported', delivery: 'queued' } as const;
      return decidedFrom(withConversation(draftOf(loaded), input, now), null);
    }),
  );
  if (!queued.ok) throw new TakenBack(queued);
}
