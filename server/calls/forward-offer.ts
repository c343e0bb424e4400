import type { CommandData } from '@parley/contracts/socket.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { ForwardTarget } from '@parley/core/call/inputs.ts';
import { RING_MS } from '@parley/core/routing/route.ts';
import type { Millis } from '@parley/core/time.ts';
import type { ChangeAnswer, Changes, Decided } from '../changes/changes.ts';
import { draftOf, withCall } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import { type CommandContext, decidedFrom, personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { decideOnOffer } from './own-offer.ts';
import { type Target, targetOf, whyNotRung } from './targets.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly random: () => string;
};

const NO_CALL = { ok: false, code: 'offer-closed' } as const;

/** The agent being rung sends the call on, to a queue or to a colleague who then rings (X5). */
export async function forwardOffer(
  { database, changes, random }: Parts,
  context: CommandContext,
  { offerId, to }: CommandData<'forward-offer'>,
): Promise<ChangeAnswer<object>> {
  const asked = { context, offerId, name: 'forward-offer' } as const;
  const agentId = personOf(context.who);
  if (!(await isOwnOffer(database, offerId, agentId))) {
    return decideOnOffer(changes, asked, () => NO_CALL);
  }
  const found = await targetOf(database, to);
  if (!found.ok) return found;
  const { target } = found;
  const ids = { offerId: `offer_${random()}`, legId: `leg_${random()}` };
  const agents = target.type === 'agent' ? [target.agentId] : [];
  return decideOnOffer(changes, { ...asked, agents }, (loaded, now) => {
    const { call } = draftOf(loaded);
    if (call === null) return NO_CALL;
    const forwarded = decideForward(loaded, { agentId, to: goalOf(target, ids, now) }, now);
    if (!forwarded.ok || target.type === 'queue') return forwarded;
    return whyNotRung(loaded.agents.get(target.agentId), ringOn(call), now) ?? forwarded;
  });
}

/** Who is not rung learns nothing about numbers and names. */
async function isOwnOffer(database: Database, offerId: string, agentId: string): Promise<boolean> {
  const found = await database.query({
    name: 'own_offer',
    text: 'SELECT 1 FROM offers WHERE id = $1 AND agent_id = $2',
    values: [offerId, agentId],
  });
  return found.length > 0;
}

function goalOf(
  target: Target,
  ids: { readonly offerId: string; readonly legId: string },
  now: Millis,
): ForwardTarget {
  if (target.type === 'queue') return { queueId: target.queueId };
  return { ...ids, agentId: target.agentId, agentName: target.name, until: now + RING_MS };
}

function ringOn({ kind }: Call): { readonly purpose: 'transfer'; readonly kind: Call['kind'] } {
  return { purpose: 'transfer', kind };
}

function decideForward(
  loaded: Loaded,
  { agentId, to }: { readonly agentId: string; readonly to: ForwardTarget },
  now: Millis,
): Decided<object> {
  return decidedFrom(withCall(draftOf(loaded), { type: 'forward', agentId, to }, now), {});
}
