import type { Hint } from '@parley/contracts/socket.ts';
import type { Call, Leg } from '@parley/core/call/call.ts';
import { talksWith } from '@parley/core/call/people.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withCall } from '../changes/draft.ts';
import { decidedFrom, type Executor, onceOnly } from '../command-context.ts';
import type { HintTarget } from '../delivery-port.ts';
import { decideOnOwnLeg } from './own-leg.ts';

/** Tones for whoever hears this leg now: stored is how many, the tones themselves only pass through (M19). */
export function sendDigits({
  changes,
  hint,
}: {
  readonly changes: Changes;
  readonly hint: (to: HintTarget, hint: Hint) => void;
}): Executor<'send-digits'> {
  const name = 'send-digits';
  return async (context, { callId, legId, digits }) => {
    let hearing: readonly Leg[] = [];
    const answer = await changes.change({ callId, ...onceOnly(context) }, (loaded, now) => {
      const call: Call | null = loaded.call?.value ?? null;
      hearing = call === null ? [] : talksWith(call, legId);
      return decideOnOwnLeg(call, { context, name, legId }, () =>
        decidedFrom(withCall(draftOf(loaded), { type: name, legId, digits }, now), {}),
      );
    });
    if (!answer.ok) return answer;
    for (const { personId, tabId } of hearing) {
      const to = tabId === null ? { personId } : { tab: { personId, tabId } };
      hint(to, { type: 'digits', callId, legId, digits });
    }
    return answer;
  };
}
