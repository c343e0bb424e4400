import { describe, expect, it } from 'vitest';
import { judgeLoop, wayIn } from './outcome.ts';

const NOTHING = { isConnected: false, isHeard: false, unanswered: 0, way: null };

describe('what a try of the path comes to', () => {
  it.each([
    [{}, { state: 'fail', because: 'no-path' }],
    [{ isConnected: true }, { state: 'fail', because: 'no-sound' }],
    [{ unanswered: 1 }, { state: 'not-tried', because: 'try-again' }],
    [{ isHeard: true }, { state: 'pass', transport: 'udp', rttMs: null }],
    [
      { isHeard: true, unanswered: 1, way: { transport: 'relay', rttMs: 40 } as const },
      { state: 'pass', transport: 'relay', rttMs: 40 },
    ],
  ])('%j is %j', (facts, outcome) => {
    expect(judgeLoop({ ...NOTHING, ...facts })).toEqual(outcome);
  });
});

function report(local: object, pair: object = { currentRoundTripTime: 0.0234 }) {
  return new Map<string, object>([
    ['T', { type: 'transport', selectedCandidatePairId: 'P' }],
    ['Q', { type: 'candidate-pair', localCandidateId: 'other', currentRoundTripTime: 9 }],
    ['P', { type: 'candidate-pair', localCandidateId: 'L', ...pair }],
    ['other', { type: 'local-candidate', candidateType: 'relay', protocol: 'udp' }],
    ['L', { type: 'local-candidate', ...local }],
  ]);
}

describe('the way that packets go', () => {
  it.each([
    [{ candidateType: 'host', protocol: 'udp' }, 'udp'],
    [{ candidateType: 'prflx', protocol: 'udp' }, 'udp'],
    [{ candidateType: 'host', protocol: 'tcp' }, 'tcp'],
    // Even by TCP to the relay: the way is the relay's.
    [{ candidateType: 'relay', protocol: 'udp', relayProtocol: 'tcp' }, 'relay'],
  ])('%j is %s', (local, transport) => {
    expect(wayIn(report(local))).toEqual({ transport, rttMs: 23 });
  });

  it('has no time where the browser has not measured one', () => {
    const local = { candidateType: 'host', protocol: 'udp' };
    expect(wayIn(report(local, {}))).toEqual({ transport: 'udp', rttMs: null });
  });

  it('is found as Firefox tells it', () => {
    const all = report(
      { candidateType: 'host', protocol: 'udp' },
      { selected: true, currentRoundTripTime: 0.002 },
    );
    all.delete('T');
    expect(wayIn(all)).toEqual({ transport: 'udp', rttMs: 2 });
  });

  it('is none before a pair is chosen', () => {
    expect(wayIn(new Map([['T', { type: 'transport' }]]))).toBeNull();
  });
});
