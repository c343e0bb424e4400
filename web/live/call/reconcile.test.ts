import type { Call, Leg, Picture } from '@parley/core/call/call.ts';
import { startCall } from '@parley/core/call/start.ts';
import { step } from '@parley/core/call/step.ts';
import { describe, expect, test } from 'vitest';
import { type Sending, type SendStep, sendSteps, type Wanted, wantedOf } from './reconcile.ts';

const OFF = { microphone: false, picture: false };
const HERE = { armed: false, off: OFF };

function videoCall(): Call {
  return startCall(
    {
      callId: 'call_1',
      conversationId: 'conv_1',
      kind: 'video',
      origin: 'widget',
      firstVideo: 'both',
      queueId: 'queue_1',
      preferredAgentId: null,
      boundToAgentId: null,
      room: null,
      customer: { legId: 'customer', personId: 'p', name: 'P' },
    },
    0,
  ).call;
}

function moved(call: Call, ...inputs: Parameters<typeof step>[1][]): Call {
  return inputs.reduce((now, input) => {
    const outcome = step(now, input, 1);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.call;
  }, call);
}

function ringing(): Call {
  return moved(videoCall(), {
    type: 'offer',
    offerId: 'o',
    agentId: 'a',
    agentName: 'A',
    legId: 'agent',
    until: 9,
  });
}

const answered = (): Call => moved(ringing(), { type: 'answer', agentId: 'a', tabId: 't' });

function withOwn(part: Partial<Leg>): Call {
  const call = answered();
  const legs = call.legs.map((leg) => (leg.id === 'customer' ? { ...leg, ...part } : leg));
  return { ...call, legs };
}

describe('what a leg should send', () => {
  test('an agent who is rung is ready but silent, and shows no picture yet', () => {
    expect(wantedOf(ringing(), 'agent', HERE)).toEqual({ microphone: 'silent', picture: 'none' });
  });

  test('a page that has answered keeps its microphone ready until it hears of the call', () => {
    expect(wantedOf(null, 'agent', { armed: false, off: OFF })).toEqual({
      microphone: 'silent',
      picture: 'none',
    });
  });

  test('a video call just asked for makes its camera ready before it is heard of, unless it was switched off', () => {
    const begins = 'camera';
    expect(wantedOf(null, 'customer', { ...HERE, begins }).picture).toBe('camera');
    const off = { ...OFF, picture: true };
    expect(wantedOf(null, 'customer', { ...HERE, begins, off }).picture).toBe('none');
  });

  test('an armed page is ready before it knows the call', () => {
    expect(wantedOf(null, 'agent', { armed: true, off: OFF })).toEqual({
      microphone: 'silent',
      picture: 'none',
    });
  });

  test('after the answer both sides send sound and picture', () => {
    const both = { microphone: 'on', picture: 'camera' };
    expect(wantedOf(answered(), 'agent', HERE)).toEqual(both);
    expect(wantedOf(answered(), 'customer', HERE)).toEqual(both);
  });

  test('what was switched off here is off at once, whatever is stored', () => {
    const off = { microphone: true, picture: true };
    expect(wantedOf(answered(), 'agent', { armed: false, off })).toEqual({
      microphone: 'silent',
      picture: 'none',
    });
  });

  test.each<[Picture, Wanted['picture']]>([
    [{ source: 'none' }, 'none'],
    [{ source: 'camera' }, 'camera'],
    [{ source: 'screen', cameraBefore: true }, 'screen'],
  ])('the picture %j is what is sent', (picture, wanted) => {
    expect(wantedOf(withOwn({ picture }), 'customer', HERE).picture).toBe(wanted);
  });

  test('in an audio call there is never a picture', () => {
    const call = { ...withOwn({ picture: { source: 'camera' } }), kind: 'audio' as const };
    expect(wantedOf(call, 'customer', HERE).picture).toBe('none');
  });

  test('an ended call sends nothing', () => {
    const call = moved(answered(), { type: 'end', legId: 'customer' });
    expect(wantedOf(call, 'customer', HERE)).toEqual({ microphone: 'closed', picture: 'none' });
  });
});

describe('the steps to what is wanted', () => {
  const MICROPHONES: readonly [Wanted['microphone'], Sending['microphone'], SendStep[]][] = [
    ['closed', 'closed', []],
    ['closed', 'on', ['close-microphone']],
    ['silent', 'closed', ['open-microphone']],
    ['silent', 'silent', []],
    ['silent', 'on', ['silence-microphone']],
    ['on', 'closed', ['open-microphone', 'let-microphone-through']],
    ['on', 'silent', ['let-microphone-through']],
    ['on', 'on', []],
  ];
  test.each(MICROPHONES)('microphone: wanted %s, have %s: %j', (microphone, have, steps) => {
    expect(
      sendSteps({ microphone, picture: 'none' }, { microphone: have, picture: 'none' }),
    ).toEqual(steps);
  });

  const PICTURES: readonly [Wanted['picture'], Sending['picture'], SendStep[]][] = [
    ['none', 'none', []],
    ['none', 'resting-camera', []],
    ['none', 'camera', ['rest-camera']],
    ['none', 'screen', ['close-screen']],
    ['camera', 'none', ['open-camera']],
    ['camera', 'resting-camera', ['wake-camera']],
    ['camera', 'camera', []],
    ['camera', 'screen', ['close-screen', 'open-camera']],
    ['screen', 'none', ['open-screen']],
    ['screen', 'resting-camera', ['close-camera', 'open-screen']],
    ['screen', 'camera', ['close-camera', 'open-screen']],
    ['screen', 'screen', []],
  ];
  test.each(PICTURES)('picture: wanted %s, have %s: %j', (picture, have, steps) => {
    expect(
      sendSteps({ microphone: 'closed', picture }, { microphone: 'closed', picture: have }),
    ).toEqual(steps);
  });
});
