import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openOutbox } from './outbox.ts';

type Answer = CommandAnswer<{ readonly seq: number }>;

function outbox() {
  const posted: { text: string; messageId: string; answer: (answer: Answer) => void }[] = [];
  const box = openOutbox(
    'conv_1',
    (message) => new Promise((answer) => void posted.push({ ...message, answer })),
  );
  const states = (): string[] => box.messages.get().map((one) => `${one.text}: ${one.state.name}`);
  const reply = async (index: number, answer: Answer): Promise<void> => {
    posted[index]!.answer(answer);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { box, posted, states, reply };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the outbox', () => {
  test('shows a message at once and sends the next only when the one before was taken', async () => {
    const { box, posted, states, reply } = outbox();
    box.add('one');
    box.add('two');
    expect(states()).toEqual(['one: pending', 'two: pending']);
    expect(posted.map((one) => one.text)).toEqual(['one']);
    await reply(0, { ok: true, data: { seq: 7 } });
    expect(states()).toEqual(['one: accepted', 'two: pending']);
    expect(posted.map((one) => one.text)).toEqual(['one', 'two']);
  });

  test('tries a message again under the same id when there was no answer', async () => {
    const { box, posted, states, reply } = outbox();
    box.add('one');
    await reply(0, { ok: false, code: 'try-again' });
    expect(states()).toEqual(['one: pending']);
    expect(posted[1]).toMatchObject({ text: 'one', messageId: posted[0]!.messageId });
  });

  test('waits a moment when the server says that there are too many', async () => {
    const { box, posted, reply } = outbox();
    box.add('one');
    await reply(0, { ok: false, code: 'too-many' });
    expect(posted).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(posted).toHaveLength(2);
  });

  test('a refused message is shown as failed, those behind it go on', async () => {
    const { box, posted, states, reply } = outbox();
    box.add('one');
    box.add('two');
    await reply(0, { ok: false, code: 'bad-input' });
    expect(states()).toEqual(['one: failed', 'two: pending']);
    await reply(1, { ok: true, data: { seq: 2 } });
    expect(posted).toHaveLength(2);
  });

  test('a failed message can be sent again or thrown away', async () => {
    const { box, posted, states, reply } = outbox();
    const one = box.add('one');
    const two = box.add('two');
    await reply(0, { ok: false, code: 'bad-input' });
    await reply(1, { ok: false, code: 'bad-input' });
    box.retry(one);
    box.discard(two);
    expect(states()).toEqual(['one: pending']);
    expect(posted[2]?.messageId).toBe(one);
  });

  test('a message on its way cannot be thrown away', () => {
    const { box, states } = outbox();
    box.discard(box.add('one'));
    expect(states()).toEqual(['one: pending']);
  });

  test('forgets a message once the conversation shows it', async () => {
    const { box, states, reply } = outbox();
    const id = box.add('one');
    await reply(0, { ok: true, data: { seq: 1 } });
    box.arrived([id]);
    expect(states()).toEqual([]);
  });
});
