import { describe, expect, test } from 'vitest';
import { after, BO_ANSWERS, by, consulting, inviteOf, withAlex } from '../call/stories.ts';
import type { Chat } from '../conversation/chat.ts';
import { canFreeze, drawingAgents } from './who-draws.ts';

const NONE: Chat = { state: 'none' };
const OF_ALEX: Chat = { state: 'assigned', since: 0, agentId: 'a', agentName: 'Alex' };

function customerLeg(call: ReturnType<typeof withAlex>): string {
  return call.legs.find((leg) => leg.role === 'customer')?.id ?? '';
}

describe('who freezes', () => {
  test('either side, the other’s picture and their own', () => {
    const call = withAlex('video');
    const cleo = customerLeg(call);
    const pairs = [
      ['alex', cleo],
      ['alex', 'alex'],
      [cleo, 'alex'],
      [cleo, cleo],
    ] as const;
    expect(pairs.map(([who, whose]) => canFreeze(call, who, whose))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  test('nobody in an audio call, on hold, or where no picture is sent', () => {
    const audio = withAlex();
    expect(canFreeze(audio, 'alex', customerLeg(audio))).toBe(false);
    const held = after(withAlex('video'), by('hold'));
    expect(canFreeze(held, 'alex', customerLeg(held))).toBe(false);
    const off = after(withAlex('video'), { type: 'turn-camera-off', legId: 'alex' });
    expect(canFreeze(off, customerLeg(off), 'alex')).toBe(false);
    expect(canFreeze(off, 'alex', 'nobody')).toBe(false);
  });

  test('a colleague who is only asked neither freezes nor is frozen', () => {
    const call = consulting('video');
    const cleo = customerLeg(call);
    expect(canFreeze(call, 'alex', 'bo')).toBe(false);
    expect(canFreeze(call, 'bo', cleo)).toBe(false);
    const merged = after(call, by('merge'));
    expect(canFreeze(merged, 'bo', cleo)).toBe(true);
  });
});

describe('who draws', () => {
  test('the agent of the chat, and whoever is on the line with the customer', () => {
    expect(drawingAgents(OF_ALEX, null)).toEqual(['a']);
    expect(drawingAgents(NONE, null)).toEqual([]);
    const asked = consulting('video');
    const idOf = (legId: string) => asked.legs.find((leg) => leg.id === legId)?.personId ?? '';
    expect(drawingAgents(NONE, asked)).toEqual([]);
    expect(drawingAgents(NONE, after(asked, by('merge'))).toSorted()).toEqual(
      [idOf('alex'), idOf('bo')].toSorted(),
    );
    const handed = after(withAlex('video'), inviteOf('transfer'), BO_ANSWERS);
    expect(drawingAgents(NONE, handed)).toEqual([idOf('bo')]);
  });
});
