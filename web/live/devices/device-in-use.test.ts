import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Chosen, UNCHOSEN } from './chosen.ts';
import { DeviceInUse } from './device-in-use.ts';

/** A microphone track as far as it matters here. */
class FakeTrack extends EventTarget {
  readyState = 'live';
  muted = false;
  readonly id: string;
  constructor(id: string) {
    super();
    this.id = id;
  }
  stop(): void {
    this.readyState = 'ended';
  }
  getSettings(): { deviceId: string } {
    return { deviceId: this.id };
  }
  setMuted(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

type Which = 'microphone' | 'camera';
type Asked = {
  readonly wanted: MediaStreamConstraints;
  readonly give: (id: string) => FakeTrack;
  readonly refuse: (name: string) => void;
};

function setUp(present: readonly string[] = ['built-in'], which: Which = 'microphone') {
  const asked: Asked[] = [];
  const getUserMedia = (wanted: MediaStreamConstraints) =>
    new Promise((resolve, reject) => {
      asked.push({
        wanted,
        give: (id) => {
          const track = new FakeTrack(id);
          resolve({ getTracks: () => [track] });
          return track;
        },
        refuse: (name) => reject(new DOMException('no', name)),
      });
    });
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  const states: string[] = [];
  const notices: string[] = [];
  const world = { present: [...present], chosen: UNCHOSEN as Chosen };
  const device = new DeviceInUse(which, {
    chosen: () => world.chosen,
    present: () => world.present.map((id) => ({ id, label: id })),
    listed: () => Promise.resolve(),
    isGranted: () => true,
    told: (state) => void states.push(state),
    notice: (notice) => void notices.push(notice.kind),
  });
  return { asked, states, notices, world, device };
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a microphone that a telephone call takes away', () => {
  test('is said to be in use elsewhere, and to work again once it is given back', async () => {
    const { asked, device, states } = setUp();
    const held = device.hold();
    await settled();
    const track = asked[0]!.give('built-in');
    await held.opened;
    track.setMuted(true);
    expect(states.at(-1)).toBe('in-use');
    track.setMuted(false);
    expect(states.at(-1)).toBe('allowed');
    expect(asked).toHaveLength(1);
  });

  test('is opened anew by a tap', async () => {
    const { asked, device, states } = setUp();
    const held = device.hold();
    await settled();
    const track = asked[0]!.give('built-in');
    await held.opened;
    track.setMuted(true);
    const revived = device.revive();
    await settled();
    const fresh = asked[1]!.give('built-in');
    await revived;
    expect(device.track.get()).toBe(fresh);
    expect(states.at(-1)).toBe('allowed');
    expect(track.readyState).toBe('ended');
  });

  test('is left alone by a tap while it works', async () => {
    const { asked, device } = setUp();
    const held = device.hold();
    await settled();
    asked[0]!.give('built-in');
    await held.opened;
    await device.revive();
    expect(asked).toHaveLength(1);
  });
});

describe('a microphone in use', () => {
  test('is opened once for all who need it, and stays open until the last lets go', async () => {
    const { asked, device } = setUp();
    const one = device.hold();
    const other = device.hold();
    await settled();
    expect(asked).toHaveLength(1);
    const track = asked[0]!.give('built-in');
    await Promise.all([one.opened, other.opened]);
    one.release();
    expect(track.readyState).toBe('live');
    other.release();
    expect(track.readyState).toBe('ended');
    expect(device.track.get()).toBeNull();
  });

  test('that is refused says why', async () => {
    const { asked, states, device } = setUp();
    const held = device.hold();
    await settled();
    asked[0]!.refuse('NotAllowedError');
    await held.opened;
    expect(states).toEqual(['denied']);
    expect(held.track.get()).toBeNull();
  });

  test('that nobody needs any more when it opens is closed at once', async () => {
    const { asked, device } = setUp();
    const held = device.hold();
    await settled();
    held.release();
    const track = asked[0]!.give('built-in');
    await settled();
    expect(track.readyState).toBe('ended');
    expect(device.track.get()).toBeNull();
  });

  test('that is needed again while it opens for nobody is opened for who needs it now', async () => {
    const { device, asked } = setUp();
    const first = device.hold();
    await settled();
    first.release();
    const second = device.hold();
    asked[0]?.give('built-in');
    await settled();
    asked[1]?.give('built-in');
    await second.opened;
    expect(second.track.get()).toMatchObject({ readyState: 'live' });
  });

  test('is opened once although permissions and devices change while it opens', async () => {
    const { device, asked } = setUp();
    const held = device.hold();
    await settled();
    device.recheck();
    asked[0]?.give('built-in');
    await held.opened;
    expect(held.track.get()).toMatchObject({ readyState: 'live' });
    expect(asked).toHaveLength(1);
  });

  test('gives way to another when it is unplugged, and the person is told', async () => {
    const { asked, notices, world, device } = setUp(['headset', 'built-in']);
    device.hold();
    await settled();
    const headset = asked[0]!.give('headset');
    await settled();
    world.present = ['built-in'];
    headset.unplug();
    await settled();
    asked[1]!.give('built-in');
    await settled();
    expect(device.track.get()?.id).toBe('built-in');
    expect(notices).toEqual(['fell-back']);
  });

  test('another one chosen takes its place at once', async () => {
    const { asked, world, device } = setUp(['headset', 'built-in']);
    device.hold();
    await settled();
    const before = asked[0]!.give('built-in');
    await settled();
    world.chosen = { ...UNCHOSEN, microphone: 'headset' };
    device.rechosen(UNCHOSEN);
    await settled();
    asked[1]!.give('headset');
    await settled();
    expect(device.track.get()?.id).toBe('headset');
    expect(before.readyState).toBe('ended');
  });

  test('when nothing is left it is lost, and it comes back when plugged in again', async () => {
    const { asked, states, notices, world, device } = setUp(['headset']);
    device.hold();
    await settled();
    const headset = asked[0]!.give('headset');
    await settled();
    world.present = [];
    headset.unplug();
    await settled();
    expect(states.at(-1)).toBe('lost');
    world.present = ['headset'];
    device.recheck();
    await settled();
    asked[1]!.give('headset');
    await settled();
    expect(device.track.get()?.readyState).toBe('live');
    expect(notices).toEqual(['lost', 'came-back']);
  });
});

describe('a camera that is flipped', () => {
  test('M10: gives way to the next one where cameras do not say which way they look, and round again', async () => {
    const { asked, device } = setUp(['front', 'rear'], 'camera');
    device.hold();
    await settled();
    asked[0]!.give('front');
    await settled();
    void device.flip();
    await settled();
    expect(asked[1]!.wanted).toMatchObject({ video: { deviceId: { exact: 'rear' } } });
    asked[1]!.give('rear');
    await settled();
    void device.flip();
    await settled();
    expect(asked[2]!.wanted).toMatchObject({ video: { deviceId: { exact: 'front' } } });
  });

  test('gives way to the next one too where an invitation named the way to look', async () => {
    const { asked, device } = setUp(['one', 'two'], 'camera');
    device.face('environment');
    device.hold();
    await settled();
    asked[0]!.give('one');
    await settled();
    void device.flip();
    await settled();
    expect(asked[1]!.wanted).toMatchObject({ video: { deviceId: { exact: 'two' } } });
  });

  test('begins with the one that looks the way the invitation names, also when it is switched on again', async () => {
    const { asked, device } = setUp(['front', 'rear'], 'camera');
    device.face('environment');
    const held = device.hold();
    await settled();
    asked[0]!.give('rear');
    await settled();
    held.release();
    device.hold();
    await settled();
    for (const { wanted } of asked) {
      expect(wanted).toMatchObject({ video: { facingMode: { ideal: 'environment' } } });
    }
    expect(asked).toHaveLength(2);
  });
});
