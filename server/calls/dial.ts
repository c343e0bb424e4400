import type { CommandAnswer, CommandData, CommandResult } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import { startInternalCall } from '@parley/core/call/start.ts';
import { type Conversation, NOTHING_ASKED } from '@parley/core/conversation/conversation.ts';
import { callsOf } from '@parley/core/presence/presence.ts';
import { RING_MS } from '@parley/core/routing/route.ts';
import type { Millis } from '@parley/core/time.ts';
import type { ChangeAnswer, Changes, Decided } from '../changes/changes.ts';
import { draftOf, withCall, withNewCall } from '../changes/draft.ts';
import {
  type AgentRow,
  agentFrom,
  type Loaded,
  type LoadedAgent,
  type Placement,
} from '../changes/loaded.ts';
import {
  type CommandContext,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { holdingOthers } from './other-calls.ts';
import { ringTarget, type Target, targetOf, whyNotRung } from './targets.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => Millis;
  readonly random: () => string;
};

type Dialled = CommandResult<'dial'>;

/** How many calls an agent has at once, one of them live (B7). */
const MOST_CALLS = 3;

/** Calls between colleagues; a number that nobody has here would need a telephone trunk (G4). */
export function dialCommands(parts: Parts): Executors<'dial'> {
  return {
    dial: async (context, { to, kind }) => {
      const callerId = personOf(context.who);
      if (!can(context.who, 'dial') || !(await hasCallBar(parts.database, callerId))) {
        return NOT_ALLOWED;
      }
      const found = await targetOf(parts.database, to);
      if (!found.ok) return found;
      const asked = { target: found.target, kind };
      const whyNot = () => whyNotNow(parts, callerId, asked);
      return holdingOthers(parts, { context, turnedTo: { isNew: true }, whyNot }, () =>
        ring(parts, context, asked),
      );
    },
  };
}

async function hasCallBar(database: Database, staffId: string): Promise<boolean> {
  const found = await database.query({
    name: 'has_call_bar',
    text: `SELECT 1 FROM staff WHERE id = $1 AND agent_type = 'webrtc'`,
    values: [staffId],
  });
  return found.length > 0;
}

type Asked = { readonly target: Target; readonly kind: CommandData<'dial'>['kind'] };

/** A look without locks; the change itself looks again. */
async function whyNotNow(
  { database, now }: Parts,
  callerId: string,
  { target, kind }: Asked,
): Promise<Refused | null> {
  const calleeId = target.type === 'agent' ? target.agentId : callerId;
  const [row] = await database.query<{ caller: AgentRow; callee: AgentRow }>({
    name: 'caller_and_callee',
    text: 'SELECT agent_now($1) AS caller, agent_now($2) AS callee',
    values: [callerId, calleeId],
  });
  if (row === undefined) return null;
  const at = now();
  if (hasCallsEnough(agentFrom(row.caller, at), kind)) return ENOUGH_CALLS;
  if (calleeId === callerId) return null;
  return whyNotRung(agentFrom(row.callee, at), { purpose: 'dial', kind }, at);
}

type Refused = Extract<CommandAnswer, { ok: false }>;

const ENOUGH_CALLS = { ok: false, code: 'already-in-call' } as const;

function ring(
  parts: Parts,
  context: CommandContext,
  { target, kind }: Asked,
): Promise<CommandAnswer<Dialled>> {
  const { changes, random } = parts;
  const callerId = personOf(context.who);
  const ids: Ids = {
    conversationId: `conv_${random()}`,
    callId: `call_${random()}`,
    legId: `leg_${random()}`,
    calleeLegId: `leg_${random()}`,
    offerId: `offer_${random()}`,
  };
  return ringTarget(parts, { target, ring: { purpose: 'dial', kind } }, (calleeId) => {
    if (calleeId === callerId) return refuseOneself(context);
    const staffIds = [callerId, calleeId];
    const caller = { id: callerId, name: context.name, verified: null };
    return changes.change(
      {
        beginning: conversationOf(ids.conversationId, { caller, staffIds }, parts.now()),
        agents: staffIds,
        wantNode: { notBoot: null },
        ...onceOnly(context),
      },
      (loaded, now) => decideDial(loaded, { ids, kind, context, calleeId, now }),
    );
  });
}

/** One is on one's own line. */
async function refuseOneself({ name }: CommandContext): Promise<ChangeAnswer<Dialled>> {
  return { ok: false, code: 'target-busy', facts: { name } };
}

function conversationOf(
  id: string,
  {
    caller,
    staffIds,
  }: Pick<Conversation, 'staffIds'> & { readonly caller: Conversation['customer'] },
  startedAt: Millis,
): Conversation {
  return {
    ...{ id, kind: 'internal', staffIds, entryId: '', queueId: '', customer: caller, startedAt },
    ...{ form: {}, page: null, chat: { state: 'none' }, wrapUps: [] },
    ...NOTHING_ASKED,
  };
}

type Ids = {
  readonly conversationId: string;
  readonly callId: string;
  readonly legId: string;
  readonly calleeLegId: string;
  readonly offerId: string;
};

type Dialling = {
  readonly ids: Ids;
  readonly kind: CallKind;
  readonly context: CommandContext;
  readonly calleeId: string;
  readonly now: Millis;
};

function decideDial(loaded: Loaded, dialling: Dialling): Decided<Dialled> {
  const { context, kind, calleeId, now } = dialling;
  const caller = loaded.agents.get(personOf(context.who));
  if (caller === undefined || hasCallsEnough(caller, kind)) return ENOUGH_CALLS;
  const callee = loaded.agents.get(calleeId);
  const refused = whyNotRung(callee, { purpose: 'dial', kind }, now);
  if (refused !== null) return refused;
  if (loaded.node === null) return { ok: false, code: 'media-not-ready' };
  return begin(loaded, { ...dialling, node: loaded.node, calleeName: callee?.name ?? '' });
}

/** A video call is an agent's only one (B12). */
function hasCallsEnough({ tasks }: LoadedAgent, kind: CallKind): boolean {
  const calls = callsOf(tasks).filter((task) => task.state === 'active');
  if (calls.some((task) => task.channel === 'video')) return true;
  return kind === 'audio' ? calls.length >= MOST_CALLS : calls.length > 0;
}

function begin(
  loaded: Loaded,
  dialling: Dialling & { readonly node: Placement; readonly calleeName: string },
): Decided<Dialled> {
  const { ids, kind, context, calleeId, calleeName, node, now } = dialling;
  const { conversationId, callId, legId, calleeLegId, offerId } = ids;
  const callerId = personOf(context.who);
  const until = now + RING_MS;
  const started = startInternalCall(
    {
      ...{ callId, conversationId, kind },
      caller: { legId, personId: callerId, name: context.name },
      callee: { offerId, agentId: calleeId, agentName: calleeName, legId: calleeLegId, until },
    },
    now,
  );
  const staff = [
    { id: callerId, name: context.name },
    { id: calleeId, name: calleeName },
  ];
  const opened = { ...draftOf(loaded), facts: [{ type: 'internal-started', staff } as const] };
  const draft = withNewCall(opened, started, node);
  // The page that asks is the page that speaks: its leg is its own from the start.
  const { tabId } = context;
  return decidedFrom(withCall(draft, { type: 'take-leg', legId, tabId }, now), {
    ...{ callId, legId, conversationId },
  });
}
