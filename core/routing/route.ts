import {
  type AgentNow,
  type Channel,
  type Obstacle,
  obstacle,
  obstacleToRoom,
} from '../presence/presence.ts';
import type { Millis } from '../time.ts';

/** How long an offer rings before the next agent is asked. */
export const RING_MS = 20_000;

/** How long an agent who passed a contact is left alone with it while nobody else is there. */
export const PASS_REST_MS = 10_000;

/** Work waiting for an agent: a call or a chat. */
export type Contact = {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly queueId: string;
  /** The place in line; kept through every failed offer (Q5). */
  readonly since: Millis;
  readonly preferredAgentId: string | null;
  /** The only agent it is for; null when the queue decides. */
  readonly boundToAgentId: string | null;
  readonly passedBy: readonly { readonly agentId: string; readonly at: Millis }[];
};

/** An agent of the queue as routing sees them. */
export type Candidate = AgentNow & {
  readonly agentId: string;
  readonly queueIds: readonly string[];
};

/** What was found about one candidate; kept with every offer (Q9). */
export type Verdict = {
  readonly agentId: string;
  readonly because:
    | 'chosen'
    | 'idle-shorter'
    | 'not-in-queue'
    | 'passed-it'
    | 'not-preferred'
    | 'bound-to-other'
    | Obstacle;
};

/** One offer to make. */
export type Decision = {
  readonly contactId: string;
  readonly agentId: string;
  readonly verdicts: readonly Verdict[];
};

/** The offers to make now, and when to look again although nothing else changes. */
export type RoutingResult = {
  readonly decisions: readonly Decision[];
  readonly lookAgainAt: Millis | null;
  /** For contacts nobody can take: why not, each candidate. */
  readonly unserved: readonly {
    readonly contactId: string;
    readonly verdicts: readonly Verdict[];
  }[];
};

/** Longest idle first, oldest contact first; an agent gets one offer at a time (Q1, Q2, Q5). */
export function route(
  contacts: readonly Contact[],
  candidates: readonly Candidate[],
  now: Millis,
): RoutingResult {
  const taken = new Set<string>();
  const decisions: Decision[] = [];
  const unserved: { contactId: string; verdicts: readonly Verdict[] }[] = [];
  let lookAgainAt: Millis | null = null;
  for (const contact of inLine(contacts)) {
    const free = candidates.filter((one) => !taken.has(one.agentId));
    const judged = judge(contact, free, now);
    if (judged.chosen === null) {
      unserved.push({ contactId: contact.id, verdicts: judged.verdicts });
      lookAgainAt = earlier(lookAgainAt, restEnds(contact, now));
    } else {
      taken.add(judged.chosen);
      decisions.push({ contactId: contact.id, agentId: judged.chosen, verdicts: judged.verdicts });
    }
  }
  return { decisions, lookAgainAt, unserved };
}

/** Contacts in the order they are served: oldest first, ties by id. */
function inLine(contacts: readonly Contact[]): readonly Contact[] {
  return [...contacts].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
}

type Judged = { readonly chosen: string | null; readonly verdicts: readonly Verdict[] };

function judge(contact: Contact, candidates: readonly Candidate[], now: Millis): Judged {
  const excluded = candidates.map((one) => ({ one, because: exclusion(contact, one, now) }));
  const able = excluded.filter((entry) => entry.because === null).map((entry) => entry.one);
  const pool = poolFor(contact, able, now);
  const chosen = longestIdle(pool);
  const verdicts = excluded.map(({ one, because }): Verdict => {
    if (because !== null) return { agentId: one.agentId, because };
    if (one.agentId === chosen?.agentId) return { agentId: one.agentId, because: 'chosen' };
    if (pool.includes(one)) return { agentId: one.agentId, because: 'idle-shorter' };
    const passed = passedAt(contact, one.agentId) !== null;
    return { agentId: one.agentId, because: passed ? 'passed-it' : 'not-preferred' };
  });
  return { chosen: chosen?.agentId ?? null, verdicts };
}

/** The preferred agent alone, else those who have not passed it, else those whose rest is over. */
function poolFor(contact: Contact, able: readonly Candidate[], now: Millis): readonly Candidate[] {
  const fresh = able.filter((one) => passedAt(contact, one.agentId) === null);
  const preferred = fresh.find((one) => one.agentId === contact.preferredAgentId);
  if (preferred !== undefined) return [preferred];
  if (fresh.length > 0) return fresh;
  return able.filter((one) => restIsOver(contact, one.agentId, now));
}

function exclusion(
  contact: Contact,
  one: Candidate,
  now: Millis,
): 'bound-to-other' | 'not-in-queue' | Obstacle | null {
  if (contact.boundToAgentId !== null) {
    if (one.agentId !== contact.boundToAgentId) return 'bound-to-other';
    return obstacleToRoom(one, contact, now);
  }
  const theirs = one.agentId === contact.preferredAgentId;
  if (!theirs && !one.queueIds.includes(contact.queueId)) return 'not-in-queue';
  return obstacle(one, contact, now);
}

function longestIdle(pool: readonly Candidate[]): Candidate | undefined {
  return [...pool].sort(
    (a, b) => a.presence.idleSince - b.presence.idleSince || (a.agentId < b.agentId ? -1 : 1),
  )[0];
}

function passedAt(contact: Contact, agentId: string): Millis | null {
  const passes = contact.passedBy.filter((pass) => pass.agentId === agentId);
  return passes.length === 0 ? null : Math.max(...passes.map((pass) => pass.at));
}

function restIsOver(contact: Contact, agentId: string, now: Millis): boolean {
  const at = passedAt(contact, agentId);
  return at === null || at + PASS_REST_MS <= now;
}

function restEnds(contact: Contact, now: Millis): Millis | null {
  const ends = contact.passedBy.map((pass) => pass.at + PASS_REST_MS).filter((end) => end > now);
  return ends.length === 0 ? null : Math.min(...ends);
}

function earlier(a: Millis | null, b: Millis | null): Millis | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
