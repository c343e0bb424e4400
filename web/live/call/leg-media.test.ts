import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deviceInHand, NodeInHand } from '../testing/node-in-hand.ts';
import { LegMedia } from './leg-media.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets the page do what it can do now. */
const settled = () => vi.advanceTimersByTimeAsync(150);

async function page(joined: boolean, fails: { next: boolean } = { next: false }) {
  const node = new NodeInHand();
  const inHand = await deviceInHand();
  const fitting: typeof inHand.fitting = (capabilities) => {
    if (!fails.next) return inHand.fitting(capabilities);
    fails.next = false;
    return Promise.reject(new Error('the call code did not load'));
  };
  const devices = { ...inHand, fitting };
  const given = joined
    ? { join: node.join(), device: devices.atHand(), proof: null, hints: null }
    : null;
  const media = new LegMedia(node.line, devices, given);
  const voids: string[] = [];
  media.closedByNode.on((because) => void voids.push(because));
  node.hears = (hint) => media.hint(hint);
  const hears = () => media.received.get().map((one) => one.consumerId);
  const renew = () => media.renew(() => null);
  return { node, media, hears, voids, renew };
}

/** Everything that is asked and said arrives, until there is nothing more. */
async function allArrives(node: NodeInHand): Promise<void> {
  await settled();
  while (node.asked.length > 0 || node.onTheWay.length > 0) {
    while (node.asked.length > 0) node.carryOut();
    while (node.onTheWay.length > 0) node.arrives();
    await settled();
  }
}

/** A page whose path stands and that hears nobody yet. */
async function standing() {
  const here = await page(false);
  void here.renew();
  await allArrives(here.node);
  return here;
}

describe('how a page joins', () => {
  test('it has asked for its media before anything else happens in it', async () => {
    const { node, renew } = await page(false);
    void renew();
    expect(node.asked.map((one) => one.name)).toEqual(['media-join']);
  });

  test('it says what proves its connections only where the node does not know it yet', async () => {
    const connects = async (isProven: boolean): Promise<boolean> => {
      const { node, renew } = await page(false);
      node.isProven = isProven;
      node.offer('agent');
      void renew();
      await settled();
      node.carryOut();
      node.arrives();
      await settled();
      return node.asked.some((one) => one.name === 'media-connect');
    };
    expect(await connects(false)).toBe(true);
    expect(await connects(true)).toBe(false);
  });
});

describe('what a page receives', () => {
  test('a customer hears the agent whose offer overtakes the answer to an older question', async () => {
    const { node, hears, renew } = await page(true);
    void renew();
    await settled();
    expect(node.asked.map((one) => one.name)).toEqual(['media-capabilities']);
    node.carryOut();
    const voice = node.offer('agent');
    node.arrives(1);
    await settled();
    node.arrives(0);
    await allArrives(node);
    expect(hears()).toEqual([voice.consumerId]);
    expect([...node.taken]).toEqual([voice.consumerId]);
  });

  test('an agent is heard who is offered while the transports are still being made', async () => {
    const { node, hears, renew } = await page(false);
    void renew();
    await settled();
    node.carryOut();
    const voice = node.offer('agent');
    node.arrives(1);
    await settled();
    await allArrives(node);
    expect(hears()).toEqual([voice.consumerId]);
  });

  test('who has gone while the transports were made is not waited for in place of who came', async () => {
    const { node, hears, renew } = await page(false);
    const old = node.offer('agent');
    void renew();
    await settled();
    node.carryOut();
    node.close(old.consumerId);
    const voice = node.offer('agent');
    node.arrives(2);
    node.arrives(1);
    await allArrives(node);
    expect(hears()).toEqual([voice.consumerId]);
  });

  test('an end that arrives before its beginning leaves nothing behind', async () => {
    const { node, hears } = await standing();
    const old = node.offer('agent');
    node.close(old.consumerId);
    const voice = node.offer('agent');
    node.arrives(1);
    node.arrives(0);
    await allArrives(node);
    expect(hears()).toEqual([voice.consumerId]);
  });

  test('an offer that was lost is asked for as soon as a later one shows it', async () => {
    const { node, hears } = await standing();
    const lost = node.offer('agent');
    node.onTheWay = [];
    const later = node.offer('colleague');
    await allArrives(node);
    expect(hears()).toEqual([lost.consumerId, later.consumerId]);
  });

  test('the last offer, lost, is found once its sound is missed', async () => {
    const { node, media, hears } = await standing();
    const lost = node.offer('agent');
    node.onTheWay = [];
    await allArrives(node);
    expect(hears()).toEqual([]);
    void media.missed({ turn: 1, isSilent: true });
    await allArrives(node);
    expect(hears()).toEqual([lost.consumerId]);
    expect([...node.taken]).toEqual([lost.consumerId]);
  });

  test('that it is ready for a voice is said again when the server could not pass it on', async () => {
    const { node } = await standing();
    const voice = node.offer('agent');
    node.arrives();
    await settled();
    node.refuse('media-consuming');
    await vi.advanceTimersByTimeAsync(1_000);
    await allArrives(node);
    expect([...node.taken]).toEqual([voice.consumerId]);
  });

  test('a question that a reconnect asks for while transports are made is asked after', async () => {
    const { node, media, hears, renew } = await page(false);
    void renew();
    await settled();
    node.carryOut();
    const voice = node.offer('agent');
    node.onTheWay = node.onTheWay.filter((one) => one.hint === null);
    void media.resync();
    await allArrives(node);
    expect(hears()).toEqual([voice.consumerId]);
  });

  test('an attempt that fails in the browser itself does not keep the next one from being made', async () => {
    const { node, hears, renew } = await page(false, { next: true });
    const voice = node.offer('agent');
    const first = renew();
    await allArrives(node);
    expect(await first).toBe('try-again');
    const second = renew();
    await allArrives(node);
    expect(await second).toBeNull();
    expect(hears()).toEqual([voice.consumerId]);
  });

  test('another path is asked for when the node goes on sending what does not arrive', async () => {
    const { node, media, voids } = await standing();
    const { consumerId } = node.offer('agent');
    await allArrives(node);
    node.forwarded = { [consumerId]: 100 };
    void media.missed({ turn: 1, isSilent: true });
    await allArrives(node);
    expect(voids).toEqual([]);
    node.forwarded = { [consumerId]: 175 };
    void media.missed({ turn: 2, isSilent: true });
    await allArrives(node);
    expect(voids).toEqual(['node']);
  });

  test('the path is left alone when the node has nothing to send', async () => {
    const { node, media, voids } = await standing();
    const { consumerId } = node.offer('agent');
    await allArrives(node);
    node.forwarded = { [consumerId]: 100 };
    void media.missed({ turn: 1, isSilent: true });
    await allArrives(node);
    void media.missed({ turn: 2, isSilent: true });
    await allArrives(node);
    expect(voids).toEqual([]);
  });
});

test('who is missing among several is asked for without giving up the path that carries the others', async () => {
  const { node, media, hears, voids } = await standing();
  const { consumerId } = node.offer('agent');
  await allArrives(node);
  node.forwarded = { [consumerId]: 100 };
  void media.missed({ turn: 1, isSilent: false });
  await allArrives(node);
  const lost = node.offer('colleague');
  node.onTheWay = [];
  node.forwarded = { [consumerId]: 175 };
  void media.missed({ turn: 2, isSilent: false });
  await allArrives(node);
  expect(voids).toEqual([]);
  expect(hears()).toEqual([consumerId, lost.consumerId]);
});

type Turn =
  | { readonly what: 'offer' | 'rejoin' | 'ask' }
  | { readonly what: 'close' | 'carry-out' | 'arrive' | 'lose'; readonly at: number };

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('offer' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('rejoin' as const, 'ask' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom('carry-out' as const, 'arrive' as const, 'arrive' as const),
      at: fc.nat(9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('close' as const, 'lose' as const),
      at: fc.nat(9),
    }),
  },
);

type Here = Awaited<ReturnType<typeof page>>;

function take({ node, media, renew }: Here, next: Turn): void {
  switch (next.what) {
    case 'offer':
      node.offer('agent');
      return;
    case 'close': {
      const ids = [...node.offers.keys()];
      const id = ids[next.at % Math.max(1, ids.length)];
      if (id !== undefined) node.close(id);
      return;
    }
    case 'carry-out':
      node.carryOut(next.at % Math.max(1, node.asked.length));
      return;
    case 'arrive':
      node.arrives(next.at % Math.max(1, node.onTheWay.length));
      return;
    case 'lose':
      node.onTheWay = node.onTheWay.filter((one, at) => at !== next.at || one.hint === null);
      return;
    case 'rejoin':
      void renew();
      return;
    case 'ask':
      void media.resync();
  }
}

test('in whatever order things happen and whatever hint is lost, the page ends with what the node has', async () => {
  const all = fc.asyncProperty(
    fc.boolean(),
    fc.array(turn, { minLength: 5, maxLength: 40 }),
    async (comesWithTheCall, turns) => {
      const here = await page(comesWithTheCall);
      void here.renew();
      await settled();
      for (const next of turns) {
        take(here, next);
        await settled();
      }
      await allArrives(here.node);
      // Only for what was lost it takes the silence to find out.
      if (turns.some((one) => one.what === 'lose'))
        void here.media.missed({ turn: 1, isSilent: true });
      await allArrives(here.node);
      const has = [...here.node.offers.keys()].toSorted();
      expect(here.hears().toSorted()).toEqual(has);
      expect([...here.node.taken].toSorted()).toEqual(has);
    },
  );
  await fc.assert(all, { numRuns: 300 });
});
