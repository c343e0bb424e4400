import type { CommandAnswer, CommandData, CommandName } from '@parley/contracts/socket.ts';
import { type Action, can, type Thing, type Who } from '@parley/core/access/can.ts';
import type { Refusal } from '@parley/core/outcome.ts';
import type { Decided } from './changes/changes.ts';
import type { Draft, DraftOutcome } from './changes/draft.ts';

/** Who sends a command, from which tab. */
export type CommandContext = {
  readonly who: Who;
  /** The name others see. */
  readonly name: string;
  readonly tabId: string;
  readonly commandId: string;
};

/** Carries one command out for somebody who has proved who they are. */
export type Executor<Name extends CommandName> = (
  context: CommandContext,
  data: CommandData<Name>,
) => Promise<CommandAnswer>;

/** An executor for each of these commands. */
export type Executors<Names extends CommandName> = { readonly [Name in Names]: Executor<Name> };

export const NOT_ALLOWED = { ok: false, code: 'not-allowed' } as const;

/** The id of who asks; nobody has none. */
export function personOf(who: Who): string {
  return who.role === 'nobody' ? '' : who.personId;
}

/** Makes a repeated command find its first answer. */
export function onceOnly({ who, commandId }: CommandContext): {
  readonly command: { readonly personId: string; readonly commandId: string };
} {
  return { command: { personId: personOf(who), commandId } };
}

/** Decides only for those who may. */
export function allowed<Answer>(
  who: Who,
  { action, thing }: { readonly action: Action; readonly thing: Thing },
  decide: () => Decided<Answer>,
): Decided<Answer> {
  return can(who, action, thing) ? decide() : NOT_ALLOWED;
}

/** A step's outcome as a decision with this answer. */
export function decidedFrom<Answer>(outcome: DraftOutcome, answer: Answer): Decided<Answer> {
  return outcome.ok ? { ok: true, draft: outcome.draft, answer } : refused(outcome.refusal);
}

/**
 * Several steps one after the other, as long as none is refused.
 * NOTE not `then`: a module that exports that is a promise to whoever imports it at run time.
 */
export function andThen(outcome: DraftOutcome, next: (draft: Draft) => DraftOutcome): DraftOutcome {
  return outcome.ok ? next(outcome.draft) : outcome;
}

function refused({
  code,
  facts,
}: Refusal<Extract<Decided<never>, { ok: false }>['code']>): Extract<
  Decided<never>,
  { ok: false }
> {
  return facts === undefined ? { ok: false, code } : { ok: false, code, facts };
}
