import { describe, expect, it } from 'vitest';
import { words } from '../words.ts';
import { deviceCheck } from './device-words.ts';

describe('The device check of the lobby', () => {
  it('says that both work', () => {
    const check = deviceCheck({ microphone: 'allowed', camera: 'allowed' }, true);
    expect(check.map((one) => one.says)).toEqual([
      words.check.microphone.allowed,
      words.check.camera.allowed,
    ]);
    expect(check.every((one) => one.state === 'well')).toBe(true);
  });

  it('says that a camera that is off keeps nobody away', () => {
    const [, camera] = deviceCheck({ microphone: 'allowed', camera: 'unknown' }, false);
    expect(camera).toMatchObject({ says: words.check.cameraOff, state: 'off', isBlocked: false });
  });

  it('says where to allow what is blocked, also of a camera that was given up', () => {
    const check = deviceCheck({ microphone: 'denied', camera: 'denied' }, false);
    expect(check.map((one) => one.isBlocked)).toEqual([true, true]);
    expect(check.map((one) => one.state)).toEqual(['wrong', 'wrong']);
  });

  it.each(['no-device', 'in-use', 'lost'] as const)(
    'says when a microphone is %s',
    (microphone) => {
      const [first] = deviceCheck({ microphone, camera: 'unknown' }, false);
      expect(first).toMatchObject({
        says: words.check.microphone[microphone],
        state: 'wrong',
        isBlocked: false,
      });
    },
  );
});
