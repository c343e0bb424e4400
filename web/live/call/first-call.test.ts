import { expect, test } from 'vitest';
import type { Devices } from '../devices/devices.ts';
import { wantCall } from './first-call.ts';

/** A microphone that is there and allowed. */
const devices = {
  known: Promise.resolve(),
  readyFor: () => Promise.resolve('success'),
  isAtHand: () => true,
} as unknown as Devices;

// No browser at all is one, too: this test runs in it.
test('where the library of calls does not know the browser the conversation is opened without a call', async () => {
  const wanted = await wantCall(devices, 'video');
  expect(wanted).toMatchObject({ asked: null, device: null, proof: null });
  expect(await wanted.ready).toBe('success');
});
