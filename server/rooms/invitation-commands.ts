import { createHash } from 'node:crypto';
import type { CommandAnswer, CommandData } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { CommandContext, Executors } from '../command-context.ts';
import { NOT_ALLOWED, personOf } from '../command-context.ts';
import { codeOf } from '../database/database.ts';
import type { LinkWords } from './link-keys.ts';
import { type InvitationRow, invitationsOf, makeLink, wordsOf } from './links.ts';
import type { RoomCommandParts } from './room-commands.ts';
import { roomSettings } from './room-settings.ts';

type Names = 'make-invitation' | 'list-invitations';

/** How far ahead an invitation may reach. */
const LONGEST_MS = 366 * 24 * 3_600_000;

const UNIQUE_VIOLATION = '23505';

/** Links bound to the agent who makes them (E14). */
export function invitationCommands(parts: RoomCommandParts): Executors<Names> {
  const { database, keys, now } = parts;
  return {
    'make-invitation': (context, asked) => makeInvitation(parts, context, asked),
    'list-invitations': async ({ who }) => {
      if (!can(who, 'invite')) return NOT_ALLOWED;
      const rows = await invitationsOf(database, personOf(who));
      const at = now();
      const invitations = rows.map(({ sealed, cancelledAt, isUsed, ...row }) => {
        const words = keys.unseal(sealed);
        const state = stateOf({ cancelledAt, isUsed, until: row.until }, at);
        return { ...row, state, code: words?.code ?? '', url: words && keys.urlOf(words) };
      });
      return { ok: true, data: { invitations } };
    },
  };
}

function stateOf(
  { cancelledAt, isUsed, until }: Pick<InvitationRow, 'cancelledAt' | 'isUsed' | 'until'>,
  now: number,
): 'open' | 'used' | 'expired' | 'cancelled' {
  if (cancelledAt !== null) return 'cancelled';
  if (isUsed) return 'used';
  return until <= now ? 'expired' : 'open';
}

async function makeInvitation(
  parts: RoomCommandParts,
  context: CommandContext,
  { uses, until, note }: CommandData<'make-invitation'>,
): Promise<CommandAnswer> {
  const { database, keys, now } = parts;
  if (!can(context.who, 'invite')) return NOT_ALLOWED;
  const at = now();
  if (until <= at || until > at + LONGEST_MS) return { ok: false, code: 'bad-input' };
  const { codeLength } = await roomSettings(database);
  const id = invitationIdOf(context);
  const agentId = personOf(context.who);
  const link = { kind: 'invitation', id, agentId, uses, note, until } as const;
  const words = await onceMade(parts, id, () =>
    makeLink(database, { keys, codeLength, now: at }, link),
  );
  if (words === null) return { ok: false, code: 'try-again' };
  return { ok: true, data: { invitationId: id, code: words.code, url: keys.urlOf(words) } };
}

/** Pressed twice under one id it is one invitation. */
function invitationIdOf({ who, commandId }: CommandContext): string {
  const digest = createHash('sha256')
    .update(`${personOf(who)} ${commandId}`)
    .digest('base64url');
  return `invitation_${digest.slice(0, 22)}`;
}

async function onceMade(
  { database, keys }: RoomCommandParts,
  id: string,
  make: () => Promise<LinkWords>,
): Promise<LinkWords | null> {
  try {
    return await make();
  } catch (error) {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error;
    return wordsOf(database, keys, id);
  }
}
