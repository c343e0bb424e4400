import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { Call, Leg } from '@parley/core/call/call.ts';
import type { CallInput } from '@parley/core/call/inputs.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withCall } from '../changes/draft.ts';
import { type CommandContext, decidedFrom, personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';

type Parts = { readonly database: Database; readonly changes: Changes };

/** The call an agent turns to: one that goes on, the one behind an offer, or one that is only to begin. */
export type TurnedTo =
  | { readonly callId: string }
  | { readonly offerId: string }
  | { readonly isNew: true };

type Turning = {
  readonly context: CommandContext;
  readonly turnedTo: TurnedTo;
  /** What the act needs too, read at the same time. */
  readonly beside?: Promise<unknown>;
  /** What is refused already is not worth a hold. */
  readonly whyNot?: () => Promise<Extract<CommandAnswer, { ok: false }> | null>;
};

type OwnLeg = { readonly callId: string; readonly legId: string };

/** Aside is a leg that nothing in its call can bring into talk but its own agent. */
type OtherLeg = OwnLeg & { readonly isAside: boolean };

/**
 * One call of an agent is live, the others are held (B7, K7): each is held in a change of its own, then the
 * act follows. When that is refused, what was just held goes on.
 */
export async function holdingOthers(
  parts: Parts,
  { context, turnedTo, beside, whyNot }: Turning,
  act: () => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const agentId = personOf(context.who);
  const [others] = await Promise.all([otherLegs(parts.database, agentId, turnedTo), beside]);
  // A press that comes twice finds its first answer and moves nothing.
  if (others.length > 0 && (await isAnswered(parts.database, context))) return act();
  const refused = others.length === 0 ? null : ((await whyNot?.()) ?? null);
  if (refused !== null) return refused;
  const held: OwnLeg[] = [];
  for (const leg of others) {
    const turned = await stepped(parts.changes, leg, 'step-away');
    if (turned === 'try-again') {
      await goOn(parts, context, held);
      return { ok: false, code: 'try-again' };
    }
    if (turned === 'moved') held.push(leg);
  }
  const answer = await act();
  if (answer.ok) await holdAgain(parts, context, goneTo(turnedTo, answer.data));
  else await goOn(parts, context, held);
  return answer;
}

/** A call that has begun is known by the answer. */
function goneTo(turnedTo: TurnedTo, answered: unknown): TurnedTo {
  return 'isNew' in turnedTo ? (answered as OwnLeg) : turnedTo;
}

/** Two presses at once, in two pages, may each have taken up what the other held: whoever acted last holds it again. */
async function holdAgain(
  { database, changes }: Parts,
  { who }: CommandContext,
  turnedTo: TurnedTo,
): Promise<void> {
  for (const leg of await otherLegs(database, personOf(who), turnedTo)) {
    await stepped(changes, leg, 'step-away');
  }
}

/** What was held for nothing goes on, unless the agent has meanwhile turned to something else. */
async function goOn(
  { database, changes }: Parts,
  { who }: CommandContext,
  held: readonly OwnLeg[],
): Promise<void> {
  for (const leg of held) {
    await stepped(changes, leg, 'resume');
    const others = await otherLegs(database, personOf(who), leg);
    if (others.some((other) => !other.isAside)) await stepped(changes, leg, 'step-away');
  }
}

type Stepped = 'moved' | 'same' | 'try-again';

/** What is refused was over already. */
async function stepped(
  changes: Changes,
  { callId, legId }: OwnLeg,
  type: Extract<CallInput['type'], 'step-away' | 'resume'>,
): Promise<Stepped> {
  const answer = await changes.change<Stepped>({ callId }, (loaded, now) => {
    const draft = draftOf(loaded);
    const moved = withCall(draft, { type, legId }, now);
    if (!moved.ok) return { ok: true, draft, answer: 'same' };
    return decidedFrom(moved, moved.draft.facts.length > 0 ? 'moved' : 'same');
  });
  if (answer.ok) return answer.data;
  return answer.code === 'try-again' ? 'try-again' : 'same';
}

/** The agent's own legs in every other call they are in; a chat that is answered holds none. */
async function otherLegs(
  database: Database,
  agentId: string,
  turnedTo: TurnedTo,
): Promise<readonly OtherLeg[]> {
  const callId = 'callId' in turnedTo ? turnedTo.callId : null;
  const offerId = 'offerId' in turnedTo ? turnedTo.offerId : null;
  const rows = await database.query<{ value: Call }>({
    name: 'other_calls_of',
    text: `SELECT calls.value FROM tasks JOIN calls ON calls.id = tasks.contact_id
      LEFT JOIN offers ON offers.id = $3
      WHERE tasks.agent_id = $1 AND tasks.state = 'active' AND calls.phase <> 'ended'
        AND calls.id IS DISTINCT FROM $2 AND calls.id IS DISTINCT FROM offers.call_id
        AND ($3::text IS NULL
          OR (offers.agent_id = $1 AND offers.call_id IS NOT NULL))
      ORDER BY calls.started_at, calls.id`,
    values: [agentId, callId, offerId],
  });
  return rows.flatMap(({ value }) =>
    value.legs
      .filter((leg) => leg.personId === agentId)
      .map((leg) => ({ callId: value.id, legId: leg.id, isAside: isAside(value, leg) })),
  );
}

function isAside({ phase, beside }: Call, leg: Leg): boolean {
  return leg.away || (phase.name === 'held' && phase.byLegId === leg.id && beside.name === 'none');
}

async function isAnswered(database: Database, context: CommandContext): Promise<boolean> {
  const found = await database.query({
    name: 'command_was_answered',
    text: 'SELECT 1 FROM command_answers WHERE person_id = $1 AND command_id = $2',
    values: [personOf(context.who), context.commandId],
  });
  return found.length > 0;
}
