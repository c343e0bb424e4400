import type { DeviceState } from '@parley/core/call/call.ts';
import { describe, expect, it } from 'vitest';
import type { CallState } from '../../live/call/call-state.ts';
import { needsTap, takenFrom } from './interruption.ts';

type Around = {
  readonly stage?: CallState['stage'];
  readonly microphone?: DeviceState;
  readonly camera?: DeviceState;
  readonly muted?: boolean;
  readonly sends?: 'none' | 'camera' | 'screen';
  readonly blocked?: boolean;
};

function stateWith(around: Around): CallState {
  const { stage = 'connected', microphone = 'allowed', camera = 'allowed' } = around;
  const { muted = false, sends = 'camera', blocked = false } = around;
  // Only what an interruption touches.
  return {
    stage,
    own: { microphone: muted ? 'muted' : 'on' },
    microphone: { muted, state: microphone },
    camera: { state: camera, canFlip: true },
    ownPicture: { source: sends, mirrored: true, opening: false },
    sound: { from: 'person', blocked },
  } as CallState;
}

describe('An interruption', () => {
  it.each([
    { what: 'nothing', around: {}, taken: [] },
    { what: 'the microphone', around: { microphone: 'in-use' }, taken: ['microphone'] },
    { what: 'a muted microphone', around: { microphone: 'in-use', muted: true }, taken: [] },
    { what: 'the camera', around: { camera: 'lost' }, taken: ['camera'] },
    { what: 'a camera that is off', around: { camera: 'in-use', sends: 'none' }, taken: [] },
    { what: 'the sound', around: { blocked: true }, taken: ['sound'] },
    {
      what: 'all of it',
      around: { microphone: 'lost', camera: 'in-use', blocked: true },
      taken: ['microphone', 'camera', 'sound'],
    },
    { what: 'a call not yet up', around: { stage: 'joining', blocked: true }, taken: [] },
  ] as const)('that takes $what is told as $taken', ({ around, taken }) => {
    expect(takenFrom(stateWith(around))).toEqual(taken);
  });

  it('asks for a tap, and not again for what a tap did not bring back', () => {
    expect(needsTap(['microphone'], [])).toBe(true);
    expect(needsTap(['microphone'], ['microphone'])).toBe(false);
    expect(needsTap(['microphone', 'sound'], ['microphone'])).toBe(true);
    expect(needsTap([], [])).toBe(false);
  });
});
