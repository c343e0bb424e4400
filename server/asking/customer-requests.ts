import type { customerRequestCommands as commands } from '@parley/contracts/customer-requests.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import {
  CUSTOMER_REQUEST_MS,
  type CustomerRequestInput,
  openRequestOf,
  type RequestedThing,
} from '@parley/core/conversation/customer-request.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import { agentIdsOf } from '../changes/work.ts';
import {
  allowed,
  type CommandContext,
  decidedFrom,
  type Executor,
  type Executors,
  onceOnly,
  personOf,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { TokenBuckets } from '../delivery/token-bucket.ts';
import { removeUnsentPhotos } from '../files/unsent-photos.ts';
import { findPicture, isMadeBy } from '../picture-sharing/picture-files.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => Millis;
  readonly random: () => string;
};

type Names = keyof typeof commands;

/** Three at once are a conversation, a fourth is pestering. */
const ASKS = { burst: 3, perSecond: 0.1 };

/** An agent asks the customer for a photo or their position; nothing comes before the customer chooses to send it (M21). */
export function customerRequestCommands(parts: Parts): Executors<Names> {
  const { changes } = parts;
  return {
    'ask-customer': ask(parts),
    'withdraw-customer-request': async (context, { conversationId, what }) => {
      const done = await changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
        asks(context, loaded, () => {
          const agentId = personOf(context.who);
          return moved(loaded, { type: 'withdraw-customer-request', what, agentId }, now);
        }),
      );
      return withoutPhoto(parts, conversationId, done);
    },
    'decline-customer-request': async (context, { conversationId, requestId }) => {
      const input = { type: 'decline-customer-request', requestId } as const;
      const done = await answer(changes, { context, conversationId }, () => input);
      return withoutPhoto(parts, conversationId, done);
    },
    'send-photo': async (context, { conversationId, requestId, fileId, messageId }) => {
      const found = await findPicture(parts.database, personOf(context.who), fileId);
      const own = { personId: personOf(context.who), source: 'photo' } as const;
      const isTheirs = found?.conversationId === conversationId && isMadeBy(found.file, own);
      return answer(changes, { context, conversationId }, () =>
        isTheirs ? { type: 'send-photo', requestId, messageId, file: found.file } : null,
      );
    },
    'send-position': (context, { conversationId, requestId, position }) =>
      answer(changes, { context, conversationId }, () => ({
        type: 'send-position',
        requestId,
        position,
      })),
    'report-position-obstacle': (context, { conversationId, requestId, obstacle }) =>
      answer(changes, { context, conversationId }, () => ({
        type: 'report-position-obstacle',
        requestId,
        obstacle,
      })),
  };
}

/** What was uploaded for a request does not outlast it; of one that lapses the sweep takes it. */
async function withoutPhoto<Answer extends { readonly ok: boolean }>(
  { database, now }: Parts,
  conversationId: string,
  done: Answer,
): Promise<Answer> {
  if (done.ok) await removeUnsentPhotos(database, now(), conversationId);
  return done;
}

/** Decides only for an agent of the conversation. */
function asks<Answer>(
  { who }: CommandContext,
  loaded: Loaded,
  decide: () => Decided<Answer>,
): Decided<Answer> {
  const { id: conversationId } = loaded.conversation;
  const thing = { conversationId, agentIds: agentIdsOf(draftOf(loaded)) };
  return allowed(who, { action: 'ask-customer', thing }, decide);
}

function moved(loaded: Loaded, input: CustomerRequestInput, now: Millis): Decided<object> {
  return decidedFrom(withConversation(draftOf(loaded), input, now), {});
}

function ask({ changes, now: time, random }: Parts): Executor<'ask-customer'> {
  const bounds = new TokenBuckets(ASKS);
  return (context, { conversationId, what }) => {
    const requestId = `ask_${random()}`;
    return changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
      asks(context, loaded, () => {
        const standing = standingIn(loaded, what);
        if (standing !== null) return decidedFrom({ ok: true, draft: draftOf(loaded) }, standing);
        const taken = bounds.take(`${conversationId} ${personOf(context.who)}`, time());
        if (!taken.ok) {
          return { ok: false, code: 'too-many', facts: { retryAfterMs: taken.retryAfterMs } };
        }
        const by = { agentId: personOf(context.who), agentName: context.name };
        const until = now + CUSTOMER_REQUEST_MS;
        const input = { type: 'ask-customer', what, requestId, ...by, until } as const;
        return decidedFrom(withConversation(draftOf(loaded), input, now), { requestId });
      }),
    );
  };
}

/** The request that is answered then, whoever presses once more. */
function standingIn(
  { conversation }: Loaded,
  what: RequestedThing,
): { readonly requestId: string } | null {
  const standing = openRequestOf(conversation.requests, what);
  return standing === null ? null : { requestId: standing.id };
}

type Answering = { readonly context: CommandContext; readonly conversationId: string };

/** Only the customer's own word counts; null is for what is not theirs to send. */
function answer(
  changes: Changes,
  { context, conversationId }: Answering,
  input: () => CustomerRequestInput | null,
): Promise<CommandAnswer<object>> {
  return changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
    allowed(context.who, { action: 'answer-request', thing: { conversationId } }, () => {
      const said = input();
      return said === null ? { ok: false, code: 'not-found' } : moved(loaded, said, now);
    }),
  );
}
