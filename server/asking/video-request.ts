import { VIDEO_REQUEST_MS } from '@parley/core/conversation/asking.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import { agentIdsOf } from '../changes/work.ts';
import {
  allowed,
  type CommandContext,
  decidedFrom,
  type Executors,
  onceOnly,
  personOf,
} from '../command-context.ts';
import { whyNoVideo } from '../rooms/one-video.ts';

type Parts = { readonly changes: Changes; readonly random: () => string };

type Names = 'ask-for-video' | 'withdraw-video-request' | 'answer-video-request';

/** An agent asks for video in the customer's chat, and the customer answers (E7). */
export function videoRequestCommands({ changes, random }: Parts): Executors<Names> {
  return {
    'ask-for-video': (context, { conversationId }) => {
      const requestId = `ask_${random()}`;
      const agents = [personOf(context.who)];
      return changes.change({ conversationId, agents, ...onceOnly(context) }, (loaded, now) =>
        runs(context, loaded, () => ask(loaded, { context, requestId, now })),
      );
    },
    'withdraw-video-request': (context, { conversationId }) =>
      changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
        runs(context, loaded, () => {
          const input = { type: 'withdraw-video-request', agentId: personOf(context.who) } as const;
          return decidedFrom(withConversation(draftOf(loaded), input, now), {});
        }),
      ),
    'answer-video-request': (context, { conversationId, requestId, outcome }) =>
      changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
        allowed(context.who, { action: 'wait-in-line', thing: { conversationId } }, () => {
          const input = { type: 'answer-video-request', requestId, outcome } as const;
          return decidedFrom(withConversation(draftOf(loaded), input, now), {});
        }),
      ),
  };
}

/** Decides only for an agent of the conversation. */
function runs<Answer>(
  { who }: CommandContext,
  loaded: Loaded,
  decide: () => Decided<Answer>,
): Decided<Answer> {
  const { id: conversationId } = loaded.conversation;
  const thing = { conversationId, agentIds: agentIdsOf(draftOf(loaded)) };
  return allowed(who, { action: 'run-room', thing }, decide);
}

type Asking = {
  readonly context: CommandContext;
  readonly requestId: string;
  readonly now: Millis;
};

/** While a call goes on in the conversation there is nothing to ask for: it is switched to video in it, or ended first. */
function ask(loaded: Loaded, { context, requestId, now }: Asking): Decided<{ requestId: string }> {
  const agentId = personOf(context.who);
  const draft = draftOf(loaded);
  if (draft.call !== null) return { ok: false, code: 'in-call' };
  const agent = loaded.agents.get(agentId);
  const obstacle = agent === undefined ? null : whyNoVideo(agent, loaded.conversation.id);
  if (obstacle !== null) return { ok: false, code: obstacle };
  const asked = { requestId, agentId, agentName: context.name, until: now + VIDEO_REQUEST_MS };
  const outcome = withConversation(draft, { type: 'ask-for-video', ...asked }, now);
  if (!outcome.ok) return decidedFrom(outcome, { requestId });
  // A question that stands already is the one that is answered.
  const standing = outcome.draft.conversation.videoRequest?.id ?? requestId;
  return decidedFrom(outcome, { requestId: standing });
}
