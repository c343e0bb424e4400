import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { route } from '../routing/route.ts';
import { newConversation } from '../testing/new-conversation.ts';
import { type Callback, VIDEO_START_MS } from './asking.ts';
import { askingTimers } from './asking-step.ts';
import { type Conversation, type ConversationInput, stepConversation } from './conversation.ts';

const HOUR_MS = 3_600_000;
const ALEX = { agentId: 'alex', agentName: 'Alex' };

function talk(id = 'talk'): Conversation {
  return newConversation({ id, customer: { id: `cust-${id}`, name: 'Cleo', verified: null } });
}

function wish(now: number, dueAt = now): ConversationInput {
  const callback = {
    id: `wish-${now}`,
    way: 'web',
    name: 'Cleo',
    number: null,
    topic: '',
  } as const;
  return { type: 'request-callback', callback: { ...callback, dueAt, since: now } };
}

/** What of these inputs was accepted, one after the other, each at its time. */
function after(
  conversation: Conversation,
  ...inputs: readonly (readonly [number, ConversationInput])[]
): Conversation {
  return inputs.reduce((before, [now, input]) => {
    const outcome = stepConversation(before, input, now);
    return outcome.ok ? outcome.conversation : before;
  }, conversation);
}

const SERVED: ConversationInput = { type: 'assign', ...ALEX };
const COMPLETED: ConversationInput = {
  type: 'complete',
  ...ALEX,
  callIsLive: false,
  inRoom: false,
};

describe('a wish to be called back', () => {
  const gone: ConversationInput = { type: 'release', agentId: 'alex', because: 'agent-gone' };
  const moved: ConversationInput = { type: 'move-to-queue', agentId: 'alex', queueId: 'other' };
  const cases: readonly [string, readonly (readonly [number, ConversationInput])[], string][] = [
    ['waits', [], 'waiting waiting since 10'],
    ['is with whoever serves the chat', [[20, SERVED]], 'with-agent assigned since 20'],
    [
      'goes back to its place when they are gone',
      [
        [20, SERVED],
        [30, gone],
      ],
      'waiting waiting since 10',
    ],
    [
      'was not reached where the chat is completed without a word',
      [
        [20, SERVED],
        [30, COMPLETED],
      ],
      'not-reached completed',
    ],
    [
      'was reached where the call with them is handed on',
      [
        [20, SERVED],
        [30, moved],
      ],
      'reached none',
    ],
    [
      'is out of the line when cancelled',
      [[20, { type: 'cancel-callback', hasWritten: false }]],
      'cancelled none',
    ],
  ];
  test.each(cases)('%s', (_name, inputs, expected) => {
    const { callback, chat } = after(talk(), [10, wish(10)], ...inputs);
    const since = 'since' in chat ? ` since ${chat.since}` : '';
    expect(`${callback?.state} ${chat.state}${since}`).toBe(expected);
  });

  test('for later is nobody’s before its time, whatever the chat does until then', () => {
    const later = after(talk(), [10, wish(10, HOUR_MS)]);
    expect(later.chat.state).toBe('none');
    expect(askingTimers(later)).toMatchObject([{ at: HOUR_MS }]);
    const due = { type: 'callback-due', callbackId: 'wish-10' } as const;
    expect(after(later, [HOUR_MS - 1, due])).toBe(later);
    const chats = after(later, [20, SERVED], [30, COMPLETED], [HOUR_MS, due]);
    expect(chats).toMatchObject({
      callback: { state: 'waiting' },
      chat: { state: 'waiting', since: 10 },
    });
    expect(askingTimers(chats)).toEqual([]);
  });
});

const anyWalk = fc.array(
  fc.record({
    talk: fc.nat({ max: 3 }),
    what: fc.constantFrom(
      ...[
        'wish',
        'wish-later',
        'write',
        'offer',
        'accept',
        'decline',
        'gone',
        'complete',
        'cancel',
        'close',
      ],
    ),
    passesMs: fc.nat({ max: 1_000 }),
  }),
  { maxLength: 40 },
);

/** Who has written whenever they cancel. */
const WRITES = 'd';

function inputFor(what: string, conversation: Conversation, now: number): ConversationInput {
  switch (what) {
    case 'wish':
      return wish(now);
    case 'wish-later':
      return wish(now, now + 500);
    case 'write':
      return { type: 'seek-agent' };
    case 'offer':
      return { type: 'offer', offerId: `offer-${now}`, agentId: 'alex', until: now + 100 };
    case 'accept':
      return { type: 'accept', ...ALEX };
    case 'decline':
      return { type: 'decline', agentId: 'alex' };
    case 'gone':
      return { type: 'release', agentId: 'alex', because: 'agent-gone' };
    case 'complete':
      return COMPLETED;
    case 'cancel':
      return { type: 'cancel-callback', hasWritten: conversation.id === WRITES };
    default:
      return { type: 'close-callback', agentId: 'alex', outcome: 'reached' };
  }
}

/** The wishes that are due and wait, oldest first. */
function dueWishes(talks: readonly Conversation[], now: number): readonly Conversation[] {
  return talks
    .filter(({ callback }) => callback?.state === 'waiting' && callback.dueAt <= now)
    .sort((a, b) => sinceOf(a.callback) - sinceOf(b.callback) || (a.id < b.id ? -1 : 1));
}

function sinceOf(callback: Callback | null): number {
  return callback?.since ?? 0;
}

/** Whom routing would serve first of those who wait, with as many agents as there are contacts. */
function servedFirst(talks: readonly Conversation[], now: number): readonly string[] {
  const contacts = talks.flatMap(({ id, queueId, chat }) =>
    chat.state === 'waiting' || chat.state === 'offered'
      ? [
          {
            id,
            conversationId: id,
            channel: 'chat' as const,
            queueId,
            since: chat.since,
            preferredAgentId: null,
            boundToAgentId: null,
            passedBy: [],
          },
        ]
      : [],
  );
  return route(contacts, [], now).unserved.map(({ contactId }) => contactId);
}

/** What fell due until now has been carried out. */
function withDue(one: Conversation, now: number): Conversation {
  const due = askingTimers(one).filter(({ at }) => at <= now);
  return after(one, ...due.map(({ input }) => [now, input] as const));
}

test('no wish overtakes an older one, none is overtaken by a younger, and none gets lost', () => {
  fc.assert(
    fc.property(anyWalk, (walk) => {
      let talks: readonly Conversation[] = ['a', 'b', 'c', WRITES].map(talk);
      let now = 1;
      for (const { talk: chosen, what, passesMs } of walk) {
        now += passesMs;
        talks = talks.map((one, place) => {
          const before = withDue(one, now);
          return place === chosen ? after(before, [now, inputFor(what, before, now)]) : before;
        });
        const due = dueWishes(talks, now);
        const ids = due.map(({ id }) => id);
        expect(servedFirst(talks, now).filter((id) => ids.includes(id))).toEqual(ids);
        expect(due.map(({ chat }) => 'since' in chat && chat.since)).toEqual(
          due.map(({ callback }) => sinceOf(callback)),
        );
      }
    }),
    { numRuns: 2_000 },
  );
});

describe('a question for video', () => {
  const ask: ConversationInput = { type: 'ask-for-video', requestId: 'r', ...ALEX, until: 60 };
  const yes: ConversationInput = {
    type: 'answer-video-request',
    requestId: 'r',
    outcome: 'accepted',
  };
  const served = after(talk(), [0, SERVED]);

  test('is for whoever serves the chat to ask', () => {
    expect(stepConversation(talk(), ask, 0)).toMatchObject({ refusal: { code: 'not-yours' } });
    expect(stepConversation(served, ask, 0)).toMatchObject({ ok: true });
  });

  test('an answer counts until its last moment, once', () => {
    const asked = after(served, [0, ask]);
    expect(after(asked, [59, yes]).videoRequest?.outcome).toBe('accepted');
    expect(stepConversation(asked, yes, 60)).toMatchObject({ refusal: { code: 'request-closed' } });
    const accepted = after(asked, [59, yes]);
    expect(after(accepted, [59, yes])).toBe(accepted);
  });

  test('a yes after which no call begins lapses after a minute, and the agent is told', () => {
    const accepted = after(served, [0, ask], [59, yes]);
    const [timer] = askingTimers(accepted);
    const lapse = timer?.input ?? yes;
    expect(timer?.at).toBe(59 + VIDEO_START_MS);
    expect(after(accepted, [58 + VIDEO_START_MS, lapse])).toBe(accepted);
    const outcome = stepConversation(accepted, lapse, 59 + VIDEO_START_MS);
    expect(outcome).toMatchObject({
      conversation: { videoRequest: { outcome: 'unanswered' } },
      facts: [{ type: 'video-request-closed', requestId: 'r', outcome: 'unanswered' }],
    });
    const late = after(accepted, [59 + VIDEO_START_MS, lapse]);
    expect(askingTimers(late)).toEqual([]);
    const use = { type: 'use-video-request', requestId: 'r' } as const;
    expect(stepConversation(late, use, 59 + VIDEO_START_MS)).toMatchObject({
      refusal: { code: 'request-closed' },
    });
  });

  test('a yes whose call has begun lapses no more', () => {
    const use = { type: 'use-video-request', requestId: 'r' } as const;
    const begun = after(served, [0, ask], [59, yes], [58 + VIDEO_START_MS, use]);
    expect(begun.videoRequest).toBeNull();
    expect(askingTimers(begun)).toEqual([]);
  });

  test('is void for a colleague who has the chat by then, said yes to or not', () => {
    const bo: ConversationInput = { type: 'assign', agentId: 'bo', agentName: 'Bo' };
    expect(after(served, [0, ask], [1, yes], [2, bo]).videoRequest?.outcome).toBe('withdrawn');
    const handed = after(served, [0, ask], [1, { type: 'assign', agentId: 'bo', agentName: 'Bo' }]);
    expect(handed.videoRequest?.outcome).toBe('withdrawn');
  });

  test('nothing of it is between colleagues', () => {
    const internal: Conversation = { ...talk(), kind: 'internal', staffIds: ['alex', 'bo'] };
    expect(stepConversation(internal, ask, 0)).toMatchObject({ refusal: { code: 'no-customer' } });
  });
});
