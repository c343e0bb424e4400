import type { CallTarget } from '@parley/contracts/call-verbs.ts';
import type { RefusalCode } from '@parley/contracts/socket.ts';
import { internalMatch, normalNumber } from '@parley/core/dialing.ts';
import {
  canBeRungDirectly,
  type DirectObstacle,
  type DirectRing,
} from '@parley/core/presence/direct-ring.ts';
import { route } from '@parley/core/routing/route.ts';
import type { Millis } from '@parley/core/time.ts';
import type { ChangeAnswer } from '../changes/changes.ts';
import { type AgentRow, agentFrom, type LoadedAgent } from '../changes/loaded.ts';
import type { Database } from '../database/database.ts';

/** Where a call is to go. */
export type Target =
  | { readonly type: 'agent'; readonly agentId: string; readonly name: string }
  | { readonly type: 'queue'; readonly queueId: string; readonly name: string };

type Refused = Extract<ChangeAnswer<never>, { ok: false }>;

type Found = {
  readonly type: Target['type'];
  readonly id: string;
  readonly name: string;
  readonly number: string;
};

const EVERYBODY = `
  SELECT 'agent' AS type, id, name, internal_number::text AS number
    FROM staff WHERE agent_type = 'webrtc'
  UNION ALL SELECT 'queue', id, name, internal_number::text FROM queues`;

/** The colleague or queue that is meant; a number nobody has here would need a trunk (G4). */
export async function targetOf(
  database: Database,
  to: CallTarget,
): Promise<{ readonly ok: true; readonly target: Target } | Refused> {
  if (to.type === 'number') return targetBehind(database, to.number);
  const id = to.type === 'agent' ? to.agentId : to.queueId;
  const [found] = await database.query<Found>({
    name: 'call_target',
    text: `SELECT * FROM (${EVERYBODY}) AS one WHERE type = $1 AND id = $2`,
    values: [to.type, id],
  });
  return found === undefined
    ? { ok: false, code: 'not-found' }
    : { ok: true, target: targetFrom(found) };
}

async function targetBehind(database: Database, typed: string): ReturnType<typeof targetOf> {
  const number = normalNumber(typed);
  if (number === null) return { ok: false, code: 'bad-input' };
  const all = await database.query<Found>({
    name: 'call_target_numbered',
    text: `SELECT * FROM (${EVERYBODY}) AS one WHERE number = $1`,
    values: [number],
  });
  const found = internalMatch(number, all);
  return found === null
    ? { ok: false, code: 'no-trunk', facts: { number } }
    : { ok: true, target: targetFrom(found) };
}

function targetFrom({ type, id, name }: Found): Target {
  return type === 'agent' ? { type, agentId: id, name } : { type, queueId: id, name };
}

/** Why the agent cannot be rung now, with their name for the words; null when they can. */
export function whyNotRung(
  agent: LoadedAgent | undefined,
  ring: DirectRing,
  now: Millis,
): Refused | null {
  if (agent === undefined) return { ok: false, code: 'not-found' };
  const because = canBeRungDirectly(agent, ring, now);
  return because === null ? null : { ok: false, code: because, facts: { name: agent.name } };
}

/** Rings the target's agent; of a queue one free agent after the other until one can be rung. */
export async function ringTarget<Answer>(
  { database, now }: { readonly database: Database; readonly now: () => Millis },
  { target, ring }: { readonly target: Target; readonly ring: DirectRing },
  ringAt: (agentId: string) => Promise<ChangeAnswer<Answer>>,
): Promise<ChangeAnswer<Answer>> {
  if (target.type === 'agent') return ringAt(target.agentId);
  const agentIds = await freeAgentsOf(database, { queueId: target.queueId, ring }, now());
  for (const agentId of agentIds) {
    const answer = await ringAt(agentId);
    if (answer.ok || !isObstacle(answer.code)) return answer;
  }
  return { ok: false, code: 'target-busy', facts: { name: target.name } };
}

const OBSTACLES: readonly DirectObstacle[] = [
  'target-busy',
  'target-offline',
  'target-paused',
  'target-unreachable',
];

function isObstacle(code: RefusalCode): boolean {
  return OBSTACLES.some((obstacle) => obstacle === code) || code === 'already-in-call';
}

/** The agents of a queue who could be given a contact of it now, in the order in which routing would ask them. */
async function freeAgentsOf(
  database: Database,
  { queueId, ring }: { readonly queueId: string; readonly ring: DirectRing },
  now: Millis,
): Promise<readonly string[]> {
  const rows = await database.query<{ agent: AgentRow }>({
    name: 'agents_of_queue',
    text: `SELECT agent_now(member.staff_id) AS agent
           FROM queue_members AS member JOIN staff ON staff.id = member.staff_id
           WHERE member.queue_id = $1 AND staff.agent_type = 'webrtc'`,
    values: [queueId],
  });
  const contact = {
    ...{ id: 'direct', conversationId: '', queueId, since: now },
    ...{ preferredAgentId: null, boundToAgentId: null, passedBy: [] },
    channel: ring.kind === 'audio' ? 'voice' : 'video',
  } as const;
  let left = rows.map(({ agent }) => agentFrom(agent, now));
  const inOrder: string[] = [];
  for (;;) {
    const [next] = route([contact], left, now).decisions;
    if (next === undefined) return inOrder;
    inOrder.push(next.agentId);
    left = left.filter((one) => one.agentId !== next.agentId);
  }
}
