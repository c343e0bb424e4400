import type { Producer } from 'mediasoup-client/types';
import { describe, expect, test } from 'vitest';
import { PictureGate } from './picture-gate.ts';

/** A producer whose connection leads nowhere; what it would encode is the sender's track. */
function sends(name: string) {
  const camera = { id: name } as MediaStreamTrack;
  const sender = {
    track: camera as MediaStreamTrack | null,
    replaceTrack: async (track: MediaStreamTrack | null) => {
      await Promise.resolve();
      sender.track = track;
    },
  };
  const producer = { track: camera as MediaStreamTrack | null, closed: false, rtpSender: sender };
  return { producer, sender, camera, asProducer: producer as unknown as Producer };
}

const encoded = ({ sender }: ReturnType<typeof sends>) => sender.track?.id ?? null;

describe('one’s own picture', () => {
  test('is not encoded before somebody can get it, and from then on', async () => {
    const gate = new PictureGate();
    const camera = sends('camera');
    await gate.guard(camera.asProducer);
    gate.hear({ turn: 0, isWanted: false });
    await gate.keep();
    expect(encoded(camera)).toBe(null);
    gate.hear({ turn: 1, isWanted: true });
    await gate.keep();
    expect(encoded(camera)).toBe('camera');
  });

  test('is encoded as the newest word says, in whatever order the words come', async () => {
    const gate = new PictureGate();
    const camera = sends('camera');
    const guarded = gate.guard(camera.asProducer);
    gate.hear({ turn: 3, isWanted: true });
    gate.hear({ turn: 2, isWanted: false });
    await guarded;
    await gate.keep();
    expect(encoded(camera)).toBe('camera');
  });

  test('rests during a hold, also when another camera is chosen meanwhile', async () => {
    const gate = new PictureGate();
    const camera = sends('camera');
    await gate.guard(camera.asProducer);
    gate.hear({ turn: 1, isWanted: true });
    gate.hear({ turn: 2, isWanted: false });
    await gate.keep();
    expect(encoded(camera)).toBe(null);
    const other = { id: 'other' } as MediaStreamTrack;
    camera.producer.track = other;
    camera.sender.track = other;
    await gate.keep();
    expect(encoded(camera)).toBe(null);
    gate.hear({ turn: 3, isWanted: true });
    await gate.keep();
    expect(encoded(camera)).toBe('other');
  });

  test('that takes the place of another rests until it can be seen itself', async () => {
    const gate = new PictureGate();
    const [camera, screen] = [sends('camera'), sends('screen')];
    await gate.guard(camera.asProducer);
    gate.hear({ turn: 1, isWanted: true });
    await gate.guard(screen.asProducer);
    expect(encoded(screen)).toBe(null);
    gate.hear({ turn: 2, isWanted: false });
    gate.hear({ turn: 3, isWanted: true });
    await gate.keep();
    expect(encoded(screen)).toBe('screen');
  });
});
