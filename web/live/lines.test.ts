import type { ConversationEvent, ConversationFact } from '@parley/core/conversation/events.ts';
import { emptyConversation, foldConversation } from '@parley/core/conversation/view.ts';
import { describe, expect, test } from 'vitest';
import { linesOf, unreadCount } from './lines.ts';
import { afterMark, markDue } from './marks.ts';

function viewOf(...facts: readonly ConversationFact[]) {
  const events = facts.map(
    (data, index): ConversationEvent => ({
      stream: 'conversation:one',
      seq: index + 1,
      at: index,
      data,
    }),
  );
  return events.reduce(foldConversation, emptyConversation('one'));
}

function message(id: string, role: 'customer' | 'agent'): ConversationFact {
  return { type: 'message-sent', messageId: id, author: { role, id: role, name: role }, text: id };
}

const said = (lines: ReturnType<typeof linesOf>): string[] =>
  lines.map((line) =>
    line.kind === 'message'
      ? `${line.message.id} ${line.message.own ? 'own' : 'other'} ${line.message.status}`
      : line.entry.what.type,
  );

describe('the log', () => {
  test('shows messages and what happened in one order, and what is on its way last', () => {
    const view = viewOf(
      message('a', 'customer'),
      { type: 'chat-queued' },
      { type: 'chat-assigned', agentId: 'alex', agentName: 'Alex' },
      message('b', 'agent'),
    );
    const lines = linesOf(
      view,
      [{ id: 'c', text: 'c', at: 9, state: { name: 'pending' } }],
      'customer',
    );
    expect(said(lines)).toEqual([
      'a own sent',
      'chat-queued',
      'chat-assigned',
      'b other received',
      'c own pending',
    ]);
  });

  test('ticks follow what the other side has received and read', () => {
    const view = viewOf(
      message('a', 'customer'),
      message('b', 'customer'),
      message('c', 'customer'),
      { type: 'messages-delivered', to: 'agent', upTo: 2 },
      { type: 'messages-read', by: 'agent', upTo: 1 },
    );
    expect(said(linesOf(view, [], 'customer'))).toEqual([
      'a own read',
      'b own delivered',
      'c own sent',
    ]);
  });

  test('a message that has arrived is not shown a second time from the outbox', () => {
    const view = viewOf(message('a', 'customer'));
    const lines = linesOf(
      view,
      [{ id: 'a', text: 'a', at: 0, state: { name: 'pending' } }],
      'customer',
    );
    expect(said(lines)).toEqual(['a own sent']);
  });

  test('a refused message carries the reason', () => {
    const failed = {
      id: 'a',
      text: 'a',
      at: 0,
      state: { name: 'failed', code: 'bad-input' },
    } as const;
    expect(linesOf(viewOf(), [failed], 'agent')).toMatchObject([
      { message: { status: 'failed', code: 'bad-input' } },
    ]);
  });

  test('only messages of the other side count as unread', () => {
    const view = viewOf(message('a', 'agent'), message('b', 'customer'), message('c', 'agent'), {
      type: 'messages-read',
      by: 'customer',
      upTo: 1,
    });
    expect(unreadCount(view, 'customer')).toBe(1);
  });
});

describe('marks', () => {
  const view = viewOf(message('a', 'agent'), message('b', 'customer'));
  const nothing = { delivered: 0, read: 0 };

  test('what arrives is marked as delivered, and as read once the log is before somebody', () => {
    const hidden = { side: 'customer', visible: false, sent: nothing } as const;
    expect(markDue(view, hidden)).toEqual({ name: 'mark-delivered', upTo: 1 });
    expect(markDue(view, { ...hidden, visible: true })).toEqual({ name: 'mark-read', upTo: 1 });
  });

  test('nothing is marked twice', () => {
    const due = markDue(view, { side: 'customer', visible: true, sent: nothing });
    const sent = afterMark(nothing, due!);
    expect(markDue(view, { side: 'customer', visible: true, sent })).toBeNull();
    expect(markDue(view, { side: 'customer', visible: false, sent })).toBeNull();
  });

  test('own messages need no mark', () => {
    expect(
      markDue(viewOf(message('a', 'customer')), { side: 'customer', visible: true, sent: nothing }),
    ).toBeNull();
  });
});
