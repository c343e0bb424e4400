import type { ConsumerOffer } from '@parley/contracts/media.ts';
import { MEDIA_LOOP_MS, type MediaLoop, type MediaLoopAsk } from '@parley/contracts/media-check.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openNode, type TestNode } from '../testing/node.ts';
import { Loops } from './loops.ts';

let node: TestNode;
let loops: Loops;
let last = 0;

beforeAll(async () => {
  node = await openNode();
  const turn = { urls: ['turn:turn.example.org:3478'], secret: 'turn-secret' };
  loops = new Loops({ seats: node.pool, turn });
});

afterAll(() => {
  loops.close();
  node.close();
});

const ask = (name: MediaLoopAsk, data: object) => loops.answer(name, data);

/** A page with a loop of its own; it speaks of it as of a leg. */
async function looping() {
  last += 1;
  const checkId = `check-${last}`;
  const returned: ConsumerOffer[] = [];
  const { rtpCapabilities } = node.world.router;
  const page = node.pageThat('loop', async (name, data) => {
    if (name === 'join') return { ...(await ask('open-loop', { checkId })), consumers: [] };
    if (name === 'connect') return ask('connect-loop', { checkId, ...data });
    const back = await ask('fill-loop', { checkId, ...data, rtpCapabilities });
    returned.push({ ...(back as ConsumerOffer), from: 'loop', kind: 'audio', source: 'player' });
    return back;
  });
  const opened = (await page.join()) as MediaLoop;
  const voice = await page.produce('microphone', 'a-tone');
  const [offer] = returned;
  if (offer === undefined) throw new Error('nothing comes back');
  return { checkId, opened, page, voice, hearing: await page.receive(offer) };
}

describe('a page that tries its way to the node', () => {
  it('hears what it sends itself, and nobody else does', async () => {
    const one = await looping();
    const other = await looping();
    one.voice.send(20);
    other.voice.send(20);
    await one.hearing.until((packet) => packet.includes('a-tone#'));
    await other.hearing.until((packet) => packet.includes('a-tone#'));
    expect(node.calls.count).toBe(0);
    expect(loops.count).toBe(2);
    await ask('close-loop', { checkId: one.checkId });
    await ask('close-loop', { checkId: other.checkId });
    expect(loops.count).toBe(0);
    expect(node.pool.loads).toEqual([0]);
  });

  it('is given the TURN servers, with a name and a word that end by themselves', async () => {
    const { checkId, opened } = await looping();
    expect(opened.iceServers).toEqual([
      {
        urls: ['turn:turn.example.org:3478'],
        username: expect.stringMatching(new RegExp(`^\\d+:${checkId}$`)),
        credential: expect.any(String),
      },
    ]);
    await ask('close-loop', { checkId });
  });

  it('may send sound only', async () => {
    const { checkId } = await looping();
    const picture = {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc: 7 }],
    };
    const filling = ask('fill-loop', { checkId, rtpParameters: picture, rtpCapabilities: {} });
    await expect(filling).rejects.toMatchObject({ code: 'bad-parameters' });
    await ask('close-loop', { checkId });
  });

  it('is let go by the node itself when it vanishes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const checkId = 'left-alone';
      await ask('open-loop', { checkId });
      expect(loops.count).toBe(1);
      vi.advanceTimersByTime(MEDIA_LOOP_MS);
      expect(loops.count).toBe(0);
      expect(node.pool.loads).toEqual([0]);
      const late = ask('connect-loop', { checkId, transportId: 'x', dtlsParameters: {} });
      await expect(late).rejects.toMatchObject({ code: 'no-such-call' });
      await expect(ask('close-loop', { checkId })).resolves.toEqual({});
    } finally {
      vi.useRealTimers();
    }
  });

  it('is turned away when too many try at once, and calls are not', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `many-${index}`);
    const opened = await Promise.allSettled(many.map((checkId) => ask('open-loop', { checkId })));
    const refused = opened.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'full' });
    for (const checkId of many) await ask('close-loop', { checkId });
    expect(node.pool.loads).toEqual([0]);
  });
});
