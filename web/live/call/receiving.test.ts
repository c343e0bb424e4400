import type { Call } from '@parley/core/call/call.ts';
import { startCall } from '@parley/core/call/start.ts';
import { step } from '@parley/core/call/step.ts';
import { describe, expect, test } from 'vitest';
import { ownCall } from './own-call.ts';
import {
  type Chosen,
  chooseAll,
  chooseReceived,
  flowingNow,
  isLacking,
  isSoundDue,
  NOTHING_CHOSEN,
  type Received,
} from './receiving.ts';

function received(consumerId: string, from: string, source: Received['source']): Received {
  const kind = source === 'microphone' || consumerId.endsWith('sound') ? 'audio' : 'video';
  return { consumerId, from, kind, source, track: {} as MediaStreamTrack };
}

const music = received('music-sound', 'player', 'player');
const clip = received('clip', 'player', 'player');
const voice = received('voice', 'agent', 'microphone');
const camera = received('camera', 'agent', 'camera');
const screen = received('screen', 'agent', 'screen');
const all = [music, clip, voice, camera];

function call(...inputs: Parameters<typeof step>[1][]): Call {
  const { call: first } = startCall(
    {
      callId: 'call_1',
      conversationId: 'conv_1',
      kind: 'video',
      origin: 'widget',
      firstVideo: 'both',
      queueId: 'q',
      preferredAgentId: null,
      boundToAgentId: null,
      room: null,
      customer: { legId: 'customer', personId: 'p', name: 'P' },
    },
    0,
  );
  return on(first, ...inputs);
}

function on(before: Call, ...inputs: Parameters<typeof step>[1][]): Call {
  return inputs.reduce((now, input) => {
    const outcome = step(now, input, 1);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.call;
  }, before);
}

const offer = {
  type: 'offer',
  offerId: 'o',
  agentId: 'a',
  agentName: 'A',
  legId: 'agent',
  until: 9,
} as const;
const answer = { type: 'answer', agentId: 'a', tabId: 'tab_a' } as const;

describe('what a page plays', () => {
  test('a waiting customer hears and sees the player', () => {
    const flowing = flowingNow(all, call(offer), 'customer');
    expect(flowing).toEqual(['music-sound', 'clip']);
    expect(chooseReceived(all, 'audio', flowing)).toBe(music);
    expect(chooseReceived(all, 'video', flowing)).toBe(clip);
  });

  test('after the answer the agent is heard and seen', () => {
    const flowing = flowingNow(all, call(offer, answer), 'customer');
    expect(flowing).toEqual(['voice', 'camera']);
    expect(chooseReceived(all, 'audio', flowing)).toBe(voice);
    expect(chooseReceived(all, 'video', flowing)).toBe(camera);
  });

  test('on hold the player comes back, and the agent receives nothing', () => {
    const held = call(offer, answer, { type: 'hold', legId: 'agent' });
    expect(flowingNow(all, held, 'customer')).toEqual(['music-sound', 'clip']);
    expect(flowingNow([received('v', 'customer', 'microphone')], held, 'agent')).toEqual([]);
  });

  test('a muted agent is not heard, and a camera that is off is not shown', () => {
    const quiet = call(
      offer,
      answer,
      { type: 'mute', legId: 'agent' },
      { type: 'turn-camera-off', legId: 'agent' },
    );
    expect(flowingNow(all, quiet, 'customer')).toEqual([]);
  });

  test('a screen takes the place of the camera', () => {
    const sharing = call(offer, answer, { type: 'share-screen', legId: 'agent' });
    const flowing = flowingNow([...all, screen], sharing, 'customer');
    expect(flowing).toEqual(['voice', 'screen']);
  });

  test('sound that is only ready is attached early, a person before the player', () => {
    expect(chooseReceived(all, 'audio', [])).toBe(voice);
    expect(chooseReceived([music], 'audio', [])).toBe(music);
    expect(chooseReceived([], 'audio', [])).toBeNull();
  });
});

describe('what a page plays when a colleague comes in', () => {
  const customer = [
    received('her-voice', 'customer', 'microphone'),
    received('her-camera', 'customer', 'camera'),
  ];
  const colleague = [
    received('his-voice', 'colleague', 'microphone'),
    received('his-camera', 'colleague', 'camera'),
  ];
  const consult = call(
    offer,
    answer,
    {
      type: 'invite',
      purpose: 'consult',
      legId: 'agent',
      offerId: 'o2',
      agentId: 'b',
      agentName: 'B',
      invitedLegId: 'colleague',
      until: 99,
    },
    { type: 'answer', agentId: 'b', tabId: 'tab_b' },
    { type: 'turn-camera-on', legId: 'colleague' },
  );
  const merged = on(consult, { type: 'merge', legId: 'agent' });
  const chosen = (of: readonly Received[], seen: Omit<Parameters<typeof chooseAll>[1], 'before'>) =>
    chooseAll(of, { before: NOTHING_CHOSEN, ...seen });
  const names = ({ sound, voices, heard, picture, pictures }: Chosen) => ({
    sound: sound?.consumerId,
    voices: voices.map((one) => one.consumerId),
    heard: heard.map((one) => one.consumerId),
    picture: picture?.consumerId,
    pictures: pictures.map((one) => one.consumerId),
  });

  test('who asks first hears and sees the colleague alone', () => {
    const now = chosen([...customer, ...colleague], { call: consult, legId: 'agent' });
    expect(names(now)).toEqual({
      sound: 'his-voice',
      voices: ['her-voice'],
      heard: ['his-voice'],
      picture: 'his-camera',
      pictures: [],
    });
  });

  test('in a conference everybody is heard, and the customer is shown large', () => {
    const before = chosen([...customer, ...colleague], { call: consult, legId: 'agent' });
    const now = chooseAll([...customer, ...colleague], { call: merged, legId: 'agent', before });
    expect(names(now)).toEqual({
      // Who is heard already stays in their element: there is no gap.
      sound: 'his-voice',
      voices: ['her-voice'],
      heard: ['her-voice', 'his-voice'],
      picture: 'her-camera',
      pictures: ['his-camera'],
    });
  });

  test('a sound has its element before it is heard, and keeps it when it is silent again', () => {
    const waiting = chosen([music], { call: call(offer), legId: 'customer' });
    const ready = chooseAll([music, voice], {
      call: call(offer),
      legId: 'customer',
      before: waiting,
    });
    const talking = chooseAll([music, voice], {
      call: call(offer, answer),
      legId: 'customer',
      before: ready,
    });
    for (const one of [ready, talking]) {
      expect(names(one)).toMatchObject({ sound: 'music-sound', voices: ['voice'] });
    }
    expect(names(ready).heard).toEqual(['music-sound']);
    expect(names(talking).heard).toEqual(['voice']);
  });

  test('of two tracks of one person the newer one is played', () => {
    const again = received('voice-again', 'agent', 'microphone');
    const now = chosen([music, voice, again], { call: call(offer, answer), legId: 'customer' });
    expect(names(now)).toMatchObject({ sound: 'voice', voices: ['music-sound', 'voice-again'] });
  });

  test('the customer hears and sees both agents, the first one large', () => {
    const heard = [music, clip, voice, camera, ...colleague];
    const now = chosen(heard, { call: merged, legId: 'customer' });
    expect(names(now)).toEqual({
      sound: 'voice',
      voices: ['music-sound', 'his-voice'],
      heard: ['voice', 'his-voice'],
      picture: 'camera',
      pictures: ['his-camera'],
    });
  });
});

describe('what is due', () => {
  const connected = (legId: string) => ({ type: 'link-connected', legId }) as const;
  const talking = call(offer, answer, connected('customer'), connected('agent'));

  test('is lacking as long as there is nothing of somebody who is to be heard or seen', () => {
    expect(isLacking([], talking, 'customer')).toBe(true);
    expect(isLacking([music, voice], talking, 'customer')).toBe(true);
    expect(isLacking([music, camera], talking, 'customer')).toBe(true);
    expect(isLacking([voice, camera], talking, 'customer')).toBe(false);
  });

  test('is the screen while one is shared: a camera does not stand in for it', () => {
    const shared = on(talking, { type: 'share-screen', legId: 'agent' });
    expect(isLacking([voice, camera], shared, 'customer')).toBe(true);
    expect(isLacking([voice, screen], shared, 'customer')).toBe(false);
  });

  test('is not expected of somebody whose own path is gone', () => {
    const gone = on(talking, { type: 'link-lost', legId: 'agent', cause: 'network' });
    expect(isSoundDue(talking, 'customer')).toBe(true);
    expect(isLacking([], gone, 'customer')).toBe(isSoundDue(gone, 'customer'));
    expect(isLacking([music, clip], gone, 'customer')).toBe(false);
  });

  test('is nothing before there is a call', () => {
    expect(isSoundDue(null, 'customer')).toBe(false);
    expect(isLacking([], null, 'customer')).toBe(false);
  });
});

describe('one’s own call', () => {
  const alex = { role: 'agent', personId: 'a' } as const;

  test('is none before there is one, and after it has ended', () => {
    const ended = call({ type: 'end', legId: 'customer' });
    expect(ownCall(null, { role: 'customer' }, 't').where).toBe('none');
    expect(ownCall(ended, { role: 'customer' }, 't').where).toBe('none');
  });

  test('rings before it is answered', () => {
    expect(ownCall(call(offer), alex, 'tab_a')).toMatchObject({ where: 'ringing', legId: 'agent' });
  });

  test('is here in the tab that answered, elsewhere in another', () => {
    expect(ownCall(call(offer, answer), alex, 'tab_a').where).toBe('here');
    expect(ownCall(call(offer, answer), alex, 'tab_b').where).toBe('elsewhere');
  });

  test('is lost when its page has gone', () => {
    const lost = call(
      offer,
      answer,
      { type: 'link-connected', legId: 'agent' },
      { type: 'link-lost', legId: 'agent', cause: 'page-gone' },
    );
    expect(ownCall(lost, alex, 'tab_b').where).toBe('lost');
    expect(ownCall(lost, alex, 'tab_a').where).toBe('here');
  });
});
