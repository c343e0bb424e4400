import { describe, expect, test } from 'vitest';
import {
  firstMove,
  nextMove,
  type RecoveryEvent,
  type RecoveryMove,
  type RecoveryState,
  TRYING_MS,
} from './policy.ts';

const NOW = 10_000;
const WELL: RecoveryState = { name: 'well' };
const RESTARTING: RecoveryState = { name: 'restarting-ice', since: 9_000 };
const RENEWING: RecoveryState = { name: 'renewing', since: 9_000, turn: 1 };
const PAUSING: RecoveryState = { name: 'pausing', since: 9_000, turn: 1 };

type Row = readonly [RecoveryState, RecoveryEvent, RecoveryMove['move'], RecoveryState['name']];

const TABLE: readonly Row[] = [
  // All is well until something is seen; then one round trip is tried first.
  [WELL, { type: 'flowing' }, 'none', 'well'],
  [WELL, { type: 'path-lost' }, 'restart-ice', 'restarting-ice'],
  [WELL, { type: 'silence' }, 'restart-ice', 'restarting-ice'],
  [WELL, { type: 'network-changed' }, 'restart-ice', 'restarting-ice'],
  [WELL, { type: 'path-void' }, 'renew', 'renewing'],
  // If that does not help, new transports.
  [RESTARTING, { type: 'flowing' }, 'settle', 'well'],
  [RESTARTING, { type: 'path-lost' }, 'none', 'restarting-ice'],
  [RESTARTING, { type: 'silence' }, 'none', 'restarting-ice'],
  [RESTARTING, { type: 'network-changed' }, 'restart-ice', 'restarting-ice'],
  [RESTARTING, { type: 'step-slow' }, 'renew', 'renewing'],
  [RESTARTING, { type: 'step-refused', code: 'media-refused' }, 'renew', 'renewing'],
  [RESTARTING, { type: 'path-void' }, 'renew', 'renewing'],
  // And again, with growing pauses, until they stand.
  [RENEWING, { type: 'flowing' }, 'settle', 'well'],
  [RENEWING, { type: 'silence' }, 'none', 'renewing'],
  [RENEWING, { type: 'network-changed' }, 'none', 'renewing'],
  [RENEWING, { type: 'step-slow' }, 'pause', 'pausing'],
  [RENEWING, { type: 'path-lost' }, 'pause', 'pausing'],
  [RENEWING, { type: 'step-refused', code: 'try-again' }, 'pause', 'pausing'],
  [RENEWING, { type: 'step-refused', code: 'media-not-ready' }, 'pause', 'pausing'],
  [RENEWING, { type: 'path-void' }, 'renew', 'renewing'],
  [PAUSING, { type: 'paused-enough' }, 'renew', 'renewing'],
  [PAUSING, { type: 'network-changed' }, 'renew', 'renewing'],
  [PAUSING, { type: 'flowing' }, 'none', 'pausing'],
  // What nothing can mend.
  [WELL, { type: 'taken' }, 'give-up', 'over'],
  [RENEWING, { type: 'taken' }, 'give-up', 'over'],
  [PAUSING, { type: 'ended' }, 'give-up', 'over'],
  [RENEWING, { type: 'step-refused', code: 'tab-is-not-owner' }, 'give-up', 'over'],
  [RENEWING, { type: 'step-refused', code: 'no-such-leg' }, 'give-up', 'over'],
  [RESTARTING, { type: 'step-refused', code: 'call-ended' }, 'give-up', 'over'],
  [RENEWING, { type: 'step-refused', code: 'not-allowed' }, 'give-up', 'over'],
];

describe('mending the path', () => {
  test.each(TABLE)('%j and %j: %s', (...row) => {
    const [state, event, move, next] = row;
    const decided = nextMove(state, event, NOW);
    expect([decided.move, decided.state.name]).toEqual([move, next]);
  });

  test('the first path is made in the same way', () => {
    expect(firstMove(NOW)).toMatchObject({ move: 'renew', state: { name: 'renewing' } });
  });

  test('once over, nothing brings it back', () => {
    const over: RecoveryState = { name: 'over', because: 'taken' };
    for (const [, event] of TABLE) {
      expect(nextMove(over, event, NOW)).toEqual({ state: over, move: 'none' });
    }
  });

  test('another tab that took the leg is told apart from a call that ended', () => {
    const refused = (code: string) => nextMove(RENEWING, { type: 'step-refused', code }, NOW);
    expect(refused('tab-is-not-owner')).toMatchObject({ because: 'taken' });
    expect(refused('call-ended')).toMatchObject({ because: 'ended' });
    expect(refused('not-allowed')).toMatchObject({ because: 'refused' });
  });

  test('it goes on trying for the whole grace and then says that it was too late', () => {
    const late = 9_000 + TRYING_MS + 1;
    expect(nextMove(RENEWING, { type: 'step-slow' }, late - 2)).toMatchObject({ move: 'pause' });
    expect(nextMove(RENEWING, { type: 'step-slow' }, late)).toMatchObject({ because: 'too-late' });
    expect(nextMove(PAUSING, { type: 'paused-enough' }, late)).toMatchObject({
      because: 'too-late',
    });
  });

  test('pauses grow but stay short', () => {
    const pauses = [1, 2, 3, 4, 9].map((turn) => {
      const next = nextMove({ ...RENEWING, turn }, { type: 'step-slow' }, NOW);
      return next.move === 'pause' ? next.forMs : null;
    });
    expect(pauses).toEqual([200, 500, 1_000, 2_000, 2_000]);
  });
});
