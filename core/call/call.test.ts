import { describe, expect, test } from 'vitest';
import { flows, isAudioOnly, PLAYER } from '../flows.ts';
import { type Call, type CallKind, type CallOrigin, type FirstVideo, GRACE_MS } from './call.ts';
import type { CallInput } from './inputs.ts';
import { mayProduce, mediaPlan } from './media-plan.ts';
import { startCall } from './start.ts';
import { step } from './step.ts';
import { timersOf } from './timers.ts';

const CUSTOMER = 'leg-customer';
const AGENT = 'leg-agent';

type Asked = { kind?: CallKind; firstVideo?: FirstVideo; origin?: CallOrigin };

function queued({ kind = 'video', firstVideo = 'both', origin = 'widget' }: Asked = {}): Call {
  return startCall(
    {
      callId: 'call',
      conversationId: 'conversation',
      kind,
      origin,
      firstVideo,
      queueId: 'queue',
      preferredAgentId: null,
      boundToAgentId: null,
      room: null,
      customer: { legId: CUSTOMER, personId: 'customer', name: 'Cleo' },
    },
    0,
  ).call;
}

function after(call: Call, ...inputs: readonly CallInput[]): Call {
  return inputs.reduce((now, input) => {
    const outcome = step(now, input, 1_000);
    if (!outcome.ok) throw new Error(`${input.type} was refused: ${outcome.refusal.code}`);
    return outcome.call;
  }, call);
}

const OFFER: CallInput = {
  type: 'offer',
  offerId: 'offer',
  agentId: 'alex',
  agentName: 'Alex',
  legId: AGENT,
  until: 21_000,
};
const ANSWER: CallInput = { type: 'answer', agentId: 'alex', tabId: 'tab' };

function active(asked: Asked = {}): Call {
  return after(queued(asked), OFFER, ANSWER);
}

function matrix(call: Call): readonly string[] {
  return flows(call)
    .map((edge) => `${edge.from} ${edge.kind} ${edge.to}`)
    .sort();
}

function refusalOf(call: Call, input: CallInput, now = 1_000): string {
  const outcome = step(call, input, now);
  return outcome.ok ? 'was done' : outcome.refusal.code;
}

describe('who hears and sees whom', () => {
  test('both hear each other in an audio call and nobody sees anybody', () => {
    expect(matrix(active({ kind: 'audio' }))).toEqual([
      `${AGENT} audio ${CUSTOMER}`,
      `${CUSTOMER} audio ${AGENT}`,
    ]);
  });

  test('both hear and see each other in a video call that starts with both cameras', () => {
    expect(matrix(active())).toHaveLength(4);
  });

  test('a waiting customer hears the player, and sees it unless it is an audio call', () => {
    expect(matrix(queued())).toEqual([
      `${PLAYER} audio ${CUSTOMER}`,
      `${PLAYER} picture ${CUSTOMER}`,
    ]);
    expect(matrix(queued({ kind: 'audio' }))).toEqual([`${PLAYER} audio ${CUSTOMER}`]);
  });

  test('while it rings the agent already has a leg but neither side hears the other', () => {
    expect(matrix(after(queued(), OFFER))).toEqual([
      `${PLAYER} audio ${CUSTOMER}`,
      `${PLAYER} picture ${CUSTOMER}`,
    ]);
  });

  test('hold stops sound and picture both ways and plays to the customer only', () => {
    const held = after(active(), { type: 'hold', legId: AGENT });
    expect(matrix(held)).toEqual([`${PLAYER} audio ${CUSTOMER}`, `${PLAYER} picture ${CUSTOMER}`]);
  });

  test('a muted person is heard by nobody', () => {
    expect(matrix(after(active({ kind: 'audio' }), { type: 'mute', legId: AGENT }))).toEqual([
      `${CUSTOMER} audio ${AGENT}`,
    ]);
  });
});

describe('first video is a setting of the entry', () => {
  const cases: readonly [FirstVideo, readonly string[]][] = [
    ['both', ['camera', 'camera']],
    ['agent-only', ['none', 'camera']],
    ['none', ['none', 'none']],
  ];
  test.each(cases)('%s', (firstVideo, pictures) => {
    expect(active({ firstVideo }).legs.map((leg) => leg.picture.source)).toEqual(pictures);
  });

  test('a screen call starts with the customer’s screen and no camera', () => {
    expect(active({ kind: 'screen' }).legs.map((leg) => leg.picture.source)).toEqual([
      'screen',
      'none',
    ]);
  });
});

describe('one picture per person', () => {
  test('the screen replaces the camera of the one who shares and leaves the other side alone', () => {
    const sharing = after(active(), { type: 'share-screen', legId: CUSTOMER });
    expect(sharing.legs.map((leg) => leg.picture.source)).toEqual(['screen', 'camera']);
  });

  test('the camera returns after sharing only if it was on', () => {
    const on = after(
      active(),
      { type: 'share-screen', legId: CUSTOMER },
      { type: 'stop-sharing', legId: CUSTOMER },
    );
    const off = after(
      active(),
      { type: 'turn-camera-off', legId: CUSTOMER },
      { type: 'share-screen', legId: CUSTOMER },
      { type: 'stop-sharing', legId: CUSTOMER },
    );
    expect([on, off].map((call) => call.legs[0]?.picture.source)).toEqual(['camera', 'none']);
  });

  test('the camera button pressed while sharing decides what comes back', () => {
    const call = after(
      active({ firstVideo: 'none' }),
      { type: 'share-screen', legId: CUSTOMER },
      { type: 'turn-camera-on', legId: CUSTOMER },
      { type: 'stop-sharing', legId: CUSTOMER },
    );
    expect(call.legs[0]?.picture.source).toBe('camera');
  });

  test('with both cameras off a video call is labelled audio-only and stays a video call', () => {
    const call = after(
      active(),
      { type: 'turn-camera-off', legId: CUSTOMER },
      { type: 'turn-camera-off', legId: AGENT },
    );
    expect([isAudioOnly(call), call.kind]).toEqual([true, 'video']);
  });

  test('cameras toggled on hold come back as they stand at resume', () => {
    const call = after(
      active(),
      { type: 'hold', legId: AGENT },
      { type: 'turn-camera-off', legId: CUSTOMER },
      { type: 'turn-camera-off', legId: AGENT },
      { type: 'turn-camera-on', legId: AGENT },
      { type: 'resume', legId: AGENT },
    );
    expect(matrix(call)).toEqual([
      `${AGENT} audio ${CUSTOMER}`,
      `${AGENT} picture ${CUSTOMER}`,
      `${CUSTOMER} audio ${AGENT}`,
    ]);
  });
});

describe('what a call refuses', () => {
  test.each(['turn-camera-on', 'share-screen', 'turn-camera-off', 'stop-sharing'] as const)(
    'an audio call refuses to %s',
    (type) => {
      expect(refusalOf(active({ kind: 'audio' }), { type, legId: CUSTOMER })).toBe(
        'no-picture-in-audio-call',
      );
    },
  );

  test('no call changes its kind, and the refusal names the transition', () => {
    const outcome = step(active(), { type: 'change-kind', legId: CUSTOMER, to: 'audio' }, 0);
    expect(outcome).toEqual({
      ok: false,
      refusal: { code: 'transition-refused', facts: { from: 'video', to: 'audio' } },
    });
  });

  test('only agents hold, and only an answered call is held', () => {
    expect(refusalOf(active(), { type: 'hold', legId: CUSTOMER })).toBe('only-agents-hold');
    expect(refusalOf(queued(), { type: 'hold', legId: CUSTOMER })).toBe('not-answered');
  });

  test('an answer after the ring is over comes too late', () => {
    const over = after(queued(), OFFER, { type: 'rang-out', offerId: 'offer' });
    expect(refusalOf(over, ANSWER)).toBe('offer-closed');
  });

  test.each([
    [21_000, 'rang-out'],
    [23_000, 'rang-out'],
    [23_001, 'agent-gone'],
  ])('a ring whose end at 21,000 is noticed at %i has passed because: %s', (now, because) => {
    const passed = step(after(queued(), OFFER), { type: 'rang-out', offerId: 'offer' }, now);
    expect(passed).toMatchObject({
      facts: [{ type: 'call-passed', because }],
      effects: [{}, { type: 'free-agent', because }, { type: 'seek-agent' }],
    });
  });

  test('a ring that was answered cannot run out', () => {
    expect(refusalOf(active(), { type: 'rang-out', offerId: 'offer' })).toBe('offer-closed');
  });

  test('an ended call refuses everything', () => {
    const ended = after(active(), { type: 'end', legId: CUSTOMER });
    expect(refusalOf(ended, { type: 'unmute', legId: CUSTOMER })).toBe('call-ended');
  });

  test('an audio call lets nobody produce a picture', () => {
    const call = active({ kind: 'audio' });
    expect([
      mayProduce(call, CUSTOMER, 'microphone'),
      mayProduce(call, CUSTOMER, 'camera'),
    ]).toEqual([true, false]);
  });

  test('a screen may be produced only once sharing was asked for', () => {
    const call = active();
    const sharing = after(call, { type: 'share-screen', legId: AGENT });
    expect([mayProduce(call, AGENT, 'screen'), mayProduce(sharing, AGENT, 'screen')]).toEqual([
      false,
      true,
    ]);
  });
});

describe('how a call ends', () => {
  const ends: readonly [CallOrigin, string, string][] = [
    ['widget', CUSTOMER, 'customer-ended'],
    ['widget', AGENT, 'agent-ended'],
    ['link-room', CUSTOMER, 'customer-ended'],
    ['link-room', AGENT, 'agent-ended'],
    ['escalation-room', CUSTOMER, 'customer-ended'],
    ['escalation-room', AGENT, 'agent-ended'],
  ];
  test.each(ends)('%s ended by %s is over for both', (origin, legId, reason) => {
    const call = after(active({ origin }), { type: 'end', legId });
    expect(call.phase).toMatchObject({ name: 'ended', reason });
  });

  test('either side can end a call that is on hold', () => {
    const held = after(active(), { type: 'hold', legId: AGENT });
    expect(after(held, { type: 'end', legId: CUSTOMER }).phase.name).toBe('ended');
    expect(after(held, { type: 'end', legId: AGENT }).phase.name).toBe('ended');
  });

  test('a customer who hangs up while ringing frees the agent at once', () => {
    const outcome = step(after(queued(), OFFER), { type: 'end', legId: CUSTOMER }, 5_000);
    expect(outcome).toMatchObject({
      ok: true,
      effects: [
        { type: 'release-media' },
        { type: 'free-agent', agentId: 'alex', because: 'withdrawn' },
      ],
    });
  });
});

describe('staying alive', () => {
  const connected = after(
    active(),
    { type: 'link-connected', legId: CUSTOMER },
    { type: 'link-connected', legId: AGENT },
  );

  test('a lost path waits for the grace time and the gap is told when it comes back', () => {
    const lost = step(
      connected,
      { type: 'link-lost', legId: CUSTOMER, cause: 'page-gone' },
      10_000,
    );
    if (!lost.ok) throw new Error('refused');
    expect(timersOf(lost.call)).toEqual([
      {
        key: `grace:${CUSTOMER}`,
        at: 10_000 + GRACE_MS,
        input: { type: 'grace-over', legId: CUSTOMER, dueAt: 10_000 + GRACE_MS },
      },
    ]);
    const back = step(lost.call, { type: 'link-connected', legId: CUSTOMER }, 12_500);
    expect(back).toMatchObject({
      ok: true,
      facts: [{ type: 'link-restored', cause: 'page-gone', gapMs: 2_500 }],
    });
  });

  test('that a lost path lost its page is learned later, and the grace time stays as it was', () => {
    const lost = after(connected, { type: 'link-lost', legId: AGENT, cause: 'network' });
    const gone = after(lost, { type: 'link-lost', legId: AGENT, cause: 'page-gone' });
    expect(gone.legs[1]?.link).toEqual({ ...lost.legs[1]?.link, cause: 'page-gone' });
    expect(after(gone, { type: 'link-lost', legId: AGENT, cause: 'network' })).toBe(gone);
  });

  test('an agent who does not come back gives the customer to the queue with the place kept', () => {
    const lost = after(connected, { type: 'link-lost', legId: AGENT, cause: 'network' });
    const over = after(lost, { type: 'grace-over', legId: AGENT, dueAt: 1_000 + GRACE_MS });
    expect(over.phase.name).toBe('queued');
    expect(over.startedAt).toBe(connected.startedAt);
    expect(matrix(over)).toContain(`${PLAYER} audio ${CUSTOMER}`);
  });

  test('a customer who does not come back ends the call', () => {
    const lost = after(connected, { type: 'link-lost', legId: CUSTOMER, cause: 'network' });
    const over = after(lost, { type: 'grace-over', legId: CUSTOMER, dueAt: 1_000 + GRACE_MS });
    expect(over.phase).toMatchObject({ name: 'ended', reason: 'customer-lost' });
  });

  test('a grace timer that fires after the leg came back does nothing', () => {
    expect(after(connected, { type: 'grace-over', legId: AGENT, dueAt: 99_000 })).toBe(connected);
  });

  test('another tab of the same person takes the leg and its plan names that tab alone', () => {
    const moved = after(connected, { type: 'take-leg', legId: AGENT, tabId: 'second' });
    expect(mediaPlan(moved, 7).legs.map((leg) => leg.tabId)).toEqual([null, 'second']);
  });

  test('the death of a media node opens a new epoch and interrupts every leg', () => {
    const moved = after(connected, { type: 'media-lost' });
    expect(moved.mediaEpoch).toBe(2);
    expect(moved.legs.map((leg) => leg.link)).toMatchObject([
      { state: 'interrupted', cause: 'media-node' },
      { state: 'interrupted', cause: 'media-node' },
    ]);
  });
});
