import { conversationStream, personStream } from '@parley/contracts/socket.ts';
import { callbackOf } from '@parley/core/conversation/asking-step.ts';
import { type Presence, roomTaskId } from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import { EFFECT_RETRY_MS, type Job } from '../jobs/job.ts';
import type { Draft } from './draft.ts';
import type { Loaded } from './loaded.ts';
import { closedOffers, madeOffers, personFacts } from './person-facts.ts';
import { freedIn, presencesAfter } from './presences.ts';
import { type RecentCallRows, recentCallsIn } from './recent-calls.ts';
import {
  agentIdsOf,
  type ContactRow,
  contactsOf,
  type Subject,
  tasksOf,
  timerJobsOf,
} from './work.ts';

/** An event on its way to its stream. */
export type NewEvent = { readonly stream: string; readonly at: Millis; readonly data: unknown };

/** The answer that a repeated command must find. */
export type AnswerRow = {
  readonly personId: string;
  readonly commandId: string;
  readonly at: Millis;
  readonly answer: unknown;
};

/** What `close_change` stores; what is left out stays as it is. */
export type WrittenChange = {
  readonly conversationId?: string;
  readonly conversation?: object;
  readonly call?: object;
  readonly contacts?: { readonly gone: readonly string[]; readonly now: readonly object[] };
  readonly tasks?: readonly object[];
  readonly offersMade?: readonly object[];
  readonly offersClosed?: readonly object[];
  readonly recentCalls?: RecentCallRows;
  readonly presences?: readonly Presence[];
  readonly jobs?: readonly Job[];
  readonly jobsGone?: readonly string[];
  readonly routeAgents?: readonly string[];
  readonly retryAt: Millis;
  readonly answer?: AnswerRow;
  readonly events: readonly NewEvent[];
};

/** Everything that storing a draft means: values, projections, timers, effects and events. */
export function writtenFrom(
  loaded: Loaded,
  draft: Draft,
  about: { readonly now: Millis; readonly answer: AnswerRow | null },
): WrittenChange {
  const { now, answer } = about;
  const before: Subject = { conversation: loaded.conversation, call: loaded.call?.value ?? null };
  const presences = presencesAfter(loaded, draft, now);
  const freed = freedIn(draft).map((effect) => effect.agentId);
  const routed = [...new Set([...freed, ...satDownOrLeft(before, draft)])];
  return {
    conversationId: draft.conversation.id,
    ...conversationRow(loaded, draft),
    ...callRow(loaded, draft),
    ...workRows(before, draft),
    ...offerRows(before, draft, now),
    ...recentCallRows(before, draft, now),
    ...(presences.length > 0 ? { presences } : {}),
    ...jobRows(before, draft, now),
    ...(routed.length > 0 ? { routeAgents: routed } : {}),
    retryAt: now + EFFECT_RETRY_MS,
    ...(answer === null ? {} : { answer }),
    events: eventsOf(loaded, draft, { now, presences }),
  };
}

/** Agents who came into a room or left one: somebody may be theirs now who was not before. */
function satDownOrLeft(before: Subject, draft: Draft): readonly string[] {
  const was = roomTasks(before);
  const is = roomTasks(draft);
  const changed = [
    ...was.filter((one) => !is.some((other) => other.agentId === one.agentId)),
    ...is.filter((one) => !was.some((other) => other.agentId === one.agentId)),
  ];
  return changed.map((task) => task.agentId);
}

function roomTasks(subject: Subject): ReturnType<typeof tasksOf> {
  const { room } = subject.conversation;
  if (room === null) return [];
  return tasksOf(subject).filter((task) => task.contactId === roomTaskId(room.id));
}

function conversationRow(loaded: Loaded, draft: Draft): Pick<WrittenChange, 'conversation'> {
  const { conversation } = draft;
  const agentIds = agentIdsOf(draft);
  const before = { conversation: loaded.conversation, call: loaded.call?.value ?? null };
  const same = conversation === before.conversation && sameList(agentIds, agentIdsOf(before));
  if (same && !loaded.isNew) return {};
  const { id, entryId, queueId, customer, chat, startedAt } = conversation;
  return {
    conversation: {
      id,
      value: conversation,
      entryId,
      queueId,
      customerId: customer.id,
      chatState: chat.state,
      agentIds,
      startedAt,
    },
  };
}

function callRow(loaded: Loaded, draft: Draft): Pick<WrittenChange, 'call'> {
  const { call, placement, links } = draft;
  if (call === null) return {};
  const was = loaded.call;
  if (was?.value === call && was.placement === placement && was.links === links) return {};
  return {
    call: {
      id: call.id,
      conversationId: call.conversationId,
      version: nextVersion(loaded),
      value: call,
      phase: call.phase.name,
      queueId: call.queueId,
      nodeId: placement?.nodeId ?? null,
      bootId: placement?.bootId ?? null,
      links,
      tabIds: call.legs.flatMap((leg) => (leg.tabId === null ? [] : [leg.tabId])),
      startedAt: call.startedAt,
      endedAt: call.phase.name === 'ended' ? call.phase.at : null,
    },
  };
}

/** The version that a stored change gives its call. */
export function nextVersion(loaded: Loaded): number {
  return (loaded.call?.version ?? 0) + 1;
}

function workRows(before: Subject, draft: Draft): Pick<WrittenChange, 'contacts' | 'tasks'> {
  const was = contactsOf(before);
  const is = contactsOf(draft);
  const tasks = tasksOf(draft);
  const sameTasks = sameJson(tasks, tasksOf(before));
  if (sameTasks && sameJson(was, is)) return {};
  const gone = was.filter((one) => !is.some((other) => other.id === one.id)).map((one) => one.id);
  return {
    contacts: { gone, now: is.map(contactRow) },
    ...(sameTasks ? {} : { tasks }),
  };
}

function contactRow({ offer, ...contact }: ContactRow): object {
  return {
    ...contact,
    state: offer === null ? 'waiting' : 'offered',
    agentId: offer?.agentId ?? null,
    offerId: offer?.offerId ?? null,
    offerUntil: offer?.until ?? null,
  };
}

function offerRows(
  before: Subject,
  draft: Draft,
  now: Millis,
): Pick<WrittenChange, 'offersMade' | 'offersClosed'> {
  const closed = closedOffers(before, draft);
  const made = madeOffers(before, draft);
  if (closed.length === 0 && made.length === 0) return {};
  return {
    offersClosed: closed.map(({ offerId, outcome }) => ({ id: offerId, outcome, at: now })),
    offersMade: made.map(({ id, conversationId, callId, queueId, since, offer }) => ({
      id: offer.offerId,
      contactId: id,
      conversationId,
      callId,
      queueId,
      agentId: offer.agentId,
      at: now,
      until: offer.until,
      // Until a wish is due its customer does not wait: it would say that the line is long.
      waitingSince:
        callId === null
          ? Math.max(since, callbackOf(draft.conversation, now)?.dueAt ?? since)
          : since,
      reasons: draft.verdicts,
    })),
  };
}

function recentCallRows(
  before: Subject,
  draft: Draft,
  now: Millis,
): Pick<WrittenChange, 'recentCalls'> {
  const recentCalls = recentCallsIn(before, draft, now);
  return recentCalls === null ? {} : { recentCalls };
}

function jobRows(
  before: Subject,
  draft: Draft,
  now: Millis,
): Pick<WrittenChange, 'jobs' | 'jobsGone'> {
  const was = timerJobsOf(before);
  const is = timerJobsOf(draft);
  const gone = was.filter((one) => !is.some((other) => other.key === one.key));
  const fresh = is.filter(
    (one) => !was.some((other) => other.key === one.key && other.dueAt === one.dueAt),
  );
  const jobs = [...fresh, ...effectJobs(draft, now)];
  return {
    ...(gone.length > 0 ? { jobsGone: gone.map((job) => job.key) } : {}),
    ...(jobs.length > 0 ? { jobs } : {}),
  };
}

/** One row per effect that is left to do after the commit; agents were freed inside it. */
function effectJobs(draft: Draft, now: Millis): readonly Job[] {
  const jobs = new Map<string, Job>();
  for (const effect of draft.effects) {
    for (const job of jobsFor(effect.type, draft, now)) jobs.set(job.key, job);
  }
  return [...jobs.values()];
}

function jobsFor(
  effect: Draft['effects'][number]['type'],
  draft: Draft,
  now: Millis,
): readonly Job[] {
  const dueAt = now + EFFECT_RETRY_MS;
  const { call } = draft;
  switch (effect) {
    case 'free-agent':
      return [];
    case 'match-media':
      if (call === null) return [];
      return draft.placement === null
        ? [{ key: `place:${call.id}`, kind: 'place', subject: call.id, dueAt: now, data: {} }]
        : [{ key: `match:${call.id}`, kind: 'match', subject: call.id, dueAt, data: {} }];
    case 'release-media': {
      if (call === null || draft.placement === null) return [];
      const data = draft.placement;
      return [{ key: `release:${call.id}`, kind: 'release', subject: call.id, dueAt, data }];
    }
    case 'seek-agent':
      return contactsOf(draft)
        .filter((contact) => contact.offer === null)
        .map(({ id, queueId }) => ({
          key: `route:${queueId}:${id}`,
          kind: 'route',
          subject: queueId,
          dueAt,
          data: {},
        }));
  }
}

function eventsOf(
  loaded: Loaded,
  draft: Draft,
  about: { readonly now: Millis; readonly presences: readonly Presence[] },
): readonly NewEvent[] {
  const { now, presences } = about;
  const stream = conversationStream(draft.conversation.id);
  const facts = draft.facts.map((data) => ({ stream, at: now, data }));
  const persons = personFacts(loaded, draft, now).map(({ personId, fact }) => ({
    stream: personStream(personId),
    at: now,
    data: fact,
  }));
  const moods = presences
    .filter((after) => after.wish !== loaded.agents.get(after.agentId)?.presence.wish)
    .map((presence) => ({
      stream: personStream(presence.agentId),
      at: now,
      data: { type: 'presence-changed', presence },
    }));
  return [...facts, ...persons, ...moods];
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
