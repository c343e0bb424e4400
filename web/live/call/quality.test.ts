import { describe, expect, test } from 'vitest';
import { GOOD, judge, steady, type Verdict } from './quality.ts';
import { type Reading, readStats } from './reading.ts';

const EMPTY: Reading = readStats([], 0);

function reading(part: Partial<Reading>): Reading {
  return { ...EMPTY, at: 2_000, ...part };
}

function sound(packets: number, lost: number, jitterMs = 0): Reading['audio'] {
  return { packets, lost, jitterMs, lastPacketAt: 0 };
}

const before = reading({ audio: sound(100, 0) });
const calm = { due: true, others: null };

describe('the verdict on one’s own link', () => {
  test.each<[string, Partial<Reading>, Verdict]>([
    ['nothing is the matter', { audio: sound(200, 0) }, GOOD],
    ['some is lost on the way in', { audio: sound(195, 5) }, { level: 'fair', because: 'loss' }],
    ['much is lost on the way in', { audio: sound(190, 10) }, { level: 'poor', because: 'loss' }],
    [
      'much is lost on the way out',
      { audio: sound(200, 0), lostOut: 0.1 },
      { level: 'poor', because: 'loss' },
    ],
    [
      'packets take long',
      { audio: sound(200, 0), roundTripMs: 700 },
      { level: 'poor', because: 'delay' },
    ],
    ['packets come unevenly', { audio: sound(200, 0, 60) }, { level: 'fair', because: 'delay' }],
    [
      'the processor cannot keep up',
      { audio: sound(200, 0), limitedBy: 'cpu' },
      { level: 'fair', because: 'cpu' },
    ],
    ['nothing comes', { audio: sound(100, 0) }, { level: 'poor', because: 'no-packets' }],
  ])('when %s', (_when, now, verdict) => {
    expect(judge(before, reading(now), calm)).toEqual(verdict);
  });

  test('nothing comes while nothing is due: all is well', () => {
    expect(judge(before, before, { due: false, others: null })).toEqual(GOOD);
  });

  test('what the other side loses on its way to the server is not held against us', () => {
    const others: Verdict = { level: 'poor', because: 'loss' };
    const now = reading({ audio: sound(190, 10) });
    expect(judge(before, now, { due: true, others })).toEqual(GOOD);
  });

  test('one lost packet among few says nothing', () => {
    expect(judge(before, reading({ audio: sound(105, 1) }), calm)).toEqual(GOOD);
  });

  test('a single hiccup is not shown', () => {
    const poor: Verdict = { level: 'poor', because: 'loss' };
    const once = steady({ shown: GOOD, last: GOOD }, poor);
    expect(once.shown).toEqual(GOOD);
    expect(steady(once, poor).shown).toEqual(poor);
    expect(steady(once, GOOD).shown).toEqual(GOOD);
  });
});

describe('what the browser counts', () => {
  test('is added up over both transports', () => {
    const report = (...entries: readonly object[]) =>
      entries.map((entry, index) => [String(index), entry] as const);
    const now = readStats(
      [
        report(
          { type: 'remote-inbound-rtp', fractionLost: 0.02, roundTripTime: 0.05 },
          { type: 'outbound-rtp', qualityLimitationReason: 'bandwidth' },
          { type: 'media-source', audioLevel: 0.3 },
          {
            type: 'candidate-pair',
            nominated: true,
            responsesReceived: 4,
            currentRoundTripTime: 0.08,
          },
        ),
        report(
          { type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, packetsLost: 1, jitter: 0.01 },
          { type: 'inbound-rtp', kind: 'video', packetsReceived: 90, audioLevel: 0 },
        ),
      ],
      5_000,
    );
    expect(now).toEqual({
      at: 5_000,
      arrived: 144,
      audio: { packets: 50, lost: 1, jitterMs: 10, lastPacketAt: 5_000 },
      video: { packets: 90, lost: 0, jitterMs: 0, lastPacketAt: 5_000 },
      lostOut: 0.02,
      roundTripMs: 80,
      limitedBy: 'bandwidth',
      levels: { own: 0.3, other: 0, byTrack: {} },
    });
  });
});
