import { MEDIA_LOOP_MS, MEDIA_LOOPS_EACH } from '@parley/contracts/media-check.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AgentSeat, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
let alex: AgentSeat;

beforeEach(async () => {
  house = await openHouse();
  alex = await house.agent('Alex');
  await house.quiet();
});
afterEach(() => house.stop());

const CONNECTING = { transportId: 'transport', dtlsParameters: {} };

function askedOf(name: string): number {
  return house.node.asked.filter(({ ask }) => ask === name).length;
}

describe('a page of staff that tries its way to the media node', () => {
  test('gets a loop of its own, and everything it asks about it reaches the node', async () => {
    const { checkId, send } = await house.succeed(alex, 'check-media', {});
    expect(send).toMatchObject({ id: 'transport' });
    await house.succeed(alex, 'connect-media-check', { checkId, ...CONNECTING });
    const parameters = { rtpParameters: {}, rtpCapabilities: {} };
    const back = await house.succeed(alex, 'fill-media-check', { checkId, ...parameters });
    expect(back).toMatchObject({ consumerId: 'back' });
    await house.succeed(alex, 'end-media-check', { checkId });
    const asks = house.node.asked.filter(({ data }) => data.checkId === checkId);
    expect(asks.map(({ ask }) => ask)).toEqual([
      'open-loop',
      'connect-loop',
      'fill-loop',
      'close-loop',
    ]);
    const calls = await house.database.query<object>({ text: 'SELECT id FROM calls' });
    expect(calls).toEqual([]);
  });

  test('is alone with it: neither a customer, a colleague nor another tab may use it', async () => {
    const { checkId } = await house.succeed(alex, 'check-media', {});
    const bo = await house.agent('Bo');
    const cleo = await house.customer();
    const asked = { checkId, ...CONNECTING };
    expect(await house.run(cleo, 'check-media', {})).toEqual({ ok: false, code: 'not-allowed' });
    for (const [seat, code] of [
      [cleo, 'not-allowed'],
      [bo, 'not-found'],
      [{ ...alex, tabId: 'another-tab' }, 'not-found'],
    ] as const) {
      expect(await house.run(seat, 'connect-media-check', asked)).toEqual({ ok: false, code });
      expect(await house.run(seat, 'end-media-check', { checkId })).toEqual({ ok: false, code });
    }
    expect(askedOf('connect-loop')).toBe(0);
    expect(askedOf('close-loop')).toBe(0);
  });

  test('may do so only a few times in a while, one after the other or all at once', async () => {
    const tries = Array.from({ length: MEDIA_LOOPS_EACH + 3 }, () =>
      house.run(alex, 'check-media', {}),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(MEDIA_LOOPS_EACH);
    expect(answers.at(-1)).toEqual({ ok: false, code: 'too-many' });
    expect(askedOf('open-loop')).toBe(MEDIA_LOOPS_EACH);
    const bo = await house.agent('Bo');
    await house.succeed(bo, 'check-media', {});
    house.skip(MEDIA_LOOP_MS);
    await house.succeed(alex, 'check-media', {});
  });

  test('cannot use a loop whose time is over', async () => {
    const { checkId } = await house.succeed(alex, 'check-media', {});
    house.skip(MEDIA_LOOP_MS);
    const late = await house.run(alex, 'connect-media-check', { checkId, ...CONNECTING });
    expect(late).toEqual({ ok: false, code: 'not-found' });
  });

  test('hears that there is no media node, and that one went meanwhile', async () => {
    const { checkId } = await house.succeed(alex, 'check-media', {});
    await house.node.die();
    const gone = await house.run(alex, 'connect-media-check', { checkId, ...CONNECTING });
    expect(gone).toEqual({ ok: false, code: 'try-again' });
    await house.database.query({ text: 'UPDATE media_nodes SET until = 0' });
    expect(await house.run(alex, 'check-media', {})).toEqual({
      ok: false,
      code: 'media-not-ready',
    });
  });
});
