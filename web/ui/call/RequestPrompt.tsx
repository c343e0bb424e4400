import type { CallSession } from '../../live/call/call-session.ts';
import { useStore } from '../use-store.ts';
import { requestWords } from '../words-of-asking.ts';
import type { Calls } from './calls.ts';

/** What an agent asks the customer to do; nothing happens before they allow it (M20). */
export function RequestPrompt({
  session,
  calls,
}: {
  readonly session: CallSession;
  readonly calls: Calls;
}) {
  const asked = useStore(calls.asked);
  if (asked === null || asked.callId !== session.callId) return null;
  const answer = (agreed: boolean): void => void calls.answerAsked(session, agreed);
  return (
    <section class="request" aria-label={requestWords.region}>
      <div role="alert">
        <p>{requestWords.asks[asked.what](asked.agentName)}</p>
        <p class="waiting-soft">{requestWords.help}</p>
      </div>
      <div class="request-buttons">
        <button type="button" class="primary" onClick={() => answer(true)}>
          {requestWords.allow}
        </button>
        <button type="button" class="secondary" onClick={() => answer(false)}>
          {requestWords.refuse}
        </button>
      </div>
    </section>
  );
}
