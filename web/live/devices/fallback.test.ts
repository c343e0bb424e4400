import { describe, expect, test } from 'vitest';
import { afterChange, choicesOf, deviceToUse, speakerNotice } from './fallback.ts';
import { afterPermission, mediaResult } from './permission.ts';

const headset = { id: 'headset', label: 'Headset' };
const builtIn = { id: 'built-in', label: 'Built-in' };

describe('the device to use', () => {
  test.each([
    [[headset, builtIn], 'built-in', 'built-in'],
    [[headset, builtIn], 'gone', 'headset'],
    [[headset, { id: 'default', label: 'Default' }], null, 'default'],
    [[headset], null, 'headset'],
  ])('of %j with %s chosen is %s', (present, chosen, used) => {
    expect(deviceToUse(present, chosen)?.id).toBe(used);
  });

  test('is none where there is none', () => {
    expect(deviceToUse([], 'headset')).toBeNull();
  });
});

describe('when devices change', () => {
  const used = { id: 'headset', ended: false };

  test('a device that is still there stays in use', () => {
    const now = { present: [headset, builtIn], chosen: null };
    expect(afterChange('microphone', used, now).move).toBe('stay');
  });

  test('an unplugged headset gives way to what is left, and the person is told', () => {
    expect(afterChange('microphone', used, { present: [builtIn], chosen: 'headset' })).toEqual({
      move: 'switch',
      to: builtIn,
      notice: { kind: 'fell-back', device: 'microphone', label: 'Built-in' },
    });
  });

  test('the chosen headset is taken again when it is plugged in again', () => {
    const fallback = afterChange(
      'microphone',
      { id: 'built-in', ended: false },
      { present: [builtIn, headset], chosen: 'headset' },
    );
    const notice = { kind: 'came-back', label: 'Headset' };
    expect(fallback).toMatchObject({ move: 'switch', to: headset, notice });
  });

  test('a device that the browser only calls its default stays in use', () => {
    const now = { present: [builtIn], chosen: null };
    expect(afterChange('microphone', { id: 'default', ended: false }, now).move).toBe('stay');
  });

  test('a newly plugged device that was not chosen changes nothing', () => {
    const now = { present: [builtIn, headset], chosen: null };
    expect(afterChange('camera', { id: 'built-in', ended: false }, now).move).toBe('stay');
  });

  test('a device whose track has ended is opened again although it is listed', () => {
    const now = { present: [headset], chosen: null };
    expect(afterChange('camera', { id: 'headset', ended: true }, now)).toMatchObject({
      move: 'switch',
    });
  });

  test('when nothing is left the person is told that it is lost', () => {
    expect(afterChange('camera', used, { present: [], chosen: null })).toEqual({
      move: 'none',
      notice: { kind: 'lost', device: 'camera' },
    });
  });
});

describe('a chosen speaker', () => {
  const both = [headset, builtIn];

  test('that is unplugged gives way to another, and the person is told', () => {
    const notice = { kind: 'fell-back', device: 'ringSpeaker', label: 'Built-in' };
    const lists = { before: both, now: [builtIn] };
    expect(speakerNotice('ringSpeaker', 'headset', lists)).toEqual(notice);
  });

  test('that is plugged in again is played on again, and the person is told', () => {
    const notice = { kind: 'came-back', device: 'speaker', label: 'Headset' };
    const lists = { before: [builtIn], now: both };
    expect(speakerNotice('speaker', 'headset', lists)).toEqual(notice);
  });

  test('is lost when no other is left', () => {
    const notice = speakerNotice('speaker', 'headset', { before: [headset], now: [] });
    expect(notice).toEqual({ kind: 'lost', device: 'speaker' });
  });

  test.each([
    { when: 'nothing was chosen', chosen: null, before: both, now: [builtIn] },
    { when: 'another one went', chosen: 'built-in', before: both, now: [builtIn] },
    { when: 'the page has only begun', chosen: 'headset', before: [], now: [builtIn] },
  ])('is nobody’s news when $when', ({ chosen, before, now }) => {
    expect(speakerNotice('speaker', chosen, { before, now })).toBeNull();
  });
});

describe('the list of devices', () => {
  const listed = [
    { deviceId: 'default', kind: 'audioinput', label: 'Default' },
    { deviceId: 'a', kind: 'audioinput', label: 'A' },
    { deviceId: 'c', kind: 'videoinput', label: 'C' },
    { deviceId: '', kind: 'audiooutput', label: '' },
  ] as const;

  test('names each device once', () => {
    expect(choicesOf(listed, 'audioinput')).toEqual([{ id: 'a', label: 'A' }]);
  });

  test('leaves out what the browser does not name yet', () => {
    expect(choicesOf(listed, 'audiooutput')).toEqual([]);
  });
});

describe('what a call can be made with', () => {
  test.each([
    ['allowed', 'allowed', 'success'],
    ['allowed', null, 'success'],
    ['allowed', 'denied', 'microphone-only'],
    ['allowed', 'no-device', 'microphone-only'],
    ['denied', 'allowed', 'denied'],
    ['no-device', 'allowed', 'no-devices'],
    ['in-use', 'allowed', 'no-devices'],
  ] as const)('microphone %s and camera %s: %s', (microphone, camera, result) => {
    expect(mediaResult(microphone, camera)).toBe(result);
  });
});

describe('what the browser says about permission', () => {
  test.each([
    ['unknown', 'granted', 'allowed'],
    ['denied', 'granted', 'allowed'],
    ['in-use', 'granted', 'in-use'],
    ['allowed', 'denied', 'denied'],
    ['denied', 'prompt', 'unknown'],
    ['asking', 'prompt', 'asking'],
  ] as const)('%s, then %s: %s', (state, said, next) => {
    expect(afterPermission(state, said)).toBe(next);
  });
});
