import { randomUUID } from 'node:crypto';
import type { Who } from '@parley/core/access/can.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import { hashToken, looksLikeToken, newToken } from './tokens.ts';

/** Signed in for this long at most, and for this long without being seen. */
export const SESSION_MS = 14 * 24 * 3_600_000;
const IDLE_MS = 3 * 24 * 3_600_000;

/** How exact "last seen" is: one write in this time at most. */
export const SEEN_EVERY_MS = 60_000;

export type StaffWho = Extract<Who, { role: 'agent' | 'supervisor' | 'admin' }>;

/** A member of staff in one of their browsers. */
export type Session = {
  readonly id: string;
  readonly who: StaffWho;
  readonly name: string;
  readonly email: string;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly internalNumber: number;
  readonly agentType: 'webrtc' | 'none';
  readonly mustChangePassword: boolean;
};

type SessionRow = {
  id: string;
  staff_id: string;
  name: string;
  email: string;
  role: StaffWho['role'];
  internal_number: number;
  agent_type: 'webrtc' | 'none';
  must_change_password: boolean;
  last_seen_at: Millis;
  queues: { id: string; name: string }[] | null;
};

const FIND = `
  SELECT sessions.id, sessions.staff_id, sessions.last_seen_at, staff.name, staff.email,
    staff.role, staff.internal_number, staff.agent_type, staff.must_change_password,
    (SELECT json_agg(json_build_object('id', queues.id, 'name', queues.name) ORDER BY queues.name)
      FROM queue_members JOIN queues ON queues.id = queue_members.queue_id
      WHERE queue_members.staff_id = staff.id) AS queues
  FROM sessions JOIN staff ON staff.id = sessions.staff_id
  WHERE sessions.token_hash = $1 AND sessions.started_at > $2 AND sessions.last_seen_at > $3`;

/** Opens a session; the token is in no table and in nobody's hands but the browser's. */
export async function openSession(
  tx: Tx,
  { staffId, browser, now }: { staffId: string; browser: string; now: Millis },
): Promise<{ id: string; token: string }> {
  const token = newToken();
  const id = `sess_${randomUUID()}`;
  await tx.query({
    text: `INSERT INTO sessions (id, token_hash, staff_id, browser, started_at, last_seen_at)
           VALUES ($1, $2, $3, $4, $5, $5)`,
    values: [id, hashToken(token), staffId, browser, now],
  });
  return { id, token };
}

/** Whose session a cookie's token stands for; null for anything else. */
export async function findSession(
  tx: Tx,
  token: string | undefined,
  now: Millis,
): Promise<Session | null> {
  if (token === undefined || !looksLikeToken(token)) return null;
  const [row] = await tx.query<SessionRow>({
    text: FIND,
    values: [hashToken(token), now - SESSION_MS, now - IDLE_MS],
  });
  if (row === undefined) return null;
  if (row.last_seen_at < now - SEEN_EVERY_MS) await markSeen(tx, [row.id], now);
  const queues = row.queues ?? [];
  return {
    id: row.id,
    who: { role: row.role, personId: row.staff_id, queueIds: queues.map((queue) => queue.id) },
    name: row.name,
    email: row.email,
    queues,
    internalNumber: row.internal_number,
    agentType: row.agent_type,
    mustChangePassword: row.must_change_password,
  };
}

/** A page that is open all day keeps its session awake. */
export async function markSeen(tx: Tx, sessionIds: readonly string[], now: Millis): Promise<void> {
  await tx.query({
    text: 'UPDATE sessions SET last_seen_at = $2 WHERE id = ANY($1)',
    values: [sessionIds, now],
  });
}

/** Those of the sessions that nobody has ended. */
export async function stillOpen(
  tx: Tx,
  sessionIds: readonly string[],
  now: Millis,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>({
    text: 'SELECT id FROM sessions WHERE id = ANY($1) AND started_at > $2',
    values: [sessionIds, now - SESSION_MS],
  });
  return new Set(rows.map((row) => row.id));
}

export type ListedSession = {
  readonly id: string;
  readonly browser: string;
  readonly startedAt: Millis;
  readonly lastSeenAt: Millis;
};

export async function listSessions(
  tx: Tx,
  staffId: string,
  now: Millis,
): Promise<readonly ListedSession[]> {
  return tx.query<ListedSession>({
    text: `SELECT id, browser, started_at AS "startedAt", last_seen_at AS "lastSeenAt"
           FROM sessions WHERE staff_id = $1 AND started_at > $2 AND last_seen_at > $3
           ORDER BY last_seen_at DESC`,
    values: [staffId, now - SESSION_MS, now - IDLE_MS],
  });
}

const TABS = 50;

/** Remembers that a page belongs to a session; only the newest few are kept. */
export async function addTab(tx: Tx, sessionId: string, tabId: string): Promise<void> {
  await tx.query({
    text: `UPDATE sessions
           SET tabs = (array_append(array_remove(tabs, $2), $2))[greatest(1, cardinality(tabs) - $3):]
           WHERE id = $1 AND tabs[cardinality(tabs)] IS DISTINCT FROM $2`,
    values: [sessionId, tabId, TABS],
  });
}

/** Which of a person's sessions are to end: one, or all but one. */
export type Ending = { readonly only: string } | { readonly allBut: string };

/** A session that is over, with the pages that were opened with it. */
export type EndedSession = {
  readonly id: string;
  readonly personId: string;
  readonly tabs: readonly string[];
};

/** Ends sessions of one person; gives those that were open. */
export async function endSessions(
  tx: Tx,
  staffId: string,
  which: Ending,
): Promise<readonly EndedSession[]> {
  const [sign, id] = 'only' in which ? ['=', which.only] : ['<>', which.allBut];
  return tx.query<EndedSession>({
    text: `DELETE FROM sessions WHERE staff_id = $1 AND id ${sign} $2
           RETURNING id, staff_id AS "personId", tabs`,
    values: [staffId, id],
  });
}

/** Forgets sessions and delays that nobody can use any more. */
export async function sweepSessions(tx: Tx, now: Millis): Promise<void> {
  await tx.query({
    text: 'DELETE FROM sessions WHERE started_at < $1 OR last_seen_at < $2',
    values: [now - SESSION_MS, now - IDLE_MS],
  });
  await tx.query({
    text: 'DELETE FROM sign_in_delays WHERE last_at < $1',
    values: [now - 24 * 3_600_000],
  });
}
