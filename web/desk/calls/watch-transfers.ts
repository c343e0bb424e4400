import type { EndReason } from '@parley/core/call/call.ts';
import type { ConversationView, TimelineEntry } from '@parley/core/conversation/view.ts';
import type { Desk } from '../../live/desk.ts';
import { barWords } from '../bar/bar-words.ts';
import type { Toasts } from '../work/toasts.ts';

type Parts = { readonly desk: Desk; readonly toasts: Toasts; readonly personId: string };

/** The news of a call one has left may come a moment after one has. */
const LINGER_MS = 3_000;

/** Says how a transfer, a consultation or a call to a colleague came out (X8). Gives back how to stop. */
export function watchTransfers({ desk, toasts, personId }: Parts): () => void {
  const watched = new Map<string, () => void>();
  const look = (): void => {
    const wanted = new Set(desk.state.get().view.calls.map((call) => call.conversationId));
    for (const id of wanted) {
      if (!watched.has(id)) watched.set(id, watchOne(id));
    }
    for (const id of watched.keys()) {
      if (!wanted.has(id)) setTimeout(() => leave(id), LINGER_MS);
    }
  };

  function leave(id: string): void {
    if (desk.state.get().view.calls.some((call) => call.conversationId === id)) return;
    watched.get(id)?.();
    watched.delete(id);
  }

  function watchOne(id: string): () => void {
    const { state } = desk.conversation(id);
    // What was there before is history.
    let seen = state.get().loaded ? state.get().view.lastSeq : null;
    return state.subscribe(() => {
      const { loaded, view } = state.get();
      const from = seen;
      if (loaded) seen = view.lastSeq;
      if (from === null || from === view.lastSeq) return;
      for (const entry of view.timeline.filter((one) => one.seq > from)) {
        tell(entry, view);
      }
    });
  }

  function tell({ what }: TimelineEntry, view: ConversationView): void {
    const { because, consultFailed, transferFailed, transferred } = barWords.outcome;
    const customer = view.customer.name;
    // The first of an internal call's members is who called.
    const isCaller = view.staff[0]?.id === personId;
    if (what.type === 'call-ended' && isCaller) tellUnanswered(what, view);
    if (what.type === 'consult-failed' || what.type === 'transfer-failed') {
      const say = what.type === 'consult-failed' ? consultFailed : transferFailed;
      const text = say(what.agentName, because[what.because], customer);
      toasts.show({ icon: 'warning', tone: 'warn', text });
    }
    if (what.type === 'transferred' && what.fromAgentId === personId) {
      const text = transferred(customer, what.toName);
      toasts.show({ icon: 'transfer', tone: 'plain', text });
    }
  }

  /** One's own call to a colleague, who did not answer it. */
  function tellUnanswered(
    { reason }: { readonly reason: EndReason },
    view: ConversationView,
  ): void {
    const why = Object.entries(barWords.outcome.unanswered).find(([one]) => one === reason)?.[1];
    if (why === undefined) return;
    const callee = view.staff.find((member) => member.id !== personId)?.name ?? '';
    toasts.show({ icon: 'hang-up', tone: 'warn', text: why(callee) });
  }

  const stop = desk.state.subscribe(look);
  look();
  return () => {
    stop();
    for (const unwatch of watched.values()) unwatch();
  };
}
