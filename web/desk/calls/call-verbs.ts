import type { CallTarget } from '@parley/contracts/call-verbs.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { Connection } from '../../live/connection.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { Selection } from '../work/selection.ts';
import type { Toasts } from '../work/toasts.ts';
import type { AgentCalls } from './agent-calls.ts';
import { refusalInWords } from './refusal-in-words.ts';

/** One's own leg, as every verb names it. */
export type OwnLeg = { readonly callId: string; readonly legId: string };

/** What an agent does with calls beside answering them; a refusal is told in words, and the answer is whether it was done. */
export type CallVerbs = {
  readonly dial: (to: CallTarget, kind: 'audio' | 'video') => Promise<boolean>;
  readonly transfer: (leg: OwnLeg, to: CallTarget) => Promise<boolean>;
  readonly askFirst: (leg: OwnLeg, to: CallTarget) => Promise<boolean>;
  readonly swap: (leg: OwnLeg) => Promise<boolean>;
  readonly merge: (leg: OwnLeg) => Promise<boolean>;
  readonly complete: (leg: OwnLeg) => Promise<boolean>;
  readonly backToLine: (leg: OwnLeg) => Promise<boolean>;
  readonly forward: (offerId: string, to: CallTarget) => Promise<boolean>;
  readonly sendDigits: (leg: OwnLeg, digits: string) => Promise<boolean>;
  /** What this page has sent, by call; nobody else keeps it, for tones may be a secret. */
  readonly sentDigits: Store<ReadonlyMap<string, string>>;
  readonly hold: (leg: OwnLeg) => Promise<boolean>;
  readonly resume: (leg: OwnLeg) => Promise<boolean>;
  readonly end: (leg: OwnLeg) => Promise<boolean>;
};

type Parts = {
  readonly connection: Connection;
  readonly calls: AgentCalls;
  readonly selection: Selection;
  readonly toasts: Toasts;
};

export function openCallVerbs({ connection, calls, selection, toasts }: Parts): CallVerbs {
  const { send } = connection;
  const sentDigits = createStore<ReadonlyMap<string, string>>(new Map());

  async function told(asked: Promise<CommandAnswer>): Promise<boolean> {
    const answer = await asked;
    if (!answer.ok) {
      const text = refusalInWords(answer.code, answer.facts?.name);
      toasts.show({ icon: 'warning', tone: 'warn', text });
    }
    return answer.ok;
  }

  return {
    async dial(to, kind) {
      const asked = calls.dial({ to, kind });
      const isDone = await told(asked);
      const answer = await asked;
      if (answer.ok) selection.select(answer.data.conversationId);
      return isDone;
    },
    transfer: (leg, to) => told(send('transfer-call', { ...legOf(leg), to })),
    askFirst: (leg, to) => told(send('consult', { ...legOf(leg), to })),
    swap: (leg) => told(send('swap-call', legOf(leg))),
    merge: (leg) => told(send('merge-call', legOf(leg))),
    complete: (leg) => told(send('complete-transfer', legOf(leg))),
    backToLine: (leg) => told(send('cancel-consult', legOf(leg))),
    forward: (offerId, to) => told(send('forward-offer', { offerId, to })),
    sentDigits,
    async sendDigits(leg, digits) {
      const isSent = await told(send('send-digits', { ...legOf(leg), digits }));
      const { callId } = leg;
      if (isSent) {
        sentDigits.update((now) => new Map(now).set(callId, (now.get(callId) ?? '') + digits));
      }
      return isSent;
    },
    hold: (leg) => told(send('hold-call', legOf(leg))),
    resume: (leg) => told(send('resume-call', legOf(leg))),
    end: (leg) => told(send('end-call', legOf(leg))),
  };
}

/** A session or a row of the desk has more than that. */
function legOf({ callId, legId }: OwnLeg): OwnLeg {
  return { callId, legId };
}
