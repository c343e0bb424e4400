import type { ConversationView } from '@parley/core/conversation/view.ts';

/** Whether somebody waits, by chat or call, and has not wished to be called back yet. */
export function mayWish({ chat, call, callback }: ConversationView): boolean {
  if (callback?.state === 'waiting' || callback?.state === 'with-agent') return false;
  const phase = call?.phase.name;
  const waitsByCall = phase === 'queued' && call?.origin === 'widget';
  const isInCall = phase !== undefined && phase !== 'ended';
  return waitsByCall || (chat.state === 'waiting' && !isInCall);
}
