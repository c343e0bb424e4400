import type { RefusalCode } from '@parley/contracts/socket.ts';
import type { Author } from '@parley/core/conversation/events.ts';
import type { ConversationView, Message, TimelineEntry } from '@parley/core/conversation/view.ts';
import type { Outgoing } from './outbox.ts';

/** Whose page it is. */
export type Side = 'customer' | 'agent';

/** A message as the log shows it; the status of one's own is the tick beside it. */
export type ShownMessage = {
  readonly id: string;
  readonly seq: number | null;
  readonly at: number;
  readonly author: Author;
  readonly own: boolean;
  readonly text: string;
  /** Of an invitation to a room (T4). */
  readonly link?: Message['link'];
  /** What was sent with it (T3). */
  readonly file?: Message['file'];
  readonly status: 'pending' | 'failed' | 'sent' | 'delivered' | 'read' | 'received';
  readonly code?: RefusalCode;
};

/** One line of the log. */
export type Line =
  | { readonly kind: 'message'; readonly message: ShownMessage }
  | { readonly kind: 'event'; readonly entry: TimelineEntry };

/** The other side of a conversation. */
export function otherSide(side: Side): Side {
  return side === 'customer' ? 'agent' : 'customer';
}

/** Everything the log shows, in order: what the conversation holds, then what is still on its way. */
export function linesOf(
  view: ConversationView,
  outgoing: readonly Outgoing[],
  side: Side,
): readonly Line[] {
  const lines: Line[] = [];
  const { messages, timeline } = view;
  let next = 0;
  for (const message of messages) {
    for (; next < timeline.length; next += 1) {
      const entry = timeline[next];
      if (entry === undefined || entry.seq > message.seq) break;
      lines.push({ kind: 'event', entry });
    }
    lines.push({ kind: 'message', message: shown(message, view, side) });
  }
  for (const entry of timeline.slice(next)) lines.push({ kind: 'event', entry });
  const known = new Set(messages.map((message) => message.id));
  for (const one of outgoing) {
    if (!known.has(one.id)) lines.push({ kind: 'message', message: onItsWay(one, side) });
  }
  return lines;
}

/** The number of messages of the other side that have not been read here. */
export function unreadCount(view: ConversationView, side: Side): number {
  const read = view.read[side];
  let count = 0;
  for (const message of view.messages) {
    if (message.seq > read && message.author.role === otherSide(side)) count += 1;
  }
  return count;
}

function shown(message: Message, view: ConversationView, side: Side): ShownMessage {
  const own = message.author.role === side;
  return { ...message, own, status: own ? tick(message.seq, view, side) : 'received' };
}

function tick(seq: number, view: ConversationView, side: Side): ShownMessage['status'] {
  const other = otherSide(side);
  if (seq <= view.read[other]) return 'read';
  return seq <= view.delivered[other] ? 'delivered' : 'sent';
}

function onItsWay(one: Outgoing, side: Side): ShownMessage {
  const { id, text, at, state } = one;
  const common = { id, text, at, own: true, author: { role: side, id: '', name: '' } };
  switch (state.name) {
    case 'pending':
      return { ...common, seq: null, status: 'pending' };
    case 'accepted':
      return { ...common, seq: state.seq, status: 'sent' };
    case 'failed':
      return { ...common, seq: null, status: 'failed', code: state.code };
  }
}
