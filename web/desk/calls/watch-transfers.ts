import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import type { Desk } from '../../live/desk.ts';
import { barWords } from '../bar/bar-words.ts';
import type { Toasts } from '../work/toasts.ts';

type Parts = { readonly desk: Desk; readonly toasts: Toasts; readonly personId: string };

/** Says how a transfer or a consultation of one's own came out (X8). Gives back how to stop. */
export function watchTransfers({ desk, toasts, personId }: Parts): () => void {
  const watched = new Map<string, () => void>();
  const look = (): void => {
    const wanted = new Set(desk.state.get().view.calls.map((call) => call.conversationId));
    for (const id of wanted) {
      if (!watched.has(id)) watched.set(id, watchOne(id));
    }
    for (const [id, stop] of watched) {
      if (wanted.has(id)) continue;
      stop();
      watched.delete(id);
    }
  };

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
        tell(entry, view.customer.name);
      }
    });
  }

  function tell({ what }: TimelineEntry, customer: string): void {
    const { because, consultFailed, transferFailed, transferred } = barWords.outcome;
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

  const stop = desk.state.subscribe(look);
  look();
  return () => {
    stop();
    for (const unwatch of watched.values()) unwatch();
  };
}
