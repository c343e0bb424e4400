import type { Call } from '@parley/core/call/call.ts';
import type { CallEffect, CallFact, CallRefusalCode } from '@parley/core/call/facts.ts';
import type { CallInput, Stepped } from '@parley/core/call/inputs.ts';
import { step } from '@parley/core/call/step.ts';
import { type Conversation, stepConversation } from '@parley/core/conversation/conversation.ts';
import type { CallEvent, ConversationFact } from '@parley/core/conversation/events.ts';
import type { ConversationEffect, ConversationInput } from '@parley/core/conversation/inputs.ts';
import type { ConversationRefusalCode } from '@parley/core/conversation/refusals.ts';
import { type Outcome, refuse } from '@parley/core/outcome.ts';
import type { Verdict } from '@parley/core/routing/route.ts';
import type { Millis } from '@parley/core/time.ts';
import type { LinkWords, Loaded, Placement } from './loaded.ts';

/** What a change makes of a conversation and its call, not yet stored. */
export type Draft = {
  readonly conversation: Conversation;
  readonly call: Call | null;
  readonly placement: Placement | null;
  readonly links: LinkWords;
  readonly facts: readonly (ConversationFact | CallEvent)[];
  readonly effects: readonly (CallEffect | ConversationEffect)[];
  /** The reasons of an offer made in this change. */
  readonly verdicts: readonly Verdict[];
};

/** Everything as it stands. */
export function draftOf(loaded: Loaded): Draft {
  return {
    conversation: loaded.conversation,
    call: loaded.call?.value ?? null,
    placement: loaded.call?.placement ?? null,
    links: loaded.call?.links ?? {},
    facts: [],
    effects: [],
    verdicts: [],
  };
}

export type DraftOutcome = Outcome<
  { readonly draft: Draft },
  CallRefusalCode | ConversationRefusalCode
>;

/** A call that begins in this change. */
export function withNewCall(draft: Draft, started: Stepped, placement: Placement): Draft {
  return withStepped({ ...draft, placement, links: {} }, started);
}

/** Moves the call. */
export function withCall(draft: Draft, input: CallInput, now: Millis): DraftOutcome {
  if (draft.call === null) return refuse('call-ended');
  const outcome = step(draft.call, input, now);
  return outcome.ok ? { ok: true, draft: withStepped(draft, outcome) } : outcome;
}

function withStepped(draft: Draft, { call, facts, effects }: Stepped): Draft {
  const told = facts.map((fact: CallFact): CallEvent => ({ type: 'call', fact, call }));
  return {
    ...draft,
    call,
    facts: [...draft.facts, ...told],
    effects: [...draft.effects, ...effects],
  };
}

/** Moves the conversation. */
export function withConversation(
  draft: Draft,
  input: ConversationInput,
  now: Millis,
): DraftOutcome {
  const outcome = stepConversation(draft.conversation, input, now);
  if (!outcome.ok) return outcome;
  const { conversation, facts, effects } = outcome;
  return {
    ok: true,
    draft: {
      ...draft,
      conversation,
      facts: [...draft.facts, ...facts],
      effects: [...draft.effects, ...effects],
    },
  };
}
