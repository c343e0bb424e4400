import type { ConsumerOffer } from '@parley/contracts/media.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNode, type TestNode } from '../testing/node.ts';
import type { Hearing, Page } from '../testing/page.ts';
import { PlannedCall } from '../testing/plans.ts';

let node: TestNode;

beforeAll(async () => {
  node = await openNode();
});

afterAll(() => node.close());

function offer(offers: Iterable<ConsumerOffer>, wanted: Partial<ConsumerOffer>): ConsumerOffer {
  const found = [...offers].find((one) =>
    Object.entries(wanted).every(([name, value]) => one[name as keyof ConsumerOffer] === value),
  );
  if (found === undefined) throw new Error(`not offered: ${JSON.stringify(wanted)}`);
  return found;
}

/** Sets up the page's side of an offer that came by hint, and lets it flow. */
async function hears(page: Page, wanted: Partial<ConsumerOffer>, count = 1): Promise<Hearing> {
  const matches = (one: ConsumerOffer) =>
    Object.entries(wanted).every(([name, value]) => one[name as keyof ConsumerOffer] === value);
  const joined = page.joined?.consumers.find(matches);
  const { consumer } =
    joined === undefined
      ? await node.told.hint(page.legId, 'consumer-offered', (hint) => matches(hint.consumer))
      : { consumer: joined };
  expect(count).toBe(1);
  const hearing = await page.receive(consumer);
  await page.consuming(consumer);
  return hearing;
}

/** What the node says to a page about its own picture. */
function pictureWord(page: Page, isWanted: boolean) {
  return node.told.hint(
    page.legId,
    'picture-wanted',
    ({ transportId, picture }) =>
      transportId === page.joined?.receive.id && picture.isWanted === isWanted,
  );
}

const has = (mark: string) => (packet: Buffer) => packet.includes(mark);

/** A customer and an agent who have answered, each with a microphone and a camera. */
async function talking(kind: 'audio' | 'video' = 'video') {
  const callId = node.newCallId();
  node.told.hints.length = 0;
  node.told.facts.length = 0;
  const call = new PlannedCall(callId, kind).answered();
  await node.match(call.plan);
  const customer = node.page(callId, 'customer');
  const agent = node.page(callId, 'agent');
  await Promise.all([customer.join(), agent.join()]);
  const sound = await customer.produce('microphone', 'customer-says');
  const voice = await agent.produce('microphone', 'agent-says');
  const agentHears = await hears(agent, { from: 'customer', kind: 'audio' });
  const customerHears = await hears(customer, { from: 'agent', kind: 'audio' });
  return { callId, call, customer, agent, sound, voice, agentHears, customerHears };
}

describe('a call on a media node', () => {
  it('carries the sound of each to the other', async () => {
    const { sound, voice, agentHears, customerHears } = await talking();
    sound.send(5);
    voice.send(5);
    await agentHears.until(has('customer-says#5'));
    await customerHears.until(has('agent-says#5'));
    expect(agentHears.count('agent-says')).toBe(0);
  });

  it('carries it over a path whose proof came with the join', async () => {
    const callId = node.newCallId();
    node.told.hints.length = 0;
    const call = new PlannedCall(callId, 'audio').answered();
    await node.match(call.plan);
    const customer = node.page(callId, 'customer');
    const agent = node.page(callId, 'agent');
    const [joined] = await Promise.all([customer.join({ proven: true }), agent.join()]);
    expect(joined.isProven).toBe(true);
    const sound = await customer.produce('microphone', 'customer-says');
    const agentHears = await hears(agent, { from: 'customer', kind: 'audio' });
    sound.send(1);
    await agentHears.until(has('customer-says#1'));
  });

  it('refuses a join with a proof that proves nothing', async () => {
    const callId = node.newCallId();
    await node.match(new PlannedCall(callId, 'audio').answered().plan);
    const dtlsParameters = { role: 'client', fingerprints: [{ algorithm: 'sha-0', value: 'x' }] };
    const asked = { callId, legId: 'customer', tabId: 'customer-tab', rtpCapabilities: null };
    const joining = node.calls.answer('join', { ...asked, dtlsParameters }, 'server');
    await expect(joining).rejects.toThrow('bad-parameters');
  });

  it('lets nothing through while held, and plays music and a picture to the customer', async () => {
    const { call, customer, sound, voice, agentHears, customerHears } = await talking();
    sound.send(1);
    await agentHears.until(has('customer-says#1'));
    await node.match(call.does({ type: 'hold', legId: 'agent' }).plan);
    await sound.deliver(100);
    await voice.deliver(100);

    const music = await hears(customer, { from: 'player', kind: 'audio' });
    const picture = await hears(customer, { from: 'player', kind: 'video' });
    await music.until(() => music.packets.length >= 10);
    await picture.until(() => picture.packets.length >= 3);
    expect(picture.packets[0]?.subarray(-1).length).toBe(1);

    await node.match(call.does({ type: 'resume', legId: 'agent' }).plan);
    sound.send(1);
    voice.send(1);
    await agentHears.until(has('customer-says#102'));
    await customerHears.until(has('agent-says#101'));
    expect(agentHears.count('customer-says')).toBe(2);
    expect(customerHears.count('agent-says')).toBe(1);
  });

  it('stops the music for good when the agent is back', async () => {
    const { call, customer } = await talking();
    await node.match(call.does({ type: 'hold', legId: 'agent' }).plan);
    const music = await hears(customer, { from: 'player', kind: 'audio' });
    await music.until(() => music.packets.length >= 2);
    await node.match(call.does({ type: 'resume', legId: 'agent' }).plan);
    const { flows } = await counts(call.call.id);
    expect(flows.find((one) => one.from === 'player' && one.kind === 'audio')?.paused).toBe(true);
    expect(node.pool.take('look')?.player.isPlaying).toEqual({ audio: false, picture: false });
  });

  it('keeps a muted microphone from everybody and brings it back', async () => {
    const { call, sound, agentHears } = await talking();
    await node.match(call.does({ type: 'mute', legId: 'customer' }).plan);
    await sound.deliver(50);
    await node.match(call.does({ type: 'unmute', legId: 'customer' }).plan);
    sound.send(1);
    await agentHears.until(has('customer-says#51'));
    expect(agentHears.count('customer-says')).toBe(1);
  });

  it('shows a picture from the moment the camera is on, beginning with a key frame', async () => {
    const { call, customer, agent } = await talking();
    await node.match(call.does({ type: 'turn-camera-off', legId: 'customer' }).plan);
    const camera = await customer.produce('camera', 'camera');
    const seen = await hears(agent, { from: 'customer', source: 'camera' });
    await camera.deliver(20);
    await node.match(call.does({ type: 'turn-camera-on', legId: 'customer' }).plan);
    camera.send(1);
    await seen.until(has('camera#21'));
    expect(seen.count('camera#')).toBe(1);
  });

  it('asks again for a key frame when the browser has passed over the first request', async () => {
    const { customer, agent } = await talking();
    const camera = await customer.produce('camera', 'camera');
    await camera.deliver(1);
    const seen = await hears(agent, { from: 'customer', source: 'camera' });
    // The worker alone asks twice at most.
    await camera.asked(3);
    camera.send(1);
    await seen.until(has('camera#2'));
  });

  it('lets a page encode its picture only while somebody can get it', async () => {
    const { call, customer, agent } = await talking();
    const wanted = (isWanted: boolean) => pictureWord(customer, isWanted);
    const camera = await customer.produce('camera', 'camera');
    expect(camera.picture.isWanted).toBe(false);
    const seen = await hears(agent, { from: 'customer', source: 'camera' });
    const first = await wanted(true);
    camera.send(1);
    await seen.until(has('camera#1'));
    await node.match(call.does({ type: 'hold', legId: 'agent' }).plan);
    const held = await wanted(false);
    expect(held.picture.turn).toBeGreaterThan(first.picture.turn);
    expect((await customer.compare()).picture).toEqual(held.picture);
    node.told.hints.length = 0;
    await node.match(call.does({ type: 'resume', legId: 'agent' }).plan);
    expect((await wanted(true)).picture.turn).toBeGreaterThan(held.picture.turn);
  });

  it('says again that a picture is wanted as long as none comes', async () => {
    const { customer, agent } = await talking();
    await customer.produce('camera', 'camera');
    await hears(agent, { from: 'customer', source: 'camera' });
    const first = await pictureWord(customer, true);
    node.told.hints.length = 0;
    expect(await pictureWord(customer, true)).toEqual(first);
  });

  it('puts the screen in the place of the camera and takes it away when the sharing stops', async () => {
    const { call, customer, agent } = await talking();
    await customer.produce('camera', 'camera');
    const camera = await node.told.hint(
      'agent',
      'consumer-offered',
      (hint) => hint.consumer.source === 'camera',
    );
    await node.match(call.does({ type: 'share-screen', legId: 'customer' }).plan);
    const screen = await customer.produce('screen', 'screen');
    const seen = await hears(agent, { from: 'customer', source: 'screen' });
    screen.send(3);
    await seen.until(has('screen#3'));
    await node.told.hint(
      'agent',
      'consumer-closed',
      (hint) => hint.consumerId === camera.consumer.consumerId,
    );
    await node.match(call.does({ type: 'stop-sharing', legId: 'customer' }).plan);
    await expect(customer.produce('screen', 'screen')).rejects.toThrow('not-allowed');
    const { flows } = await counts(call.call.id);
    expect(flows.filter((one) => one.from === 'customer' && one.kind === 'video')).toEqual([]);
  });

  it('tells each page what flows to it', async () => {
    const { call, customer, agent } = await talking();
    const heard = offer(
      node.told.hints.flatMap(({ hint }) =>
        hint.type === 'consumer-offered' ? [hint.consumer] : [],
      ),
      { from: 'customer', kind: 'audio' },
    );
    expect(agent.legId).toBe('agent');
    await node.told.hint('agent', 'flows', ({ flowing }) => flowing.includes(heard.consumerId));
    node.told.hints.length = 0;
    await node.match(call.does({ type: 'hold', legId: 'agent' }).plan);
    const { flowing } = await node.told.hint('agent', 'flows');
    expect(flowing).toEqual([]);
    expect(customer.legId).toBe('customer');
  });
});

describe('waiting and ringing', () => {
  it('plays music to a waiting customer, and lets the armed agent hear nothing before Answer', async () => {
    const callId = node.newCallId();
    node.told.hints.length = 0;
    const call = new PlannedCall(callId, 'audio');
    await node.match(call.plan);
    const customer = node.page(callId, 'customer');
    const joined = await customer.join();
    expect(joined.consumers.map((one) => [one.from, one.kind])).toEqual([['player', 'audio']]);
    const music = await hears(customer, { from: 'player', kind: 'audio' });
    await music.until(() => music.packets.length >= 5);

    await node.match(call.rings().plan);
    const agent = node.page(callId, 'agent');
    const sound = await customer.produce('microphone', 'customer-says');
    await agent.join();
    const voice = await agent.produce('microphone', 'agent-says');
    const agentHears = await hears(agent, { from: 'customer', kind: 'audio' });
    const customerHears = await hears(customer, { from: 'agent', kind: 'audio' });
    await sound.deliver(20);
    await voice.deliver(20);
    await node.match(call.does({ type: 'answer', agentId: 'person-a', tabId: 'agent-tab' }).plan);
    sound.send(1);
    voice.send(1);
    await agentHears.until(has('customer-says#21'));
    await customerHears.until(has('agent-says#21'));
    expect(agentHears.count('customer-says')).toBe(1);
    expect(customerHears.count('agent-says')).toBe(1);
  });
});

describe('who may do what', () => {
  it('does not go back to an older plan, and the same one again does no harm', async () => {
    const { call, sound, agentHears } = await talking();
    const before = call.plan;
    await node.match(call.does({ type: 'mute', legId: 'customer' }).plan);
    await expect(node.match(before)).rejects.toThrow('stale');
    await node.match(call.plan);
    await sound.deliver(10);
    await node.match(call.does({ type: 'unmute', legId: 'customer' }).plan);
    sound.send(1);
    await agentHears.until(has('customer-says#11'));
    expect(agentHears.count('customer-says')).toBe(1);
  });

  it('lets only the tab that owns a leg use it, and tells the tab that lost it', async () => {
    const { callId, call, customer } = await talking();
    const other = node.page(callId, 'customer', 'other-tab');
    await expect(other.join()).rejects.toThrow('not-owner');
    await node.match(call.does({ type: 'take-leg', legId: 'customer', tabId: 'other-tab' }).plan);
    const told = node.told.hints.find(({ hint }) => hint.type === 'transports-closed');
    expect(told).toMatchObject({ tabId: 'customer-tab', hint: { because: 'taken' } });
    await expect(customer.produce('microphone', 'ghost')).rejects.toThrow('not-owner');
    await other.join();
    await other.produce('microphone', 'other-says');
  });

  it('takes no picture in an audio call, neither as camera nor under the name of a microphone', async () => {
    const { callId, customer } = await talking('audio');
    await expect(customer.produce('camera', 'camera')).rejects.toThrow('not-allowed');
    const rtpParameters = { codecs: [{ mimeType: 'video/VP8' }], encodings: [{ ssrc: 7 }] };
    const asked = { callId, legId: 'customer', tabId: 'customer-tab' };
    await expect(
      node.calls.answer('produce', { ...asked, source: 'microphone', rtpParameters }, 'server'),
    ).rejects.toThrow('bad-parameters');
  });

  it('knows nothing of a call any more once it is released', async () => {
    const { callId, call, customer } = await talking();
    await node.calls.answer('release', { callId }, 'server');
    await node.calls.answer('release', { callId }, 'server');
    await expect(customer.join()).rejects.toThrow('no-such-call');
    await expect(node.match(call.plan)).rejects.toThrow('stale');
  });
});

describe('paths that come and go', () => {
  it('reports a leg as connected when its path stands, and as lost when its page closes', async () => {
    const { customer } = await talking();
    expect(await node.told.pathOf('customer', 1)).toEqual(['connected']);
    customer.leave({ saysGoodbye: true });
    expect(await node.told.pathOf('customer', 2)).toEqual(['connected', 'lost']);
    await customer.join();
    await customer.produce('microphone', 'back');
    expect(await node.told.pathOf('customer', 3)).toEqual(['connected', 'lost', 'connected']);
  });

  it('offers a page that comes back all it had, and its own sound to the others anew', async () => {
    const { customer, agent } = await talking();
    node.told.hints.length = 0;
    const joined = await customer.join();
    expect(joined.consumers.map((one) => one.from)).toContain('agent');
    await node.told.hint('agent', 'consumer-closed');
    const back = await customer.produce('microphone', 'back');
    const heard = await hears(agent, { from: 'customer', kind: 'audio' });
    back.send(2);
    await heard.until(has('back#2'));
  });
});

function counts(callId: string) {
  return node.calls.answer('counts', { callId }, 'server') as Promise<{
    flows: { from: string; to: string; kind: string; packets: number; paused: boolean }[];
  }>;
}
