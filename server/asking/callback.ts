import type { CommandAnswer, CommandData } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { Millis } from '@parley/core/time.ts';
import { z } from 'zod';
import type { Changes, Decided } from '../changes/changes.ts';
import { type DraftOutcome, draftOf, withCall, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import { agentIdsOf } from '../changes/work.ts';
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
import type { Database } from '../database/database.ts';
import { readNumberOf } from '../sms/numbers.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly random: () => string;
};

type Names = 'request-callback' | 'cancel-callback' | 'close-callback';

type Asked = CommandData<'request-callback'>;

/** The page's clock and ours may differ by this much. */
const CLOCK_MS = 60_000;

const callbackSettings = z.object({
  buttons: z.object({ callback: z.boolean().default(true) }).default({ callback: true }),
});

/** To be called back, with the place in line that one had (E15). */
export function callbackCommands(parts: Parts): Executors<Names> {
  const { changes, random } = parts;
  return {
    'request-callback': async (context, asked) => {
      const { conversationId } = asked;
      if (!can(context.who, 'wait-in-line', { conversationId })) return NOT_ALLOWED;
      const number = numberOf(asked);
      if (number === BAD_NUMBER) return { ok: false, code: 'bad-number' };
      const callbackId = `callback_${random()}`;
      const target = { conversationId, engaged: true, ...onceOnly(context) };
      return changes.change(target, (loaded, now) =>
        request(loaded, { asked, callbackId, number, now }),
      );
    },
    'cancel-callback': (context, { conversationId }) => cancel(parts, context, conversationId),
    'close-callback': (context, asked) => close(changes, context, asked),
  };
}

const ANY_COUNTRY = 'US';

const BAD_NUMBER = Symbol('not a number that can be called');

function numberOf({ way, number, country }: Asked): string | null | typeof BAD_NUMBER {
  if (way === 'web') return null;
  const typed = number?.trim() ?? '';
  // A number with its own country needs none chosen beside it.
  const chosen = country ?? (typed.startsWith('+') ? ANY_COUNTRY : '');
  const read = readNumberOf(typed, chosen, null);
  return read.ok ? read.to : BAD_NUMBER;
}

type Requesting = {
  readonly asked: Asked;
  readonly callbackId: string;
  readonly number: string | null;
  readonly now: Millis;
};

function request(
  loaded: Loaded,
  { asked, callbackId, number, now }: Requesting,
): Decided<{ callbackId: string }> {
  const { buttons } = callbackSettings.parse(loaded.entry.config);
  if (!buttons.callback) return { ok: false, code: 'kind-switched-off' };
  const dueAt = Math.max(now, asked.at ?? now);
  if (asked.at !== null && asked.at < now - CLOCK_MS) return { ok: false, code: 'bad-callback' };
  const { way, name, topic } = asked;
  const callback = { id: callbackId, way, name, number, topic, dueAt };
  const since = waitingSince(loaded) ?? now;
  const asking = { type: 'request-callback', callback: { ...callback, since } } as const;
  return decidedFrom(
    andThen(withoutWaitingCall(loaded, now), (draft) => withConversation(draft, asking, now)),
    { callbackId },
  );
}

/** Since when a call of this customer has been waiting for an agent; null when none is. */
function waitingSince({ call }: Loaded): Millis | null {
  const phase = call?.value.phase.name;
  return phase === 'queued' || phase === 'ringing' ? (call?.value.startedAt ?? null) : null;
}

/** Who would rather be called back hangs up: the wish takes the place in line. */
function withoutWaitingCall(loaded: Loaded, now: Millis): DraftOutcome {
  const draft = draftOf(loaded);
  const leg = draft.call?.legs.find((one) => one.role === 'customer');
  if (waitingSince(loaded) === null || leg === undefined) return { ok: true, draft };
  return withCall(draft, { type: 'end', legId: leg.id }, now);
}

/** Whose newest message nobody has answered is not taken out of the line with the wish. */
async function cancel(
  { database, changes }: Parts,
  context: CommandContext,
  conversationId: string,
): Promise<CommandAnswer<object>> {
  const thing = { conversationId };
  if (!can(context.who, 'wait-in-line', thing)) return NOT_ALLOWED;
  const isUnanswered = () => endsWithMessageOf(database, conversationId, personOf(context.who));
  const hasWritten = await isUnanswered();
  const target = { conversationId, engaged: true, ...onceOnly(context) };
  const answer = await changes.change(target, (loaded, now) => {
    const input = { type: 'cancel-callback', hasWritten } as const;
    return decidedFrom(withConversation(draftOf(loaded), input, now), {});
  });
  // It may have come in between, while they still stood in line and needed no seeking.
  if (answer.ok && !hasWritten && (await isUnanswered())) {
    await changes.change({ conversationId }, (loaded, now) =>
      decidedFrom(withConversation(draftOf(loaded), { type: 'seek-agent' }, now), {}),
    );
  }
  return answer;
}

async function endsWithMessageOf(
  database: Database,
  conversationId: string,
  personId: string,
): Promise<boolean> {
  const [newest] = await database.query<{ isTheirs: boolean }>({
    name: 'newest_message',
    text: `SELECT starts_with(message_id, $2 || ':') AS "isTheirs" FROM messages
      WHERE conversation_id = $1 ORDER BY seq DESC LIMIT 1`,
    values: [conversationId, personId],
  });
  return newest?.isTheirs ?? false;
}

function close(
  changes: Changes,
  context: CommandContext,
  { conversationId, outcome }: CommandData<'close-callback'>,
): Promise<CommandAnswer<object>> {
  const { who } = context;
  return changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) => {
    const thing = { conversationId, agentIds: agentIdsOf(draftOf(loaded)) };
    const input = { type: 'close-callback', agentId: personOf(who), outcome } as const;
    return allowed(who, { action: 'complete-conversation', thing }, () =>
      decidedFrom(withConversation(draftOf(loaded), input, now), {}),
    );
  });
}
