import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { can, type Thing, type Who } from '@parley/core/access/can.ts';
import type { FileMaker } from '@parley/core/files/shared-file.ts';
import type { Millis } from '@parley/core/time.ts';
import { type CommandContext, type Executors, NOT_ALLOWED, personOf } from '../command-context.ts';
import type { GroupWriter } from '../conversations/group-writer.ts';
import type { Database } from '../database/database.ts';
import { conversationThing } from './conversation-thing.ts';
import { createFileFacts } from './file-facts.ts';
import { isDrawnOn, removeFile, sharedFileOf, showToCustomer } from './file-rows.ts';
import { findFileFor, isUnsentPhoto } from './unsent-photos.ts';

type Parts = {
  readonly database: Database;
  readonly writer: GroupWriter;
  readonly now: () => Millis;
};

const NOT_FOUND = { ok: false, code: 'not-found' } as const;
const TRY_AGAIN = { ok: false, code: 'try-again' } as const;

/** What is done with files that are there. */
export function fileExecutors(parts: Parts): Executors<'send-file' | 'remove-file'> {
  return {
    'send-file': (context, data) => sendFile(parts, context, data),
    'remove-file': (context, data) => remove(parts, context, data),
  };
}

type Sent = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly fileId: string;
  readonly text: string;
};

async function sendFile(
  { database, writer }: Parts,
  context: CommandContext,
  { conversationId, messageId, fileId, text }: Sent,
): Promise<CommandAnswer> {
  const { who } = context;
  const thing = await conversationThing(database, who, conversationId);
  if (thing === null || !can(who, 'share-file', thing)) return NOT_ALLOWED;
  const row = await findFileFor(database, personOf(who), fileId);
  const isTheirs = row?.conversationId === conversationId && isOpenTo(who, thing, row);
  const file = row === null || !isTheirs ? null : sharedFileOf({ ...row, forCustomer: true });
  if (file === null || !(await showToCustomer(database, fileId))) return NOT_FOUND;
  const stored = await writer.write({
    kind: 'message',
    conversationId,
    messageId: `${personOf(who)}:${messageId}`,
    data: { type: 'message-sent', messageId, author: authorOf(context), text, file },
    seeks: who.role === 'customer',
  });
  return stored === null ? TRY_AGAIN : { ok: true, data: stored };
}

function isOpenTo(who: Who, thing: Thing, { forCustomer }: { forCustomer: boolean }): boolean {
  return can(who, 'read-file', { ...thing, agentsOnly: !forCustomer });
}

async function remove(
  { database, writer, now }: Parts,
  context: CommandContext,
  { conversationId, fileId }: { readonly conversationId: string; readonly fileId: string },
): Promise<CommandAnswer> {
  const { who } = context;
  const thing = await conversationThing(database, who, conversationId);
  const row = await findFileFor(database, personOf(who), fileId);
  const isThere = row?.conversationId === conversationId;
  const makerId = isThere && row.makerRole === who.role ? { personId: row.makerId } : {};
  if (thing === null || !can(who, 'remove-file', { ...thing, ...makerId })) return NOT_ALLOWED;
  if (!isThere || row.state === 'uploading' || row.state === 'refused') return NOT_FOUND;
  // Said again by whoever asks again: the one that removed it may have died before it was told.
  const isRemoved = await database.transaction(async (tx) => {
    if (await isDrawnOn(tx, row)) return false;
    await removeFile(tx, fileId, now());
    return true;
  });
  if (!isRemoved) return { ok: false, code: 'drawn-on' };
  // Of what nobody was told, nobody is told that it goes.
  if (await isUnsentPhoto(database, row)) return { ok: true, data: {} };
  const told = await createFileFacts(writer).removed(conversationId, fileId, authorOf(context));
  return told ? { ok: true, data: {} } : TRY_AGAIN;
}

function authorOf({ who, name }: CommandContext): FileMaker {
  return { role: who.role === 'customer' ? 'customer' : 'agent', id: personOf(who), name };
}
