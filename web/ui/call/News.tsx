import { useEffect, useState } from 'preact/hooks';
import type { CallState } from '../../live/call/call-state.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { eventInWords } from '../chat/event-in-words.ts';
import { useStore } from '../use-store.ts';
import { callWords } from '../words.ts';
import type { Calls } from './calls.ts';
import { newsSince } from './news.ts';

/** Long enough to read it twice. */
const SHOWN_MS = 6_000;

/** Who came, went or sends tones, for a moment; the log keeps the people. */
export function News({
  state,
  conversation,
  calls,
}: {
  readonly state: CallState;
  readonly conversation: ConversationSession;
  readonly calls: Calls;
}) {
  const { view } = useStore(conversation.state);
  const [begin] = useState(view.lastSeq);
  const entry = newsSince(view.timeline, begin, state.call?.id);
  const tones = useStore(calls.tones);
  const isFresh = useFresh(entry?.seq ?? null);
  const sounds = useFresh(tones);
  const sender = state.others.find((leg) => leg.id === tones?.legId);
  return (
    <div class="news" role="status">
      {isFresh && entry !== null && <p>{eventInWords(entry)}</p>}
      {sounds && tones !== null && sender !== undefined && (
        <p>{callWords.tones(sender.name, tones.digits)}</p>
      )}
    </div>
  );
}

/** Whether something has been there for a moment only; what was there from the beginning is no news. */
function useFresh(what: unknown): boolean {
  const [old, setOld] = useState(what);
  useEffect(() => {
    const timer = setTimeout(() => setOld(what), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [what]);
  return what !== old;
}
