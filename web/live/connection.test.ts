import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { COMMAND_MS } from './commands-in-flight.ts';
import { createConnection } from './connection.ts';
import { fakeWire, numbered } from './testing/fake-wire.ts';

const STREAM = 'conversation:one';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function online() {
  const wire = fakeWire();
  const connection = createConnection(wire, 'tab_1');
  wire.say().opened();
  return { wire, connection };
}

function follow(connection: ReturnType<typeof createConnection>, after = 0) {
  const seen: number[] = [];
  const caughtUp = vi.fn();
  const following = connection.follow({
    stream: STREAM,
    after,
    onEvents: (events) => void seen.push(...events.map((event) => event.seq)),
    onCaughtUp: caughtUp,
  });
  return { seen, caughtUp, following };
}

describe('a command', () => {
  test('asked before there is a line goes out when the line opens', async () => {
    const wire = fakeWire();
    const connection = createConnection(wire, 'tab_1');
    const answer = connection.send('go-ready', {});
    expect(wire.sent()).toEqual([]);
    wire.say().opened();
    wire.commands[0]!.answer({ ok: true, data: {} });
    await expect(answer).resolves.toEqual({ ok: true, data: {} });
  });

  test('keeps its id over a broken line, so that it is carried out once', async () => {
    const { wire, connection } = online();
    const answer = connection.send('go-ready', {});
    wire.say().closed(null);
    wire.say().opened();
    const [first, second] = wire.sent();
    expect(second).toEqual(first);
    wire.commands[1]!.answer({ ok: true, data: {} });
    await expect(answer).resolves.toMatchObject({ ok: true });
  });

  test('commands without an answer go out again in their old order', () => {
    const { wire, connection } = online();
    void connection.send('go-ready', {});
    void connection.send('pause', { reason: 'lunch' });
    void connection.send('go-offline', {});
    wire.commands[1]!.answer({ ok: true, data: {} });
    wire.say().closed(null);
    wire.say().opened();
    expect(wire.sent().map((frame) => frame.name)).toEqual([
      'go-ready',
      'pause',
      'go-offline',
      'go-ready',
      'go-offline',
    ]);
  });

  test('that finds no answer for half a minute says: try again', async () => {
    const wire = fakeWire();
    const connection = createConnection(wire, 'tab_1');
    const answer = connection.send('go-ready', {});
    vi.advanceTimersByTime(COMMAND_MS);
    await expect(answer).resolves.toEqual({ ok: false, code: 'try-again' });
  });

  test('after signing out is refused at once, those on their way too', async () => {
    const { wire, connection } = online();
    const before = connection.send('go-ready', {});
    wire.say().signedOut('revoked');
    await expect(before).resolves.toEqual({ ok: false, code: 'signed-out' });
    await expect(connection.send('go-ready', {})).resolves.toMatchObject({ code: 'signed-out' });
    expect(connection.state.get()).toMatchObject({ state: 'signed-out', because: 'revoked' });
    const opens = wire.opens();
    vi.advanceTimersByTime(60_000);
    expect(wire.opens()).toBe(opens);
  });
});

describe('the line', () => {
  test('is shown as offline only when it does not come back at once', () => {
    const { wire, connection } = online();
    wire.say().closed(null);
    expect(connection.state.get().state).toBe('connecting');
    vi.advanceTimersByTime(2_500);
    expect(connection.state.get().state).toBe('offline');
    wire.say().opened();
    expect(connection.state.get().state).toBe('online');
  });

  test('is opened again and again until it opens', () => {
    const { wire } = online();
    for (let turn = 0; turn < 6; turn += 1) {
      wire.say().closed(null);
      const opens = wire.opens();
      vi.advanceTimersByTime(4_000);
      expect(wire.opens()).toBe(opens + 1);
    }
  });

  test('that answers a probe, even by a refusal, is left alone', () => {
    const { wire, connection } = online();
    connection.check();
    wire.commands[0]!.answer({ ok: true, data: {} });
    connection.check();
    wire.commands[1]!.answer({ ok: false, code: 'too-many' });
    vi.advanceTimersByTime(5_000);
    expect(wire.drops()).toBe(0);
  });

  test('that swallows a probe is dropped and opened anew', () => {
    const { wire, connection } = online();
    const opens = wire.opens();
    connection.check();
    vi.advanceTimersByTime(1_600);
    expect(wire.drops()).toBe(1);
    expect(wire.opens()).toBe(opens + 1);
    wire.say().opened();
    connection.check();
    expect(wire.commands.at(-1)?.frame.name).toBe('probe');
  });

  test('is suspected when a command finds no answer', () => {
    const { wire, connection } = online();
    void connection.send('go-ready', {});
    vi.advanceTimersByTime(6_000);
    expect(wire.drops()).toBe(1);
  });

  test('turned away by the server for good is not opened again', () => {
    const wire = fakeWire();
    const connection = createConnection(wire, 'tab_1');
    wire.say().closed('signed-out');
    expect(connection.state.get().state).toBe('signed-out');
    vi.advanceTimersByTime(60_000);
    expect(wire.opens()).toBe(1);
  });
});

describe('a followed stream', () => {
  test('resumes after the last number seen when the line comes back', () => {
    const { wire, connection } = online();
    const { seen } = follow(connection);
    wire.follows[0]!.answer({ ok: true, events: numbered(STREAM, 1, 2), more: false });
    wire.say().events(numbered(STREAM, 3));
    wire.say().closed(null);
    wire.say().opened();
    expect(wire.follows[1]?.frame).toEqual({ stream: STREAM, after: 3 });
    wire.follows[1]!.answer({ ok: true, events: numbered(STREAM, 4), more: false });
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('fetches what is missing when a number is left out', () => {
    const { wire, connection } = online();
    const { seen } = follow(connection);
    wire.follows[0]!.answer({ ok: true, events: numbered(STREAM, 1), more: false });
    wire.say().events(numbered(STREAM, 4));
    expect(seen).toEqual([1]);
    expect(wire.follows[1]?.frame.after).toBe(1);
    wire.follows[1]!.answer({ ok: true, events: numbered(STREAM, 2, 3, 4), more: false });
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('asks once more when something from beyond arrived while it was asking', () => {
    const { wire, connection } = online();
    const { seen } = follow(connection);
    wire.say().events(numbered(STREAM, 3));
    wire.follows[0]!.answer({ ok: true, events: numbered(STREAM, 1, 2), more: false });
    expect(wire.follows[1]?.frame.after).toBe(2);
    wire.follows[1]!.answer({ ok: true, events: numbered(STREAM, 3), more: false });
    expect(seen).toEqual([1, 2, 3]);
  });

  test('shows nothing twice', () => {
    const { wire, connection } = online();
    const { seen } = follow(connection);
    wire.follows[0]!.answer({ ok: true, events: numbered(STREAM, 1, 2), more: false });
    wire.say().events(numbered(STREAM, 1, 2, 3));
    wire.say().events(numbered(STREAM, 3));
    expect(seen).toEqual([1, 2, 3]);
  });

  test('reads a long history to its end before it says that it has caught up', () => {
    const { wire, connection } = online();
    const { seen, caughtUp } = follow(connection);
    wire.follows[0]!.answer({ ok: true, events: numbered(STREAM, 1, 2), more: true });
    expect(caughtUp).not.toHaveBeenCalled();
    wire.follows[1]!.answer({ ok: true, events: numbered(STREAM, 3), more: false });
    expect(caughtUp).toHaveBeenCalledTimes(1);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('ignores the answer of a line that broke meanwhile', () => {
    const { wire, connection } = online();
    const { seen } = follow(connection);
    wire.say().closed(null);
    wire.say().opened();
    wire.follows[1]!.answer({ ok: true, events: numbered(STREAM, 1), more: false });
    wire.follows[0]!.answer({ ok: true, events: numbered(STREAM, 1), more: true });
    expect(seen).toEqual([1]);
    expect(wire.follows).toHaveLength(2);
  });

  test('is left when nobody follows it any more', () => {
    const { wire, connection } = online();
    const one = follow(connection);
    const other = follow(connection);
    one.following.stop();
    expect(wire.left).toEqual([]);
    other.following.stop();
    expect(wire.left).toEqual([STREAM]);
  });

  test('that is refused can be asked for again', () => {
    const { wire, connection } = online();
    const refused = vi.fn();
    const following = connection.follow({
      stream: STREAM,
      after: 0,
      onEvents: () => undefined,
      onRefused: refused,
    });
    wire.follows[0]!.answer({ ok: false, code: 'not-allowed' });
    expect(refused).toHaveBeenCalledWith('not-allowed');
    following.again();
    expect(wire.follows).toHaveLength(2);
  });
});

describe('hints and the server clock', () => {
  test('whether calls can be made is kept from the last hint', () => {
    const { wire, connection } = online();
    const preparing = { type: 'media-state', state: 'preparing', fraction: 0.4, step: 'building' };
    wire.say().hint(preparing as never);
    expect(connection.mediaState.get()).toEqual(preparing);
  });

  test('instants of the server are told in the clock of this computer', () => {
    vi.setSystemTime(1_000_000);
    const { wire, connection } = online();
    follow(connection);
    wire.follows[0]!.answer({ ok: true, events: [], more: false });
    wire.say().events([{ stream: STREAM, seq: 1, at: 1_060_000, data: {} }]);
    expect(connection.localTime(1_060_000)).toBe(1_000_000);
  });
});
