import type { CommandData, Hint } from '@parley/contracts/socket.ts';
import type { Connection } from '../../live/connection.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { OwnLeg } from '../calls/call-verbs.ts';
import type { Toasts } from '../work/toasts.ts';
import { askingWords } from './asking-words.ts';

/** What an agent may ask of the customer in a call. */
export type AskedFor = CommandData<'ask-in-call'>['what'];

/** One question and its answer; nothing happens at the customer's before they agree. */
export type AskInCall = {
  readonly askId: string;
  readonly what: AskedFor;
  readonly is: 'asked' | 'agreed' | 'refused';
};

/** The newest question of each call. */
export type AsksInCall = {
  readonly newest: Store<ReadonlyMap<string, AskInCall>>;
  readonly ask: (leg: OwnLeg, what: AskedFor) => Promise<void>;
  readonly close: () => void;
};

export function openAsksInCall({
  connection,
  toasts,
}: {
  readonly connection: Connection;
  readonly toasts: Toasts;
}): AsksInCall {
  const newest = createStore<ReadonlyMap<string, AskInCall>>(new Map());
  const stop = connection.onHint((hint) => {
    if (hint.type === 'ask-answered') newest.update((now) => answered(now, hint));
  });
  return {
    newest,
    async ask({ callId, legId }, what) {
      const answer = await connection.send('ask-in-call', { callId, legId, what });
      if (!answer.ok) {
        const soon = answer.code === 'too-soon' || answer.code === 'too-many';
        const text = soon ? askingWords.inCall.tooSoon : askingWords.inCall.failed;
        toasts.show({ icon: 'warning', tone: 'warn', text });
        return;
      }
      const { askId } = answer.data;
      newest.update((now) => new Map(now).set(callId, { askId, what, is: 'asked' }));
    },
    close: stop,
  };
}

/** An answer counts for the question it belongs to, and for no other. */
export function answered(
  now: ReadonlyMap<string, AskInCall>,
  {
    callId,
    askId,
    agreed,
  }: Pick<Extract<Hint, { type: 'ask-answered' }>, 'callId' | 'askId' | 'agreed'>,
): ReadonlyMap<string, AskInCall> {
  const asked = now.get(callId);
  if (asked?.askId !== askId) return now;
  return new Map(now).set(callId, { ...asked, is: agreed ? 'agreed' : 'refused' });
}
