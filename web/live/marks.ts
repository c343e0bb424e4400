import type { ConversationView } from '@parley/core/conversation/view.ts';
import { otherSide, type Side } from './lines.ts';

/** A mark to send: up to this number everything was received, or read. */
export type Mark = {
  readonly name: 'mark-delivered' | 'mark-read';
  readonly upTo: number;
};

/** The mark that is due, if any; reading says receiving too. */
export function markDue(
  view: ConversationView,
  { side, visible, sent }: { readonly side: Side; readonly visible: boolean; readonly sent: Sent },
): Mark | null {
  const newest = view.messages.findLast((message) => message.author.role === otherSide(side));
  if (newest === undefined) return null;
  const upTo = newest.seq;
  if (visible) {
    return upTo > Math.max(view.read[side], sent.read) ? { name: 'mark-read', upTo } : null;
  }
  return upTo > Math.max(view.delivered[side], sent.delivered)
    ? { name: 'mark-delivered', upTo }
    : null;
}

/** What this page has already said. */
export type Sent = { readonly delivered: number; readonly read: number };

/** What has been said once this mark is sent. */
export function afterMark(sent: Sent, mark: Mark): Sent {
  const delivered = Math.max(sent.delivered, mark.upTo);
  return { delivered, read: mark.name === 'mark-read' ? mark.upTo : sent.read };
}
