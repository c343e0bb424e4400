import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SharedFile } from '../files/shared-file.ts';
import { newConversation } from '../testing/new-conversation.ts';
import { askingTimers } from './asking-step.ts';
import { type Conversation, type ConversationInput, stepConversation } from './conversation.ts';
import { CUSTOMER_REQUEST_MS, positionOf } from './customer-request.ts';
import type { ConversationFact } from './events.ts';
import {
  type ConversationView,
  emptyConversation,
  foldConversation,
  type TimelineEntry,
} from './view.ts';

const ALEX = { agentId: 'alex', agentName: 'Alex' };
const BERLIN = { latitude: 52.520008, longitude: 13.404954, accuracyMetres: 20 };

const TALK = newConversation({ chat: { state: 'assigned', since: 0, ...ALEX } });

function photo(id: string): SharedFile {
  return {
    ...{ id, name: 'photo.jpg', type: 'image/jpeg', sizeBytes: 3, sha256: '00' },
    ...{ picture: { width: 4000, height: 3000 }, at: 0, source: 'photo', forCustomer: true },
    madeBy: { role: 'customer', id: 'cust', name: 'Cleo' },
  };
}

function asking(what: 'photo' | 'location', requestId: string = what, now = 0): ConversationInput {
  return { type: 'ask-customer', what, requestId, ...ALEX, until: now + CUSTOMER_REQUEST_MS };
}

type Walk = { readonly conversation: Conversation; readonly facts: readonly ConversationFact[] };

/** What of these inputs was accepted, one after the other, each at its time. */
function walk(...inputs: readonly (readonly [number, ConversationInput])[]): Walk {
  return inputs.reduce<Walk>(
    ({ conversation, facts }, [now, input]) => {
      const outcome = stepConversation(conversation, input, now);
      if (!outcome.ok) return { conversation, facts };
      return { conversation: outcome.conversation, facts: [...facts, ...outcome.facts] };
    },
    { conversation: TALK, facts: [] },
  );
}

function refusalOf(conversation: Conversation, input: ConversationInput, now = 1): string | null {
  const outcome = stepConversation(conversation, input, now);
  return outcome.ok ? null : outcome.refusal.code;
}

const PHOTO_SENT: ConversationInput = {
  type: 'send-photo',
  requestId: 'photo',
  messageId: 'm1',
  file: photo('file_1'),
};

describe('what an agent asks the customer to send', () => {
  test('is for whoever serves the chat to ask, and never between colleagues', () => {
    const idle: Conversation = { ...TALK, chat: { state: 'none' } };
    const internal: Conversation = { ...TALK, kind: 'internal', staffIds: ['alex', 'bo'] };
    expect(refusalOf(idle, asking('photo'))).toBe('not-yours');
    expect(refusalOf(internal, asking('photo'))).toBe('no-customer');
  });

  test('stands once of each kind, however often it is pressed', () => {
    const { conversation, facts } = walk(
      [0, asking('photo')],
      [1, asking('photo', 'again')],
      [2, asking('location')],
    );
    expect(conversation.requests.map(({ id }) => id)).toEqual(['photo', 'location']);
    expect(facts.map(({ type }) => type)).toEqual(['customer-asked', 'customer-asked']);
  });

  test('is asked anew after it was declined, and the old one is forgotten', () => {
    const { conversation } = walk(
      [0, asking('photo')],
      [1, { type: 'decline-customer-request', requestId: 'photo' }],
      [2, asking('photo', 'again', 2)],
    );
    expect(conversation.requests).toMatchObject([{ id: 'again', outcome: null }]);
  });

  test('a photo that is sent is a message of the customer’s, once', () => {
    const { conversation, facts } = walk([0, asking('photo')], [1, PHOTO_SENT], [2, PHOTO_SENT]);
    expect(conversation.requests).toMatchObject([{ outcome: 'sent', fileId: 'file_1' }]);
    expect(facts.slice(1)).toMatchObject([
      { type: 'customer-request-closed', outcome: 'sent', fileId: 'file_1' },
      { type: 'message-sent', messageId: 'm1', author: { role: 'customer', name: 'Cleo' } },
    ]);
  });

  test('another photo after it, or one for a request that is over, is refused', () => {
    const other: ConversationInput = { ...PHOTO_SENT, file: photo('file_2') };
    const sent = walk([0, asking('photo')], [1, PHOTO_SENT]).conversation;
    expect(refusalOf(sent, other)).toBe('request-closed');
    const asked = walk([0, asking('photo')]).conversation;
    expect(refusalOf(asked, PHOTO_SENT, CUSTOMER_REQUEST_MS - 1)).toBeNull();
    expect(refusalOf(asked, PHOTO_SENT, CUSTOMER_REQUEST_MS)).toBe('request-closed');
  });

  test('no photo answers a question for the position, and no position one for a photo', () => {
    const { conversation } = walk([0, asking('photo')], [0, asking('location')]);
    const crossed: ConversationInput = {
      type: 'send-position',
      requestId: 'photo',
      position: BERLIN,
    };
    expect(refusalOf(conversation, crossed)).toBe('request-closed');
    expect(refusalOf(conversation, { ...PHOTO_SENT, requestId: 'location' })).toBe(
      'request-closed',
    );
  });

  test('what stands in the way of the position is told once, and it can still be sent', () => {
    const denied: ConversationInput = {
      type: 'report-position-obstacle',
      requestId: 'location',
      obstacle: 'denied',
    };
    const { conversation, facts } = walk(
      [0, asking('location')],
      [1, denied],
      [2, denied],
      [3, { type: 'send-position', requestId: 'location', position: BERLIN }],
    );
    expect(facts.map(({ type }) => type)).toEqual([
      'customer-asked',
      'position-hindered',
      'customer-request-closed',
    ]);
    expect(conversation.requests).toMatchObject([{ outcome: 'sent', position: BERLIN }]);
  });

  const ends: readonly (readonly [string, ConversationInput])[] = [
    ['the agent takes it back', { type: 'withdraw-customer-request', what: 'photo', ...ALEX }],
    [
      'the conversation is completed',
      { type: 'complete', ...ALEX, callIsLive: false, inRoom: false },
    ],
    ['a colleague has the chat', { type: 'assign', agentId: 'bo', agentName: 'Bo' }],
    ['the agent is gone', { type: 'release', agentId: 'alex', because: 'agent-gone' }],
  ];
  test.each(ends)('is withdrawn when %s', (_name, input) => {
    const { conversation } = walk([0, asking('photo')], [1, input]);
    expect(conversation.requests).toMatchObject([{ outcome: 'withdrawn' }]);
    expect(refusalOf(conversation, PHOTO_SENT)).toBe('request-closed');
  });

  test('lapses after ten minutes by its timer, not before', () => {
    const asked = walk([0, asking('photo')]).conversation;
    const [timer] = askingTimers(asked);
    expect(timer).toMatchObject({ key: 'customer-request:photo', at: CUSTOMER_REQUEST_MS });
    const due: ConversationInput = { type: 'customer-request-over', requestId: 'photo' };
    const early = stepConversation(asked, due, CUSTOMER_REQUEST_MS - 1);
    expect(early.ok && early.conversation.requests[0]?.outcome).toBeNull();
    const late = walk([0, asking('photo')], [CUSTOMER_REQUEST_MS, due]).conversation;
    expect(late.requests[0]?.outcome).toBe('unanswered');
    expect(askingTimers(late)).toEqual([]);
  });
});

test('a position is kept with six digits and whole metres, and what is no place is none', () => {
  const measured = { latitude: -33.85678449, longitude: 151.21529551, accuracyMetres: 4.2 };
  expect(positionOf(measured)).toEqual({
    latitude: -33.856784,
    longitude: 151.215296,
    accuracyMetres: 5,
  });
  const nowhere = [
    { ...BERLIN, latitude: 90.000001 },
    { ...BERLIN, longitude: -180.5 },
    { ...BERLIN, latitude: Number.NaN },
    { ...BERLIN, accuracyMetres: Number.POSITIVE_INFINITY },
    { ...BERLIN, accuracyMetres: -1 },
  ];
  expect(nowhere.map(positionOf)).toEqual(nowhere.map(() => null));
});

const anyInput: fc.Arbitrary<ConversationInput> = fc.oneof(
  fc
    .constantFrom('photo' as const, 'location' as const)
    .chain((what) => fc.constantFrom('a', 'b', 'c').map((id) => asking(what, `${what}-${id}`))),
  fc.constantFrom<ConversationInput>(
    { type: 'withdraw-customer-request', what: 'photo', agentId: 'alex' },
    { type: 'withdraw-customer-request', what: 'location', agentId: 'bo' },
    { type: 'assign', ...ALEX },
    { type: 'assign', agentId: 'bo', agentName: 'Bo' },
    { type: 'release', agentId: 'alex', because: 'agent-gone' },
    { type: 'seek-agent' },
    { type: 'complete', ...ALEX, callIsLive: false, inRoom: false },
  ),
  fc
    .constantFrom('photo-a', 'photo-b', 'location-a', 'location-c')
    .chain((requestId) =>
      fc.constantFrom<ConversationInput>(
        { type: 'decline-customer-request', requestId },
        { ...PHOTO_SENT, requestId, file: photo(`file_${requestId}`) },
        { type: 'send-position', requestId, position: BERLIN },
        { type: 'report-position-obstacle', requestId, obstacle: 'denied' },
        { type: 'customer-request-over', requestId },
      ),
    ),
);

const anyWalk = fc.array(fc.tuple(fc.constantFrom(0, 1, CUSTOMER_REQUEST_MS), anyInput), {
  maxLength: 30,
});

type Shown = { readonly conversation: Conversation; readonly view: ConversationView };

/** Both sides of what is stored and what screens make of it, moved together. */
function moved({ conversation, view }: Shown, input: ConversationInput, now: number): Shown {
  const outcome = stepConversation(conversation, input, now);
  if (!outcome.ok) return { conversation, view };
  const next = outcome.facts.reduce((before, data) => {
    const seq = before.lastSeq + 1;
    return foldConversation(before, { stream: 'talk', seq, at: now, data });
  }, view);
  return { conversation: outcome.conversation, view: next };
}

function isPhotoSent({ what }: TimelineEntry): boolean {
  return (
    what.type === 'customer-request-closed' && what.what === 'photo' && what.outcome === 'sent'
  );
}

test('whatever happens, screens show what is stored, one of each kind at most, and nothing is open without its agent', () => {
  fc.assert(
    fc.property(anyWalk, (steps) => {
      let now = 0;
      let shown: Shown = { conversation: TALK, view: emptyConversation('talk') };
      for (const [passesMs, input] of steps) {
        now += passesMs;
        shown = moved(shown, input, now);
        const { requests, chat } = shown.conversation;
        expect(shown.view.requests).toEqual(requests);
        expect(new Set(requests.map(({ what }) => what)).size).toBe(requests.length);
        for (const { agentId } of requests.filter(({ outcome }) => outcome === null)) {
          expect(chat).toMatchObject({ state: 'assigned', agentId });
        }
        const photos = shown.view.messages.filter(({ file }) => file !== null);
        expect(photos.length).toBe(shown.view.timeline.filter(isPhotoSent).length);
      }
    }),
    { numRuns: 1_000 },
  );
});
