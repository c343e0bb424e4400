import { describe, expect, test } from 'vitest';
import { newsOfRoom, type SeenRoom, type SeenStage, type Shown, shownOf } from './room-news.ts';

const CALL: SeenRoom = { at: 'call', session: { callId: 'one' } };

function over(how: 'left' | 'ended' | 'closed', canRejoin: boolean): SeenRoom {
  return { at: 'over', how, canRejoin, callId: 'one' };
}

function inRoom(now: SeenRoom, phase: 'queued' | 'ringing' | 'active' | 'held' | 'ended' | null) {
  return { at: 'in', now, phase, rejoining: 'no' } as const;
}

/** What a host hears of a visit, one line for each word. */
function told(...stages: readonly SeenStage[]): readonly string[] {
  let before: Shown | null = null;
  return stages.flatMap((stage) => {
    const now = shownOf(stage);
    const news = newsOfRoom(before, now);
    before = now;
    return news.map(({ name, data }) => `${name} ${Object.values(data).join()}`);
  });
}

const LOOKING: SeenStage = { at: 'looking' };
const LOBBY: SeenStage = { at: 'lobby', problem: null };

describe('the page around a room', () => {
  test('hears of a visit from the lobby to its end', () => {
    const visit = told(
      LOOKING,
      LOBBY,
      inRoom(CALL, 'queued'),
      inRoom(CALL, 'ringing'),
      inRoom(CALL, 'active'),
      inRoom(CALL, 'held'),
      inRoom(CALL, 'active'),
      inRoom(over('ended', false), 'ended'),
    );
    expect(visit).toEqual([
      ...['state opening', 'state lobby', 'state waiting', 'joined one', 'state connected'],
      ...['state held', 'state connected', 'state ended', 'left one', 'ended ended'],
    ]);
  });

  test('hears whether a guest who has left may come back', () => {
    const left = told(LOBBY, inRoom(CALL, 'active'), inRoom(over('left', true), 'ended'));
    expect(left.slice(3)).toEqual(['state left', 'left one']);
    const back = told(inRoom(over('left', true), 'ended'), inRoom(CALL, 'queued'));
    expect(back.slice(1)).toEqual(['state waiting', 'joined one']);
  });

  test('hears that the call goes on elsewhere', () => {
    const moved = told(inRoom(CALL, 'active'), inRoom({ at: 'elsewhere' }, 'active'));
    expect(moved.slice(2)).toEqual(['state elsewhere', 'left one']);
  });

  test.each([
    [{ at: 'dead', why: 'expired' }, ['state ended', 'ended closed', 'error link-expired']],
    [{ at: 'dead', why: 'no-code' }, ['state ended', 'ended closed', 'error link-not-valid']],
    [{ at: 'unreachable', because: 'too-many' }, ['state opening', 'error too-many']],
    [{ at: 'unsupported', why: 'no-webrtc' }, ['state opening', 'error no-webrtc']],
    [{ at: 'lobby', problem: 'microphone' }, ['state lobby', 'error denied']],
    [{ at: 'lobby', problem: 'name' }, ['state lobby']],
    [{ at: 'taken' }, ['state lobby', 'error room-in-use']],
  ] satisfies readonly (readonly [SeenStage, readonly string[]])[])(
    'hears of %o',
    (stage, words) => {
      expect(told(stage)).toEqual(words);
    },
  );

  test('hears of what goes wrong once, and again when it comes again', () => {
    const failed: SeenStage = { at: 'lobby', problem: 'media-not-ready' };
    expect(told(LOBBY, failed, failed, LOBBY, failed)).toEqual([
      ...['state lobby', 'error media-not-ready', 'error media-not-ready'],
    ]);
  });
});
