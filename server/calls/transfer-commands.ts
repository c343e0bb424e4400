import type { CommandData, CommandName, Hint } from '@parley/contracts/socket.ts';
import type { Call, InvitePurpose } from '@parley/core/call/call.ts';
import type { CallInput } from '@parley/core/call/inputs.ts';
import { RING_MS } from '@parley/core/routing/route.ts';
import type { Millis } from '@parley/core/time.ts';
import type { ChangeAnswer, Changes, Decided } from '../changes/changes.ts';
import { draftOf, withCall } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import { type CommandContext, decidedFrom, type Executors, onceOnly } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { HintTarget } from '../delivery-port.ts';
import { holdingOthers } from './other-calls.ts';
import { decideOnOwnLeg, type OnLeg } from './own-leg.ts';
import { readCall } from './read-call.ts';
import { sendDigits } from './send-digits.ts';
import { ringTarget, type Target, targetOf, whyNotRung } from './targets.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => Millis;
  readonly random: () => string;
  readonly hint: (to: HintTarget, hint: Hint) => void;
};

type Names =
  | 'transfer-call'
  | 'consult'
  | 'swap-call'
  | 'merge-call'
  | 'complete-transfer'
  | 'cancel-consult'
  | 'send-digits';

/** Hold, consult, transfer and conference as agents press them. */
export function transferCommands(parts: Parts): Executors<Names> {
  const move = moverFor(parts.changes);
  /** What brings the agent into talk holds their other calls first. */
  const moveAlone =
    (
      name: 'swap-call' | 'merge-call' | 'cancel-consult',
      type: 'swap' | 'merge' | 'cancel-consult',
    ) =>
    (context: CommandContext, data: OnLeg) =>
      holdingOthers(parts, { context, turnedTo: { callId: data.callId } }, () =>
        move(name, ({ legId }) => ({ type, legId }))(context, data),
      );
  return {
    'transfer-call': (context, data) => transfer(parts, context, data),
    consult: (context, data) =>
      holdingOthers(parts, { context, turnedTo: { callId: data.callId } }, () =>
        consult(parts, context, data),
      ),
    'swap-call': moveAlone('swap-call', 'swap'),
    'merge-call': moveAlone('merge-call', 'merge'),
    'cancel-consult': moveAlone('cancel-consult', 'cancel-consult'),
    'complete-transfer': move('complete-transfer', ({ legId }) => ({
      type: 'complete-transfer',
      legId,
    })),
    'send-digits': sendDigits(parts),
  };
}

function moverFor(changes: Changes) {
  return <Name extends Names>(name: Name, inputFor: (data: CommandData<Name>) => CallInput) =>
    (context: CommandContext, data: CommandData<Name> & OnLeg): Promise<ChangeAnswer<object>> => {
      const { callId, legId } = data;
      return changes.change({ callId, engaged: true, ...onceOnly(context) }, (loaded, now) =>
        decideOnOwnLeg(loaded.call?.value ?? null, { context, name, legId }, () =>
          decidedFrom(withCall(draftOf(loaded), inputFor(data), now), {}),
        ),
      );
    };
}

async function transfer(
  parts: Parts,
  context: CommandContext,
  data: CommandData<'transfer-call'>,
): Promise<ChangeAnswer<object>> {
  const aim = await aimOf(parts, { context, name: 'transfer-call' }, data);
  if ('answer' in aim) return aim.answer;
  const { target } = aim;
  if (target.type === 'agent')
    return invite(parts, context, { ...data, ...aim, purpose: 'transfer' });
  const { queueId } = target;
  const move = moverFor(parts.changes);
  return move('transfer-call', ({ legId }) => ({ type: 'transfer-to-queue', legId, queueId }))(
    context,
    data,
  );
}

async function consult(
  parts: Parts,
  context: CommandContext,
  data: CommandData<'consult'>,
): Promise<ChangeAnswer<object>> {
  const aim = await aimOf(parts, { context, name: 'consult' }, data);
  return 'answer' in aim
    ? aim.answer
    : invite(parts, context, { ...data, ...aim, purpose: 'consult' });
}

type Aim = { readonly target: Target; readonly kind: Call['kind'] };

/** Where to, for somebody whose leg it is: who may not act learns nothing about numbers and names. */
async function aimOf(
  { changes, database }: Parts,
  { context, name }: { readonly context: CommandContext; readonly name: CommandName },
  { callId, legId, to }: CommandData<'consult'>,
): Promise<Aim | { readonly answer: ChangeAnswer<object> }> {
  const call = await readCall(database, callId);
  if (call === null) return { answer: { ok: false, code: 'not-found' } };
  const own = decideOnOwnLeg(call.value, { context, name, legId }, () => ({ ok: true }) as const);
  if (!own.ok) {
    // Whoever handed the call on and asks again, unsure, finds the first answer.
    return { answer: await changes.change({ callId, ...onceOnly(context) }, () => own) };
  }
  const found = await targetOf(database, to);
  return found.ok ? { target: found.target, kind: call.value.kind } : { answer: found };
}

type Inviting = OnLeg & Aim & { readonly purpose: InvitePurpose };

function invite(
  parts: Parts,
  context: CommandContext,
  { callId, legId, target, kind, purpose }: Inviting,
): Promise<ChangeAnswer<object>> {
  const { changes, random } = parts;
  const name = purpose === 'consult' ? 'consult' : 'transfer-call';
  const ids = { offerId: `offer_${random()}`, invitedLegId: `leg_${random()}` };
  const ring = { purpose, kind };
  return ringTarget(parts, { target, ring }, (agentId) => {
    const target = { callId, agents: [agentId], engaged: true, ...onceOnly(context) };
    return changes.change(target, (loaded, now) =>
      decideOnOwnLeg(loaded.call?.value ?? null, { context, name, legId }, () =>
        decideInvite(loaded, { ...ids, legId, agentId, ring }, now),
      ),
    );
  });
}

type Invitation = {
  readonly offerId: string;
  readonly invitedLegId: string;
  readonly legId: string;
  readonly agentId: string;
  readonly ring: { readonly purpose: InvitePurpose; readonly kind: Call['kind'] };
};

/** What the call itself forbids is said before what keeps the colleague. */
function decideInvite(loaded: Loaded, invitation: Invitation, now: Millis): Decided<object> {
  const { ring, ...who } = invitation;
  const agent = loaded.agents.get(who.agentId);
  const agentName = agent?.name ?? '';
  const { purpose } = ring;
  const until = now + RING_MS;
  const invited = decidedFrom(
    withCall(draftOf(loaded), { type: 'invite', ...who, agentName, purpose, until }, now),
    {},
  );
  return invited.ok ? (whyNotRung(agent, ring, now) ?? invited) : invited;
}
