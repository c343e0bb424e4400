import type { Call, CallKind } from '@parley/core/call/call.ts';
import type { CallFact } from '@parley/core/call/facts.ts';
import type { CallInput } from '@parley/core/call/inputs.ts';
import { answeredLegs } from '@parley/core/call/people.ts';
import { startCall } from '@parley/core/call/start.ts';
import { step } from '@parley/core/call/step.ts';
import {
  after,
  BO_ANSWERS,
  by,
  consulting,
  inviteOf,
  lost,
  withAlex,
} from '@parley/core/call/stories.ts';
import type {
  CallEvent,
  ConversationEvent,
  ConversationFact,
  Numbered,
} from '@parley/core/conversation/events.ts';
import {
  type ConversationView,
  emptyConversation,
  foldConversation,
} from '@parley/core/conversation/view.ts';
import { audioMatrix } from '@parley/core/flows.ts';
import { anyInput } from '@parley/core/simulation/inputs.ts';
import { randomFrom } from '@parley/core/simulation/random.ts';
import { newRoom } from '@parley/core/testing/new-room.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSeenByCustomer } from './customer-call.ts';
import { eventsFor } from './reader-view.ts';

const CUSTOMER = { role: 'customer', personId: 'c', conversationId: 'talk' } as const;

/** A customer's page: it folds what it gets, one event after the other. */
function customerPage() {
  let view: ConversationView = emptyConversation('talk');
  const got: string[] = [];
  return {
    got,
    view: () => view,
    take(call: Call, facts: readonly CallFact[]): void {
      for (const fact of facts) {
        const data: CallEvent = { type: 'call', fact, call };
        const seq = view.lastSeq + 1;
        const stored: Numbered<unknown> = { stream: 'conversation:talk', seq, at: seq, data };
        const [event] = eventsFor(CUSTOMER, [stored]) as readonly ConversationEvent[];
        if (event?.seq !== seq) throw new Error('a number is missing');
        got.push(JSON.stringify(event.data));
        view = foldConversation(view, event);
      }
    },
  };
}

/** What the page shows after these inputs, and how the log ends. */
function seenAfter(begun: Call, ...inputs: readonly CallInput[]) {
  const page = customerPage();
  page.take(begun, [{ type: 'call-started', kind: begun.kind }]);
  const call = inputs.reduce((now, input) => {
    const outcome = step(now, input, 1_000);
    if (!outcome.ok) throw new Error(`${input.type} was refused: ${outcome.refusal.code}`);
    page.take(outcome.call, outcome.facts);
    return outcome.call;
  }, begun);
  const { timeline, call: shown } = page.view();
  const lines = timeline.slice(1).map(({ what, who }) => `${what.type} ${who?.name ?? ''}`.trim());
  return { call, shown, lines, got: page.got.join('\n') };
}

function hearsAndSees(call: Call, name: string): readonly string[] {
  return audioMatrix(call).filter((line) => line.startsWith(`${name} `));
}

/** What no customer may find anywhere in what they are sent. */
const STAFFS_WORDS = [
  'consult',
  'inviting',
  'aside',
  'offer',
  'forwarded',
  'transfer-started',
  'transfer-failed',
  'stepped-away',
  'came-back',
  'digits-sent',
  '"away":true',
];

describe('while agents ask each other', () => {
  test('the customer is on hold with music and learns of nobody else', () => {
    const { shown, lines, got, call } = seenAfter(
      withAlex('video'),
      inviteOf('consult'),
      BO_ANSWERS,
      { type: 'turn-camera-off', legId: 'alex' },
      { type: 'link-connected', legId: 'bo' },
      { type: 'mute', legId: 'bo' },
    );
    expect(call.beside.name).toBe('consulting');
    expect(lines).toEqual(['call-held Alex']);
    expect(shown?.phase.name).toBe('held');
    expect(shown?.legs.map((leg) => leg.name)).toEqual(['Cleo', 'Alex']);
    expect(hearsAndSees(shown ?? call, 'Cleo')).toEqual(['Cleo hears music', 'Cleo sees music']);
    expect(got).not.toMatch(/"bo"/iu);
    expect(isSeenByCustomer(call, 'alex')).toBe(true);
    expect(isSeenByCustomer(call, 'bo')).toBe(false);
  });

  test('going over and back is hold and resume to them', () => {
    const swaps = seenAfter(withAlex(), inviteOf('consult'), BO_ANSWERS, by('swap'), by('swap'), {
      type: 'cancel-consult',
      legId: 'alex',
    });
    expect(swaps.lines).toEqual([
      'call-held Alex',
      'call-resumed Alex',
      'call-held Alex',
      'call-resumed Alex',
    ]);
    expect(swaps.got).not.toMatch(/"bo"/iu);
  });

  test('nobody answers a transfer: they are off hold, or wait in line again without a reason', () => {
    const declined: CallInput = { type: 'decline', agentId: 'b' };
    const back = seenAfter(withAlex(), inviteOf('transfer'), declined);
    expect(back.lines).toEqual(['call-held Alex', 'call-resumed Alex']);
    const queued = seenAfter(withAlex(), inviteOf('transfer'), by('end'), declined);
    expect(queued.lines).toEqual(['call-held Alex', 'transferred-to-queue']);
    expect(queued.shown?.phase.name).toBe('queued');
    expect(back.got + queued.got).not.toMatch(/"bo"/iu);
  });
});

describe('once somebody else has joined', () => {
  test('a transfer names the new agent and nothing else', () => {
    const blind = seenAfter(withAlex(), inviteOf('transfer'), BO_ANSWERS);
    const attended = seenAfter(consulting(), { type: 'complete-transfer', legId: 'alex' });
    const taken = seenAfter(consulting(), ...lost('alex'));
    for (const { shown, got } of [blind, attended, taken]) {
      expect(shown?.legs.map((leg) => leg.name)).toEqual(['Cleo', 'Bo']);
      expect(got).toContain(
        '"by":"blind","fromAgentId":"","fromName":"","toAgentId":"","toName":"Bo"',
      );
    }
    expect(attended.lines).toEqual(['transferred']);
  });

  test('a conference says who came and who went', () => {
    const left = seenAfter(
      withAlex(),
      inviteOf('consult'),
      BO_ANSWERS,
      by('merge'),
      by('hold'),
      by('resume'),
      by('end'),
    );
    expect(left.lines).toEqual([
      'call-held Alex',
      'conference-started Bo',
      'call-held Alex',
      'call-resumed Alex',
      'leg-left Alex',
    ]);
    expect(left.shown?.legs.map((leg) => leg.name)).toEqual(['Cleo', 'Bo']);
  });

  test('a guest who is dropped out of a conference has left; one who was only asked has not', () => {
    const cancel: CallInput = { type: 'cancel-consult', legId: 'alex' };
    const known = seenAfter(after(consulting(), by('merge')), cancel);
    expect(known.lines).toEqual(['leg-left Bo']);
    expect(seenAfter(after(consulting(), by('swap')), cancel).lines).toEqual([]);
  });

  test('an agent who turns to another call is silent in a conference, and hold for who is alone with them', () => {
    const away: CallInput = { type: 'step-away', legId: 'alex' };
    const conference = seenAfter(after(consulting('video'), by('merge')), away);
    expect(conference.lines).toEqual([]);
    expect(hearsAndSees(conference.shown ?? conference.call, 'Cleo')).toEqual([
      'Cleo hears Bo',
      'Cleo sees Bo',
    ]);
    const alone = seenAfter(after(consulting(), by('swap')), away, by('resume'));
    expect(alone.lines).toEqual(['call-held Alex', 'call-resumed Alex']);
    expect(conference.got + alone.got).not.toContain('away":true');
  });
});

test('tones are counted, never kept, and not told to the customer', () => {
  const digits: CallInput = { type: 'send-digits', legId: 'alex', digits: '4111111111111111' };
  const outcome = step(withAlex(), digits, 0);
  expect(JSON.stringify(outcome)).not.toContain('4111');
  expect(outcome.ok && outcome.facts).toEqual([{ type: 'digits-sent', legId: 'alex', count: 16 }]);
  expect(seenAfter(withAlex(), digits).got).not.toContain('digits');
});

test('of whoever writes to the customer only the name is told', () => {
  const message = { type: 'message-sent', messageId: 'm', text: 'Hi' };
  const author = { role: 'agent', id: 'agent-7', name: 'Alex' };
  const assigned = { type: 'chat-assigned', agentId: 'agent-7', agentName: 'Alex' };
  const stored = [{ ...message, author }, assigned].map((data, index) => ({
    stream: 'conversation:talk',
    seq: index + 1,
    at: 0,
    data,
  }));
  const got = JSON.stringify(eventsFor(CUSTOMER, stored));
  expect(got).not.toContain('agent-7');
  expect(got).toContain('"name":"Alex"');
  const staff = { role: 'agent', personId: 'b', queueIds: [] } as const;
  expect(eventsFor(staff, stored)).toBe(stored);
});

describe('of a room and of what is asked', () => {
  const room = newRoom({
    ...{ way: 'sms', origin: 'link-room', reference: 'Claim 4711', delivery: 'sent' },
    ...{ agentId: 'agent-7', agentIn: true },
  });

  function told(data: ConversationFact): unknown {
    return eventsFor(CUSTOMER, [{ stream: 'conversation:talk', seq: 1, at: 0, data }])[0]?.data;
  }

  test('the customer learns how it stands and with whom, not by which account, reference or message', () => {
    const seen = told({ type: 'room-changed', room, because: 'agent-entered' });
    expect(seen).toMatchObject({ room: { agentName: 'Alex', agentIn: true, delivery: 'none' } });
    expect(JSON.stringify(seen)).not.toMatch(/agent-7|4711/u);
    expect(told({ type: 'room-changed', room, because: 'delivery' })).toEqual({ type: 'hidden' });
  });

  test('a link is begun with, and its reference stays with the business', () => {
    const customer = { id: 'cust', name: 'Cleo' };
    const seen = told({
      type: 'conversation-started',
      ...{ entryId: '', customer, page: null, form: {} },
      cameBy: { way: 'sms', reference: 'Claim 4711' },
    });
    expect(seen).toEqual({
      type: 'conversation-started',
      ...{ entryId: '', customer, page: null, form: {} },
    });
  });

  test('who invites and who asks is a name', () => {
    const alex = { role: 'agent', id: 'agent-7', name: 'Alex' } as const;
    const invited = { messageId: 'm', roomId: 'room', url: 'https://x.example/r/C', author: alex };
    const asked = { requestId: 'r', agentId: 'agent-7', agentName: 'Alex', until: 1 };
    const seen = [
      told({ type: 'video-invited', ...invited }),
      told({ type: 'video-requested', ...asked }),
    ];
    expect(seen).toMatchObject([{ author: { name: 'Alex' } }, { agentName: 'Alex' }]);
    expect(JSON.stringify(seen)).not.toContain('agent-7');
  });
});

const KINDS: readonly CallKind[] = ['audio', 'video', 'screen'];

/** A call that begins, with a chance of having been answered, and a page that has followed it. */
function walked(seeds: readonly number[]): void {
  const origin = (seeds[0] ?? 0) % 5 === 0 ? 'escalation-room' : 'widget';
  const customer = { legId: 'leg-c', personId: 'c', name: 'Cleo' };
  const started = startCall(
    {
      ...{ callId: 'call', conversationId: 'talk', queueId: 'queue', preferredAgentId: 'alex' },
      ...{ kind: KINDS[(seeds[0] ?? 0) % 3] ?? 'audio', origin, firstVideo: 'both', customer },
      ...{ boundToAgentId: null, room: null },
    },
    0,
  );
  const page = customerPage();
  page.take(started.call, started.facts);
  const met = new Set<string>(['leg-c']);
  const legs = new Map<string, string>();
  let call = started.call;
  const take = (input: CallInput): void => {
    const outcome = step(call, input, 2_000);
    if (!outcome.ok) return;
    call = outcome.call;
    for (const leg of call.legs) legs.set(leg.id, leg.name);
    for (const legId of lineOf(call)) met.add(legId);
    const from = page.got.length;
    page.take(call, outcome.facts);
    for (const event of page.got.slice(from)) expectNothingOfStaff(event, { met, legs });
    const { call: shown } = page.view();
    expect(shown && hearsAndSees(shown, 'Cleo')).toEqual(hearsAndSees(call, 'Cleo'));
  };
  const ring = { offerId: 'o', agentId: 'alex', agentName: 'alex', legId: 'leg-alex', until: 60 };
  take({ type: 'offer', ...ring });
  if ((seeds[0] ?? 0) % 4 !== 0) take({ type: 'answer', agentId: 'alex', tabId: 'tab' });
  for (const seed of seeds) take(anyInput(call, randomFrom(seed)));
}

/** Who is on the line with the customer for all to know: everybody, once nobody is beside it. */
function lineOf(call: Call): readonly string[] {
  const { name } = call.beside;
  const isOpen = call.phase.name === 'active' && (name === 'none' || name === 'conference');
  return isOpen ? answeredLegs(call).map((leg) => leg.id) : [];
}

type Known = { readonly met: ReadonlySet<string>; readonly legs: ReadonlyMap<string, string> };

/** Neither leg nor name of somebody whom the customer has not talked with, nor any word of what staff do. */
function expectNothingOfStaff(event: string, { met, legs }: Known): void {
  const names = new Set([...legs].filter(([id]) => met.has(id)).map(([, name]) => name));
  const told = [...legs].flatMap(([id, name]) => [
    ...(met.has(id) ? [] : [`"${id}"`]),
    ...(names.has(name) ? [] : [`"${name}"`]),
  ]);
  expect([...told, ...STAFFS_WORDS].filter((word) => event.includes(word))).toEqual([]);
}

test('whatever happens in a call, its customer’s page knows whom they hear and see, and never whom they have not met', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 16 }), (seeds) => walked(seeds)),
    { numRuns: 5_000 },
  );
});
