import type { Producer } from 'mediasoup-client/types';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Devices } from '../devices/devices.ts';
import { createStore } from '../store.ts';
import type { LegPath } from './leg-path.ts';
import type { Wanted } from './reconcile.ts';
import { Sender } from './sender.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Device = 'microphone' | 'camera';

/** Devices that open when the test says so. */
function setUp() {
  const opened = { microphone: openedLater('microphone'), camera: openedLater('camera') };
  const devices = {
    state: createStore({ chosen: { lowBandwidth: false } }),
    hold: (device: Device) => ({ ...opened[device].held, release: () => undefined }),
  };
  const troubles: string[] = [];
  const sender = new Sender(
    devices as unknown as Devices,
    (trouble) => void troubles.push(trouble),
  );
  const open = (device: Device): Promise<unknown> => {
    opened[device].open();
    return settle();
  };
  return { sender, troubles, open };
}

function openedLater(device: Device) {
  const track = createStore<MediaStreamTrack | null>(null);
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    held: { track, opened: promise },
    open: () => {
      track.set(trackOf(device));
      resolve();
    },
  };
}

function trackOf(id: string): MediaStreamTrack {
  const track = { id, enabled: true, getSettings: () => ({}), clone: () => trackOf(id) };
  return track as unknown as MediaStreamTrack;
}

/** A way to the node on which each thing to be sent is set up, or fails, when the test says so. */
function pathOf() {
  const producers = new Map<string, Producer>();
  const asked: { readonly source: string; readonly done: () => void; readonly fail: () => void }[] =
    [];
  const path = {
    producer: (source: string) => producers.get(source),
    produce: (source: string, { track }: { readonly track: MediaStreamTrack }) =>
      new Promise((resolve, reject) => {
        const done = (): void => {
          const producer = producerOf(track);
          producers.set(source, producer);
          resolve(producer);
        };
        asked.push({ source, done, fail: () => reject(new Error('queue closed')) });
      }),
  };
  const next = async (what: 'done' | 'fail'): Promise<string | null> => {
    await settle();
    const one = asked.shift();
    one?.[what]();
    await settle();
    return one?.source ?? null;
  };
  const isHeard = (): boolean => producers.get('microphone')?.paused === false;
  return { asPath: path as unknown as LegPath, next, isHeard };
}

function producerOf(track: MediaStreamTrack): Producer {
  const producer = {
    track,
    paused: true,
    rtpParameters: {},
    maxSpatialLayer: 0,
    pause: () => {
      producer.paused = true;
    },
    resume: () => {
      producer.paused = false;
    },
  };
  return producer as unknown as Producer;
}

function settle(): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(0);
}

const TALKING: Wanted = { microphone: 'on', picture: 'none' };
const SEEN: Wanted = { microphone: 'on', picture: 'camera' };

test('a path replaced while the microphone is set up on it keeps nobody unheard on the next one', async () => {
  const { sender, open } = setUp();
  await open('microphone');
  const [first, second] = [pathOf(), pathOf()];
  sender.want(TALKING);
  sender.use(first.asPath);
  await settle();
  sender.use(second.asPath);
  expect(await first.next('fail')).toBe('microphone');
  expect(await second.next('done')).toBe('microphone');
  expect(second.isHeard()).toBe(true);
});

test('a microphone that the browser would not send once is tried again', async () => {
  const { sender, troubles, open } = setUp();
  await open('microphone');
  const path = pathOf();
  sender.want(TALKING);
  sender.use(path.asPath);
  expect(await path.next('fail')).toBe('microphone');
  expect(await path.next('done')).toBe(null);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await path.next('done')).toBe('microphone');
  expect(path.isHeard()).toBe(true);
  expect(troubles).toEqual([]);
});

test.each([
  ['camera', 'microphone'],
  ['microphone', 'camera'],
] as const)('when the %s is there first it is sent before the %s', async (first, second) => {
  const { sender, open } = setUp();
  const path = pathOf();
  sender.want(SEEN);
  sender.use(path.asPath);
  expect(await path.next('done')).toBe(null);
  await open(first);
  expect(await path.next('done')).toBe(first);
  await open(second);
  expect(await path.next('done')).toBe(second);
  expect(path.isHeard()).toBe(true);
});
